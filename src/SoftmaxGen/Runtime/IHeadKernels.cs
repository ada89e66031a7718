using System.ComponentModel;
using System.Diagnostics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// What generated code provides per vector width: the kernels for one row, and where rows go across the lanes those for one
/// block of rows. <see cref="Batch{TKernels, T}"/> makes whole batches of them. Not meant to be implemented by hand.
/// </summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <remarks>
/// x is the logits, y the output per class. A kernel reads all it needs of x before it writes to y, which may be the same
/// memory.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHeadKernels<T>
    where T : unmanaged
{
    /// <summary>K.</summary>
    static abstract int ClassCount { get; }

    /// <summary>The number of rows in a block; 1 if there are no block kernels.</summary>
    static virtual int BlockRows => 1;

    /// <summary>From how many remaining rows on a padded block is cheaper than row after row.</summary>
    static virtual int PaddedTailRows => int.MaxValue;

    /// <summary>Softmax of a row.</summary>
    static abstract void SoftmaxRow(ref T x, ref T y);

    /// <summary>Log-softmax of a row.</summary>
    static abstract void LogSoftmaxRow(ref T x, ref T y);

    /// <summary>Log-sum-exp of a row; NaN where it is infinite.</summary>
    static abstract T LogSumExpRow(ref T x);

    /// <summary>The largest probability of a row.</summary>
    static abstract T MaximumProbabilityRow(ref T x);

    /// <summary>The index of the largest logit, or of the first NaN.</summary>
    static abstract int PredictRow(ref T x);

    /// <summary>The loss of a row.</summary>
    static abstract T CrossEntropyRow(ref T x, int label);

    /// <summary>The loss of a row and its gradient, times scale.</summary>
    static abstract T CrossEntropyWithGradientRow(ref T x, int label, ref T y, T scale);

    /// <summary>Softmax of a block.</summary>
    static virtual void SoftmaxBlock(ref T x, ref T y) => throw new UnreachableException();

    /// <summary>Log-softmax of a block.</summary>
    static virtual void LogSoftmaxBlock(ref T x, ref T y) => throw new UnreachableException();

    /// <summary>Log-sum-exp of each row of a block; NaN where it is infinite.</summary>
    static virtual void LogSumExpBlock(ref T x, ref T results) => throw new UnreachableException();

    /// <summary>The class of each row of a block.</summary>
    static virtual void PredictBlock(ref T x, ref int classes) => throw new UnreachableException();

    /// <summary>The losses of a block, added to the sums and stored unless losses is a null reference.</summary>
    static virtual void CrossEntropyBlock(ref T x, ref int labels, ref T losses, nint row, ref LossLanes sums) =>
        throw new UnreachableException();

    /// <summary>The losses of a block, as above, and its gradient, times scale.</summary>
    static virtual void CrossEntropyWithGradientBlock(ref T x, ref int labels, ref T losses, ref T y, T scale, nint row, ref LossLanes sums) =>
        throw new UnreachableException();
}
