using System.Numerics;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>What the gradient is the gradient of.</summary>
public abstract class ReductionTests<T> : HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void UnknownReduction_IsRefused_BeforeTheFirstWrite(int reduction)
    {
        foreach (var classCount in EveryClassCount)
        {
            var gradient = Sentinel.Array<T>(classCount);
            var exception = Assert.Throws<ArgumentOutOfRangeException>(
                object? () => Head(classCount).CrossEntropyWithGradient(new T[classCount], [0], gradient, (Reduction)reduction));
            Assert.Equal("reduction", exception.ParamName);
            Assert.True(Sentinel.Fills<T>(gradient));
        }
    }

    [Fact]
    public void GradientOfTheMean_IsDividedByTheRowsThatCount()
    {
        var logits = Of(0, 0, 0, 0, 0, 0, 9, 9, 9, 0, 0, 0, 0, 0, 0);
        var gradient = Run(BatchOperation<T>.GradientOfMean, Head(3), logits, 0, 1, -100, 2, 0);
        double third = 1.0 / 12, rest = -2.0 / 12;
        AssertClose([rest, third, third, third, rest, third, 0, 0, 0, third, third, rest, rest, third, third], gradient);
    }

    [Fact]
    public void GradientOfTheSum_IsNotDivided()
    {
        var gradient = Run(BatchOperation<T>.GradientOfSum, Head(2), Of(0, 0, 5, 5), 0, 1);
        AssertClose([-0.5, 0.5, 0.5, -0.5], gradient);
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleReductionTests : ReductionTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleReductionTests : ReductionTests<double>;
