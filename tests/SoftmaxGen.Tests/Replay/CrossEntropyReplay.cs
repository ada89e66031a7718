using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Replays <c>ce</c> cases: cross-entropy with integer labels, its sums and its gradients.</summary>
internal static class CrossEntropyReplay
{
    public static void Run<T>(Judge judge, GoldenCase golden, HeadAdapter<T> head)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = golden.Values<T>("z");
        var labels = golden.Integers("labels");
        if (golden.ExpectsError)
        {
            Refusals(judge, golden, head, logits, labels);
            return;
        }

        var isMean = golden.Reduction == "mean";
        var operation = isMean ? BatchOperation<T>.GradientOfMean : BatchOperation<T>.GradientOfSum;
        var gradient = OperationProbe.Run(judge, golden.Id, head, operation, logits, labels);
        judge.Gradient(golden.Id, head.ClassCount, golden.Expected<T>("grad"), gradient);

        var losses = OperationProbe.Run(judge, golden.Id, head, BatchOperation<T>.Losses, logits, labels);
        LossSum[] sums =
        [
            head.CrossEntropy(logits, labels),
            head.CrossEntropy(logits, labels, new T[labels.Length]),
            head.CrossEntropyWithGradient(logits, labels, new T[logits.Length], Reduction.Sum),
            head.CrossEntropyWithGradient(logits, labels, new T[logits.Length], Reduction.Mean),
        ];
        var loss = golden.Expected<T>("loss");
        if (golden.Reduction == "none")
        {
            judge.Logarithms<T>(golden.Id, "loss", loss, losses);
            loss = SumOf(loss);
        }

        var counted = labels.Count(label => label != head.IgnoreLabel);
        foreach (var sum in sums)
        {
            judge.Logarithms<T>(golden.Id, isMean ? "loss_mean" : "loss_sum", loss, [T.CreateChecked(isMean ? sum.Mean : sum.Sum)]);
            judge.Require(sum.Count == counted && sum.Weight == counted, $"{golden.Id}: {sum} for {counted} rows that are not ignored");
        }

        SingleRows(judge, golden.Id, head, logits, labels, losses, isMean ? null : gradient);
    }

    private static Expected<T> SumOf<T>(Expected<T> losses) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = losses.Values.Sum(double.CreateChecked);
        var rounded = T.CreateChecked(sum);
        var residual = double.IsFinite(sum) ? sum - double.CreateChecked(rounded) + losses.Residuals.Sum() : 0;
        return new Expected<T>([rounded], [residual], losses.OnlyOverflows);
    }

    private static void SingleRows<T>(
        Judge judge, string id, HeadAdapter<T> head, T[] logits, int[] labels, T[] losses, T[]? gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rowGradient = new T[head.ClassCount];
        for (var row = 0; row < labels.Length; row++)
        {
            var start = row * head.ClassCount;
            var z = logits.AsSpan(start, head.ClassCount);
            judge.SameBits(id, $"loss of row {row}", [losses[row]], [head.CrossEntropy(z, labels[row])]);
            judge.SameBits(id, $"loss with gradient of row {row}", [losses[row]], [head.CrossEntropyWithGradient(z, labels[row], rowGradient)]);
            if (gradient is not null)
            {
                judge.SameBits<T>(id, $"gradient of row {row}", gradient.AsSpan(start, head.ClassCount), rowGradient);
            }
        }
    }

    private static void Refusals<T>(Judge judge, GoldenCase golden, HeadAdapter<T> head, T[] logits, int[] labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var output = Sentinel.Array<T>(logits.Length);
        Action[] calls =
        [
            () => head.CrossEntropy(logits, labels),
            () => head.CrossEntropy(logits, labels, output),
            () => head.CrossEntropyWithGradient(logits, labels, output, Reduction.Sum),
            () => head.CrossEntropyWithGradient(logits, labels, output, Reduction.Mean),
        ];
        for (var call = 0; call < calls.Length; call++)
        {
            var exception = Record.Exception(calls[call]);
            judge.Require(exception is ArgumentOutOfRangeException, $"{golden.Id} call {call}: {exception?.GetType().Name ?? "nothing"} thrown");
            judge.Require(Sentinel.Fills<T>(output), $"{golden.Id} call {call}: wrote before it threw");
        }
    }
}
