using System.Numerics;

namespace SoftmaxGen.Accuracy.Contenders;

/// <summary>A generated head.</summary>
internal sealed class GeneratedContender<THead, T> : IContender<T>
    where THead : ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Contender Name => Contender.SoftmaxGen;

    public void Softmax(ReadOnlySpan<T> logits, Span<T> destination) => THead.Softmax(logits, destination);

    public void LogSoftmax(ReadOnlySpan<T> logits, Span<T> destination) => THead.LogSoftmax(logits, destination);

    public void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination) => THead.LogSumExp(logits, destination);

    public void Losses(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> destination) =>
        THead.CrossEntropy(logits, labels, destination);

    public void Gradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> destination) =>
        THead.CrossEntropyWithGradient(logits, labels, destination, Reduction.Sum);
}
