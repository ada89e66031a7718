using System.Numerics;

namespace SoftmaxGen.Accuracy.Contenders;

/// <summary>An implementation of every operation, on batches.</summary>
internal interface IContender<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    Contender Name { get; }

    void Softmax(ReadOnlySpan<T> logits, Span<T> destination);

    void LogSoftmax(ReadOnlySpan<T> logits, Span<T> destination);

    void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination);

    void Losses(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> destination);

    /// <summary>The gradient of the sum of the losses.</summary>
    void Gradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> destination);
}
