using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>What the contract tests of one element type share.</summary>
public abstract class HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Class counts on both sides of every strategy's limits.</summary>
    public static TheoryData<int> ClassCounts => [.. EveryClassCount];

    private protected static int[] EveryClassCount => [1, 2, 3, 10, 16, 33, 100, 1000];

    private protected static HeadAdapter<T> Head(int classCount, int ignoreLabel = HeadRegistry.DefaultIgnoreLabel) =>
        HeadRegistry.Get<T>(classCount, ignoreLabel);

    private protected static T[] Of(params ReadOnlySpan<double> values)
    {
        var result = new T[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            result[i] = T.CreateChecked(values[i]);
        }

        return result;
    }

    private protected static T[] Run(BatchOperation<T> operation, HeadAdapter<T> head, T[] logits, params int[] labels)
    {
        var output = new T[operation.OutputLength(head, logits.Length / head.ClassCount)];
        operation.Kernel(head, logits, labels, output);
        return output;
    }

    /// <summary>Within 1e-6 of each value; NaN and infinities exactly.</summary>
    private protected static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<T> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], double.CreateChecked(actual[i]), tolerance: 1e-6);
        }
    }
}
