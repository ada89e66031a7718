using System.Numerics;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>S11: an ignored row has loss 0 and gradient 0, whatever its logits are.</summary>
public abstract class IgnoredRowTests<T> : HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 37;

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void IgnoredRow_OfNaNOrInfinity_HasLossAndGradientZero(int classCount)
    {
        foreach (var value in new[] { T.NaN, T.PositiveInfinity, T.NegativeInfinity })
        {
            var head = Head(classCount);
            var logits = new HardInputs(7).Uniform<T>(Rows * classCount, 10);
            var labels = new int[Rows];
            for (var row = 0; row < Rows; row += 4)
            {
                logits.AsSpan(row * classCount, classCount).Fill(value);
                labels[row] = -100;
            }

            var losses = Run(BatchOperation<T>.Losses, head, logits, labels);
            var sum = Run(BatchOperation<T>.GradientOfSum, head, logits, labels);
            var mean = Run(BatchOperation<T>.GradientOfMean, head, logits, labels);
            for (var row = 0; row < Rows; row += 4)
            {
                Assert.Equal(T.Zero, losses[row]);
                Assert.False(sum.AsSpan(row * classCount, classCount).ContainsAnyExcept(T.Zero));
                Assert.False(mean.AsSpan(row * classCount, classCount).ContainsAnyExcept(T.Zero));
                Assert.Equal(T.Zero, head.CrossEntropy(logits.AsSpan(row * classCount, classCount), -100));
            }

            Assert.True(sum.All(T.IsFinite) && mean.All(T.IsFinite));
            var total = head.CrossEntropy(logits, labels);
            Assert.True(double.IsFinite(total.Sum));
            Assert.Equal(27, total.Count);
            Assert.Equal(27, total.Weight);
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void NothingButIgnoredRows_HaveMeanNaN_AndGradientZero(int classCount)
    {
        var labels = new int[Rows];
        labels.AsSpan().Fill(-100);
        var logits = Sentinel.Array<T>(Rows * classCount);
        var gradient = Sentinel.Array<T>(Rows * classCount);

        var sum = Head(classCount).CrossEntropyWithGradient(logits, labels, gradient, Reduction.Mean);

        Assert.Equal(new LossSum(0, 0, 0), sum);
        Assert.True(double.IsNaN(sum.Mean));
        Assert.False(gradient.AsSpan().ContainsAnyExcept(T.Zero));
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleIgnoredRowTests : IgnoredRowTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleIgnoredRowTests : IgnoredRowTests<double>;
