using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Which outputs a loss has beside its sum. Not meant to be used by hand.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum LossParts
{
    /// <summary>The sum alone.</summary>
    Sum = 0,

    /// <summary>The loss of each row.</summary>
    Losses = 1,

    /// <summary>The gradient.</summary>
    Gradient = 2,

    /// <summary>Rows have two labels.</summary>
    Mixed = 4,
}
