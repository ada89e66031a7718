using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Oracle;

/// <summary>S51 on rows that are hard to compute, each predicted rightly.</summary>
public abstract class HardRowTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double[][] Rows = typeof(T) == typeof(float) ? HardRows.Single : HardRows.Double;

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Rows.Length)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void EveryOutput_OfAHardRow_IsWithinTheBounds(int index)
    {
        var row = Array.ConvertAll(Rows[index], T.CreateChecked);
        var head = HeadRegistry.Get<T>(row.Length);
        var oracle = new SoftmaxOracle<T>(row, row.Length);
        int[] labels = [oracle.Argmax[0]];
        var judge = new Judge();
        judge.Softmax<T>("row", row, oracle.Softmax(), BatchOperation<T>.Softmax.Run(head, row, labels));
        judge.Logarithms<T>("row", "log_softmax", oracle.LogSoftmax(), BatchOperation<T>.LogSoftmax.Run(head, row, labels));
        judge.LogSumExp<T>("row", row, oracle.LogSumExp(), BatchOperation<T>.LogSumExp.Run(head, row, labels));
        judge.Logarithms<T>("row", "loss", oracle.Losses(labels, head.IgnoreLabel), BatchOperation<T>.Losses.Run(head, row, labels));
        judge.Gradient<T>("row", row.Length, oracle.Gradient(labels, head.IgnoreLabel, 1), BatchOperation<T>.GradientOfSum.Run(head, row, labels));

        Assert.Empty(judge.Failures);
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleHardRowTests : HardRowTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleHardRowTests : HardRowTests<double>;
