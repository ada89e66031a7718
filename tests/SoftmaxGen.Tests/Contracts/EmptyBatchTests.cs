using System.Numerics;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>S7: a batch without rows is legal.</summary>
public abstract class EmptyBatchTests<T> : HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void EmptyBatch_WritesNothing_AndSumsToZero(int classCount)
    {
        var head = Head(classCount);
        var output = Sentinel.Array<T>(5);
        foreach (var operation in BatchOperation<T>.All)
        {
            operation.Kernel(head, [], [], output);
        }

        int[] predicted = [7];
        head.Predict([], predicted);

        Assert.True(Sentinel.Fills<T>(output));
        Assert.Equal([7], predicted);
        Assert.Equal(new LossSum(0, 0, 0), head.CrossEntropy([], []));
        Assert.Equal(new LossSum(0, 0, 0), head.CrossEntropy([], [], output));
        Assert.Equal(new LossSum(0, 0, 0), head.CrossEntropyWithGradient([], [], output, Reduction.Mean));
        Assert.Equal(new LossSum(0, 0, 0), head.CrossEntropyWithGradient([], [], output, Reduction.Sum));
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleEmptyBatchTests : EmptyBatchTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleEmptyBatchTests : EmptyBatchTests<double>;
