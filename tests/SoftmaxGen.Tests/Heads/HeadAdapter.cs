using System.Numerics;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Heads;

/// <summary>A head as an object, so that a case read at run time can choose it.</summary>
internal abstract class HeadAdapter<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract string Name { get; }

    public abstract int IgnoreLabel { get; }

    public abstract int ClassCount { get; }

    /// <summary>The overloads on <c>Row</c>; null for a head with too many classes to have one.</summary>
    public abstract FixedSizeHead<T>? FixedSize { get; }

    /// <summary>What it offers beside the members below.</summary>
    public abstract IReadOnlyList<OperationCall<T>> Operations { get; }

    public abstract void Softmax(ReadOnlySpan<T> logits, Span<T> destination);

    public abstract void LogSoftmax(ReadOnlySpan<T> logits, Span<T> destination);

    public abstract T LogSumExp(ReadOnlySpan<T> row);

    public abstract void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination);

    public abstract int Predict(ReadOnlySpan<T> row);

    public abstract int Predict(ReadOnlySpan<T> row, out T probability);

    public abstract void Predict(ReadOnlySpan<T> logits, Span<int> destination);

    public abstract T CrossEntropy(ReadOnlySpan<T> row, int label);

    public abstract LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels);

    public abstract LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses);

    public abstract T CrossEntropyWithGradient(ReadOnlySpan<T> row, int label, Span<T> gradient);

    public abstract LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction);

    public sealed override string ToString() => Name;
}

/// <summary>Reaches a head through its static abstract members, as generic user code would.</summary>
internal sealed class HeadAdapter<THead, T>(int ignoreLabel) : HeadAdapter<T>
    where THead : ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => typeof(THead).Name;

    public override int IgnoreLabel => ignoreLabel;

    public override int ClassCount => THead.ClassCount;

    public override FixedSizeHead<T>? FixedSize { get; } = FixedSizeHead<T>.Of(typeof(THead));

    public override IReadOnlyList<OperationCall<T>> Operations => OperationCalls<THead, T>.All;

    public override void Softmax(ReadOnlySpan<T> logits, Span<T> destination) => THead.Softmax(logits, destination);

    public override void LogSoftmax(ReadOnlySpan<T> logits, Span<T> destination) => THead.LogSoftmax(logits, destination);

    public override T LogSumExp(ReadOnlySpan<T> row) => THead.LogSumExp(row);

    public override void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination) => THead.LogSumExp(logits, destination);

    public override int Predict(ReadOnlySpan<T> row) => THead.Predict(row);

    public override int Predict(ReadOnlySpan<T> row, out T probability) => THead.Predict(row, out probability);

    public override void Predict(ReadOnlySpan<T> logits, Span<int> destination) => THead.Predict(logits, destination);

    public override T CrossEntropy(ReadOnlySpan<T> row, int label) => THead.CrossEntropy(row, label);

    public override LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels) => THead.CrossEntropy(logits, labels);

    public override LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses) =>
        THead.CrossEntropy(logits, labels, losses);

    public override T CrossEntropyWithGradient(ReadOnlySpan<T> row, int label, Span<T> gradient) =>
        THead.CrossEntropyWithGradient(row, label, gradient);

    public override LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction) =>
        THead.CrossEntropyWithGradient(logits, labels, gradient, reduction);
}
