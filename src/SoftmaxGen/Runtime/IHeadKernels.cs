using System.ComponentModel;
using System.Diagnostics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// What generated code provides per vector width: kernels for one row, and stages, of which operations on blocks of rows are
/// made. <see cref="Batch{TKernels, T}"/> makes whole batches of them. Not meant to be implemented by hand.
/// </summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <remarks>
/// x is the logits, y the output per class, which may be the same memory: a kernel or stage reads all it needs of x before it
/// writes to the same place of y. Stages share scratch memory, aligned to a line of the cache.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IHeadKernels<T>
    where T : unmanaged
{
    /// <summary>K.</summary>
    static abstract int ClassCount { get; }

    /// <summary>The number of rows in a block; 1 if there are no blocks.</summary>
    static virtual int BlockRows => 1;

    /// <summary>How many rows go through a stage before the next stage begins.</summary>
    static virtual int PassRows => 1;

    /// <summary>Whether the last block given to a stage may have fewer rows.</summary>
    static virtual bool TakesPartialBlocks => false;

    /// <summary>From how many rows on a block that is not full is cheaper than row after row; with 1, there are no kernels for a row.</summary>
    static virtual int BlockFromRows => int.MaxValue;

    /// <summary>The scratch memory of the stages, in elements.</summary>
    static virtual int ScratchElements => 0;

    /// <summary>The lane of each row of a block; empty if row i is in lane i.</summary>
    static virtual ReadOnlySpan<byte> LaneOfRow => default;

    /// <summary>The row of each lane: the inverse of <see cref="LaneOfRow"/>.</summary>
    static virtual ReadOnlySpan<byte> RowOfLane => default;

    /// <summary>Whether <see cref="ToColumns"/> and <see cref="FromColumns"/> are there.</summary>
    static virtual bool HasColumns => false;

    /// <summary>A block of rows as one vector per class, one after the other.</summary>
    static virtual void ToColumns(ref T x, ref T columns) => throw new UnreachableException();

    /// <summary>A block of rows out of one vector per class.</summary>
    static virtual void FromColumns(ref T columns, ref T y) => throw new UnreachableException();

    /// <summary>The index of the largest logit, or of the first NaN.</summary>
    static abstract int PredictRow(ref T x);

    /// <summary>Softmax of a row.</summary>
    static virtual void SoftmaxRow(ref T x, ref T y) => throw new UnreachableException();

    /// <summary>Log-softmax of a row.</summary>
    static virtual void LogSoftmaxRow(ref T x, ref T y) => throw new UnreachableException();

    /// <summary>Log-sum-exp of a row; NaN where it is infinite.</summary>
    static virtual T LogSumExpRow(ref T x) => throw new UnreachableException();

    /// <summary>The largest probability of a row.</summary>
    static virtual T MaximumProbabilityRow(ref T x) => throw new UnreachableException();

    /// <summary>The loss of a row.</summary>
    static virtual T CrossEntropyRow(ref T x, int label) => throw new UnreachableException();

    /// <summary>The loss of a row and its gradient, times scale.</summary>
    static virtual T CrossEntropyWithGradientRow(ref T x, int label, ref T y, T scale) => throw new UnreachableException();

    /// <summary>The classes of whole blocks.</summary>
    static virtual void PredictBlocks(ref T x, ref int classes, nint rows) => throw new UnreachableException();

    /// <summary>Stage: the maximum of each row and what follows from it.</summary>
    static virtual void Spread(ref T x, ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Whether the stages that add terms find the maxima of the next pass on their way.</summary>
    static virtual bool FindsNextMaxima => false;

    /// <summary>Stage: as Spread, of rows whose maxima were found on the way.</summary>
    static virtual void SpreadNext(ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>
    /// Stage: the sum of each row's terms. The maxima of the next pass, of as many rows as are <paramref name="following"/>, so many elements
    /// <paramref name="ahead"/> of the logits, may be found on the way. What lies
    /// as many elements <paramref name="beyond"/> what is read is asked for.
    /// </summary>
    static virtual void AddOnly(ref T x, ref T scratch, int rows, nint ahead, int following, nint beyond) => throw new UnreachableException();

    /// <summary>Stage: the sum of each row's terms, which are kept in scratch memory or at y.</summary>
    static virtual void AddKeeping(ref T x, ref T y, ref T scratch, int rows, nint ahead, int following, nint beyond) => throw new UnreachableException();

    /// <summary>
    /// Stage: as AddKeeping, for softmax, whose sum may lose rounding errors; with few classes it is a total, of all terms, that of the
    /// maximum among them.
    /// </summary>
    static virtual void AddPlainly(ref T x, ref T y, ref T scratch, int rows, nint ahead, int following, nint beyond) => throw new UnreachableException();

    /// <summary>Stage: log Σ exp(z − max) of each row.</summary>
    static virtual void Logarithms(ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Stage: what makes probabilities of each row's terms.</summary>
    static virtual void Inverses(ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Stage: the same, of the sums of AddPlainly.</summary>
    static virtual void InversesPlainly(ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Stage: the probabilities, of the terms kept.</summary>
    static virtual void Probabilities(ref T y, ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Stage: the logarithms of the probabilities.</summary>
    static virtual void LogProbabilities(ref T x, ref T y, ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Stage: log-sum-exp of each row; NaN where it is infinite.</summary>
    static virtual void LogSums(ref T results, ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Stage: the largest probability of each row.</summary>
    static virtual void MaximumProbabilities(ref T results, ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Stage before any term is kept: the logit of each row's label.</summary>
    static virtual void Pick(ref T x, ref int labels, ref T scratch, int rows)
    {
    }

    /// <summary>Stage after the terms are kept: the term of each row's label.</summary>
    static virtual void PickTerms(ref T y, ref int labels, ref T scratch, int rows)
    {
    }

    /// <summary>Stage: the losses.</summary>
    static virtual void Losses(ref LossBatch<T> batch, ref T scratch, int rows) => throw new UnreachableException();

    /// <summary>Stage: the losses and their gradient, times scale, of the terms kept.</summary>
    static virtual void Gradients(ref LossBatch<T> batch, ref T y, T scale, ref T scratch, int rows) => throw new UnreachableException();
}
