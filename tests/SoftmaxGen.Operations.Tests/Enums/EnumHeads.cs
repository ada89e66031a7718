namespace SoftmaxGen.Tests.Enums;

/// <summary>Three classes, of labels that are ints.</summary>
internal enum Animal
{
    Cat,
    Dog,
    Bird,
    Hound = Dog,
}

/// <summary>Three classes with weights, of labels that are bytes.</summary>
internal enum Light : byte
{
    Red,
    [ClassWeight(2)]
    Amber,
    [ClassWeight(0.5)]
    Green,
}

[SoftmaxHead<Animal>]
internal sealed partial class Animals;

[SoftmaxHead<Light>(ElementType = typeof(double))]
internal static partial class Lights;
