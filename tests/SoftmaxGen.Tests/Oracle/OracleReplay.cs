using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Oracle;

/// <summary>Compares a head with the oracle: full blocks, tails and single rows of random logits at every scale.</summary>
internal static class OracleReplay
{
    private static readonly double[] Scales = [1, 10, 80, 300, 1e4];

    public static ReplayReport Run<T>(HeadAdapter<T> head) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var report = new ReplayReport(head.Name);
        var inputs = new HardInputs((ulong)head.ClassCount + 1);
        foreach (var scale in Scales)
        {
            foreach (var rows in BatchSizes(head.ClassCount))
            {
                report.Cases++;
                var logits = inputs.Uniform<T>(rows * head.ClassCount, scale);
                Compare(report.Judge, $"{head} N {rows} scale {scale}", head, logits, inputs.Labels(rows, head.ClassCount, head.IgnoreLabel));
            }
        }

        return report;
    }

    private static void Compare<T>(Judge judge, string id, HeadAdapter<T> head, T[] logits, int[] labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var oracle = new SoftmaxOracle<T>(logits, head.ClassCount);
        var counted = labels.Count(label => label != head.IgnoreLabel);
        judge.Softmax<T>(id, logits, oracle.Softmax(), Run(BatchOperation<T>.Softmax));
        judge.Logarithms<T>(id, "log_softmax", oracle.LogSoftmax(), Run(BatchOperation<T>.LogSoftmax));
        judge.LogSumExp<T>(id, logits, oracle.LogSumExp(), Run(BatchOperation<T>.LogSumExp));
        judge.Logarithms<T>(id, "loss", oracle.Losses(labels, head.IgnoreLabel), Run(BatchOperation<T>.Losses));
        judge.Gradient<T>(id, head.ClassCount, oracle.Gradient(labels, head.IgnoreLabel, 1), Run(BatchOperation<T>.GradientOfSum));
        judge.Gradient<T>(id, head.ClassCount, oracle.Gradient(labels, head.IgnoreLabel, Math.Max(1, counted)), Run(BatchOperation<T>.GradientOfMean));
        judge.Logarithms<T>(id, "loss_sum", oracle.LossSum(labels, head.IgnoreLabel), [T.CreateChecked(head.CrossEntropy(logits, labels).Sum)]);

        var predicted = new int[labels.Length];
        head.Predict(logits, predicted);
        judge.Equal(id, "argmax", oracle.Argmax, predicted);

        T[] Run(BatchOperation<T> operation) => OperationProbe.Run(judge, id, head, operation, logits, labels);
    }

    private static int[] BatchSizes(int classCount) => classCount switch
    {
        <= 32 => [1, 7, 16, 33, 83],
        <= 600 => [1, 4, 11],
        < 10_000 => [1, 3],
        _ => [1, 2],
    };
}
