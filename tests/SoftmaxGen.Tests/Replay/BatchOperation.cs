using System.Numerics;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Replay;

/// <summary>An operation from a batch to a span, whatever its name.</summary>
/// <param name="head">The head.</param>
/// <param name="logits">[N, K].</param>
/// <param name="labels">[N]; unused by operations without labels.</param>
/// <param name="destination">Receives the output.</param>
internal delegate void BatchKernel<T>(HeadAdapter<T> head, ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> destination)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>An operation with the properties that its output must have besides being right.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="PerClass">Whether the output is [N, K] and may replace the logits; [N] otherwise.</param>
/// <param name="RowsAreIndependent">Whether a row alone must give the bits that it gives in its batch.</param>
/// <param name="Kernel">The call.</param>
internal sealed record BatchOperation<T>(string Name, bool PerClass, bool RowsAreIndependent, BatchKernel<T> Kernel)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly BatchOperation<T> Softmax =
        new("softmax", PerClass: true, RowsAreIndependent: true, static (head, logits, _, destination) => head.Softmax(logits, destination));

    public static readonly BatchOperation<T> LogSoftmax =
        new("log_softmax", PerClass: true, RowsAreIndependent: true, static (head, logits, _, destination) => head.LogSoftmax(logits, destination));

    public static readonly BatchOperation<T> LogSumExp =
        new("logsumexp", PerClass: false, RowsAreIndependent: true, static (head, logits, _, destination) => head.LogSumExp(logits, destination));

    public static readonly BatchOperation<T> Losses =
        new("losses", PerClass: false, RowsAreIndependent: true, static (head, logits, labels, destination) => head.CrossEntropy(logits, labels, destination));

    public static readonly BatchOperation<T> GradientOfSum =
        new("grad", PerClass: true, RowsAreIndependent: true, static (head, logits, labels, destination) => head.CrossEntropyWithGradient(logits, labels, destination, Reduction.Sum));

    public static readonly BatchOperation<T> GradientOfMean =
        new("grad_mean", PerClass: true, RowsAreIndependent: false, static (head, logits, labels, destination) => head.CrossEntropyWithGradient(logits, labels, destination, Reduction.Mean));

    /// <summary>Every operation.</summary>
    public static readonly BatchOperation<T>[] All = [Softmax, LogSoftmax, LogSumExp, Losses, GradientOfSum, GradientOfMean];

    /// <summary>The length of the output of <paramref name="rows"/> rows.</summary>
    public int OutputLength(HeadAdapter<T> head, int rows) => PerClass ? rows * head.ClassCount : rows;

    /// <summary>The output, in an array of its own.</summary>
    public T[] Run(HeadAdapter<T> head, ReadOnlySpan<T> logits, ReadOnlySpan<int> labels)
    {
        var output = new T[OutputLength(head, logits.Length / head.ClassCount)];
        Kernel(head, logits, labels, output);
        return output;
    }
}
