using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Replays <c>rows</c> cases: softmax, log-softmax, logsumexp and the predicted class.</summary>
internal static class RowsReplay
{
    public static void Run<T>(Judge judge, GoldenCase golden, HeadAdapter<T> head)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = golden.Values<T>("z");
        var softmax = golden.Expected<T>("softmax");
        var argmax = golden.Integers("argmax");

        judge.Softmax(golden.Id, logits, softmax, OperationProbe.Run(judge, golden.Id, head, BatchOperation<T>.Softmax, logits, []));
        judge.Logarithms(
            golden.Id, "log_softmax", golden.Expected<T>("log_softmax"), OperationProbe.Run(judge, golden.Id, head, BatchOperation<T>.LogSoftmax, logits, []));
        var logSumExp = OperationProbe.Run(judge, golden.Id, head, BatchOperation<T>.LogSumExp, logits, []);
        judge.LogSumExp(golden.Id, logits, golden.Expected<T>("logsumexp"), logSumExp);

        var predicted = new int[argmax.Length + 1];
        predicted[^1] = int.MinValue;
        head.Predict(logits, predicted);
        judge.Equal(golden.Id, "argmax", argmax, predicted.AsSpan(0, argmax.Length));
        judge.Require(predicted[^1] == int.MinValue, $"{golden.Id} argmax: wrote beyond its output");

        SingleRows(judge, golden, head, logits, logSumExp, argmax, softmax);
    }

    private static void SingleRows<T>(
        Judge judge, GoldenCase golden, HeadAdapter<T> head, T[] logits, T[] logSumExp, int[] argmax, Expected<T> softmax)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var row = 0; row < argmax.Length; row++)
        {
            var z = logits.AsSpan(row * head.ClassCount, head.ClassCount);
            var id = $"{golden.Id} row {row}";
            judge.SameBits(id, "logsumexp of the row", [logSumExp[row]], [head.LogSumExp(z)]);
            var predicted = head.Predict(z, out var probability);
            judge.Equal(id, "argmax of the row", [argmax[row], argmax[row]], [head.Predict(z), predicted]);
            judge.Close(id, "probability", (row * head.ClassCount) + argmax[row], softmax, probability, Judge.ThreeUlp);
        }
    }
}
