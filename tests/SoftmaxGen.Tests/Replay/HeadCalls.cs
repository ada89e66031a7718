using System.Numerics;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Every public method of a head.</summary>
internal static class HeadCalls<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Members of <see cref="ISoftmaxHead{TSelf, T}"/>.</summary>
    public static readonly HeadCall<T>[] OnSpans =
    [
        new("softmax", "Softmax(ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerClass, CallRows.Any, static (head, logits, _, values, _) =>
        {
            head.Softmax(logits, values);
            return ReturnedBits.Nothing;
        }),
        new("log_softmax", "LogSoftmax(ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerClass, CallRows.Any, static (head, logits, _, values, _) =>
        {
            head.LogSoftmax(logits, values);
            return ReturnedBits.Nothing;
        }),
        new("logsumexp", "LogSumExp(ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerRow, CallRows.Any, static (head, logits, _, values, _) =>
        {
            head.LogSumExp(logits, values);
            return ReturnedBits.Nothing;
        }),
        new("argmax", "Predict(ReadOnlySpan<T>, Span<int>)", CallOutput.ClassPerRow, CallRows.Any, static (head, logits, _, _, classes) =>
        {
            head.Predict(logits, classes);
            return ReturnedBits.Nothing;
        }),
        new("loss_sum", "CrossEntropy(ReadOnlySpan<T>, ReadOnlySpan<int>)", CallOutput.Nothing, CallRows.Any,
            static (head, logits, labels, _, _) => ReturnedBits.Of(head.CrossEntropy(logits, labels)))
        {
            RowsAreIndependent = false,
        },
        new("loss", "CrossEntropy(ReadOnlySpan<T>, ReadOnlySpan<int>, Span<T>)", CallOutput.ValuePerRow, CallRows.Any,
            static (head, logits, labels, values, _) => ReturnedBits.Of(head.CrossEntropy(logits, labels, values))),
        new("grad", "CrossEntropyWithGradient(ReadOnlySpan<T>, ReadOnlySpan<int>, Span<T>, Reduction)", CallOutput.ValuePerClass, CallRows.Any,
            static (head, logits, labels, values, _) => ReturnedBits.Of(head.CrossEntropyWithGradient(logits, labels, values, Reduction.Sum)))
        {
            Variant = "sum",
        },
        new("grad_mean", "CrossEntropyWithGradient(ReadOnlySpan<T>, ReadOnlySpan<int>, Span<T>, Reduction)", CallOutput.ValuePerClass, CallRows.Any,
            static (head, logits, labels, values, _) => ReturnedBits.Of(head.CrossEntropyWithGradient(logits, labels, values, Reduction.Mean)))
        {
            Variant = "mean",
            RowsAreIndependent = false,
        },
        new("logsumexp", "LogSumExp(ReadOnlySpan<T>)", CallOutput.Nothing, CallRows.One,
            static (head, row, _, _, _) => ReturnedBits.Of(head.LogSumExp(row))),
        new("argmax", "Predict(ReadOnlySpan<T>)", CallOutput.Nothing, CallRows.One,
            static (head, row, _, _, _) => ReturnedBits.Of(head.Predict(row))),
        new("argmax", "Predict(ReadOnlySpan<T>, out T)", CallOutput.Nothing, CallRows.One,
            static (head, row, _, _, _) => ReturnedBits.Of(head.Predict(row, out var probability), probability)),
        new("loss", "CrossEntropy(ReadOnlySpan<T>, int)", CallOutput.Nothing, CallRows.One,
            static (head, row, labels, _, _) => ReturnedBits.Of(head.CrossEntropy(row, labels[0]))),
        new("grad", "CrossEntropyWithGradient(ReadOnlySpan<T>, int, Span<T>)", CallOutput.ValuePerClass, CallRows.One,
            static (head, row, labels, values, _) => ReturnedBits.Of(head.CrossEntropyWithGradient(row, labels[0], values))),
    ];

    /// <summary>The overloads on the fixed-size <c>Row</c>.</summary>
    public static readonly HeadCall<T>[] OnRows =
    [
        new("softmax", "Softmax(in Row, out Row)", CallOutput.ValuePerClass, CallRows.FixedSize, static (head, row, _, values, _) =>
        {
            head.FixedSize!.Softmax(row, values);
            return ReturnedBits.Nothing;
        }),
        new("log_softmax", "LogSoftmax(in Row, out Row)", CallOutput.ValuePerClass, CallRows.FixedSize, static (head, row, _, values, _) =>
        {
            head.FixedSize!.LogSoftmax(row, values);
            return ReturnedBits.Nothing;
        }),
        new("logsumexp", "LogSumExp(in Row)", CallOutput.Nothing, CallRows.FixedSize,
            static (head, row, _, _, _) => ReturnedBits.Of(head.FixedSize!.LogSumExp(row))),
        new("argmax", "Predict(in Row)", CallOutput.Nothing, CallRows.FixedSize,
            static (head, row, _, _, _) => ReturnedBits.Of(head.FixedSize!.Predict(row))),
        new("argmax", "Predict(in Row, out T)", CallOutput.Nothing, CallRows.FixedSize,
            static (head, row, _, _, _) => ReturnedBits.Of(head.FixedSize!.Predict(row, out var probability), probability)),
        new("loss", "CrossEntropy(in Row, int)", CallOutput.Nothing, CallRows.FixedSize,
            static (head, row, labels, _, _) => ReturnedBits.Of(head.FixedSize!.CrossEntropy(row, labels[0]))),
        new("grad", "CrossEntropyWithGradient(in Row, int, out Row)", CallOutput.ValuePerClass, CallRows.FixedSize,
            static (head, row, labels, values, _) => ReturnedBits.Of(head.FixedSize!.CrossEntropyWithGradient(row, labels[0], values))),
    ];

    public static readonly HeadCall<T>[] All = [.. OnSpans, .. OnRows];
}
