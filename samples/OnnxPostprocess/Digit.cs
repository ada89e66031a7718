using SoftmaxGen;

namespace OnnxPostprocess;

/// <summary>The classes of the model, in the order of its outputs.</summary>
internal enum Digit
{
    Zero,
    One,
    Two,
    Three,
    Four,
    Five,
    Six,
    Seven,
    Eight,
    Nine,
}

/// <summary>The last layer of the model.</summary>
[SoftmaxHead<Digit>]
internal sealed partial class Digits;
