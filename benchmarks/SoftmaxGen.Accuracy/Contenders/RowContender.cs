using System.Numerics;

namespace SoftmaxGen.Accuracy.Contenders;

/// <summary>What goes row by row.</summary>
internal abstract class RowContender<T>(int classCount) : IContender<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract Contender Name { get; }

    public void Softmax(ReadOnlySpan<T> logits, Span<T> destination)
    {
        for (int start = 0; start < logits.Length; start += classCount)
            SoftmaxRow(logits.Slice(start, classCount), destination.Slice(start, classCount));
    }

    public void LogSoftmax(ReadOnlySpan<T> logits, Span<T> destination)
    {
        for (int start = 0; start < logits.Length; start += classCount)
            LogSoftmaxRow(logits.Slice(start, classCount), destination.Slice(start, classCount));
    }

    public void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination)
    {
        for (int row = 0; row < destination.Length; row++)
        {
            (T maximum, T logSum) = LogSum(logits.Slice(row * classCount, classCount));
            destination[row] = maximum + logSum;
        }
    }

    public void Losses(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> destination)
    {
        for (int row = 0; row < destination.Length; row++)
        {
            ReadOnlySpan<T> z = logits.Slice(row * classCount, classCount);
            (T maximum, T logSum) = LogSum(z);
            destination[row] = logSum - (z[labels[row]] - maximum);
        }
    }

    public void Gradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> destination)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> gradient = destination.Slice(row * classCount, classCount);
            SoftmaxOfAnySize(logits.Slice(row * classCount, classCount), gradient);
            gradient[labels[row]] -= T.One;
        }
    }

    /// <summary>Softmax as it is offered.</summary>
    protected abstract void SoftmaxRow(ReadOnlySpan<T> row, Span<T> destination);

    /// <summary>Softmax with the maximum taken off first.</summary>
    protected abstract void SoftmaxOfAnySize(ReadOnlySpan<T> row, Span<T> destination);

    /// <summary>z − max − log Σ exp(z − max).</summary>
    protected abstract void LogSoftmaxRow(ReadOnlySpan<T> row, Span<T> destination);

    /// <summary>max and log Σ exp(z − max).</summary>
    protected abstract (T Maximum, T LogSum) LogSum(ReadOnlySpan<T> row);
}
