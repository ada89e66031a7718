using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>What the losses of some rows are made of and where they go. Not meant to be used by hand.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LossBatch<T>
{
    /// <summary>The label of the first row.</summary>
    public ref int Labels;

    /// <summary>The loss of the first row, or a null reference if losses are only added up.</summary>
    public ref T Losses;

    /// <summary>The index of the first row in the batch.</summary>
    public nint Row;

    /// <summary>The sums of the losses.</summary>
    public ref LossLanes Sums;
}
