using System.Numerics;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>S1 to S8 and S15: huge, infinite, missing and equal logits.</summary>
public abstract class SpecialLogitTests<T> : HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Inf = double.PositiveInfinity;
    private const double NaN = double.NaN;

    [Fact]
    public void HugeLogits_GiveFiniteProbabilities() =>
        AssertClose([1, 0, 0], Run(BatchOperation<T>.Softmax, Head(3), Of(3.4e38, -3.4e38, 0)));

    [Theory]
    [InlineData(0)]
    [InlineData(10000)]
    [InlineData(-10000)]
    public void ShiftOfEveryLogit_ChangesNothing(double shift) =>
        AssertClose([0.0320586, 0.08714432, 0.23688282, 0.64391426], Run(BatchOperation<T>.Softmax, Head(4), Of(shift, shift + 1, shift + 2, shift + 3)));

    [Fact]
    public void MaskedClass_HasProbabilityZero_AndTheOthersShare()
    {
        var logits = Of(-Inf, 0, 0);
        AssertClose([0, 0.5, 0.5], Run(BatchOperation<T>.Softmax, Head(3), logits));
        AssertClose([-Inf, -0.69314718, -0.69314718], Run(BatchOperation<T>.LogSoftmax, Head(3), logits));
        AssertClose([0.69314718], Run(BatchOperation<T>.LogSumExp, Head(3), logits));
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void RowOfMinusInfinity_IsNaN_AndItsLogSumExpMinusInfinity(int classCount)
    {
        var logits = new T[classCount];
        logits.AsSpan().Fill(T.NegativeInfinity);
        AssertWholeRowIsNaN(logits, classCount, T.NegativeInfinity);
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void PlusInfinity_MakesTheRowNaN_AndItsLogSumExpPlusInfinity(int classCount)
    {
        for (var position = 0; position < classCount; position += Math.Max(1, classCount / 7))
        {
            var logits = new T[classCount];
            logits[position] = T.PositiveInfinity;
            AssertWholeRowIsNaN(logits, classCount, T.PositiveInfinity);
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void NaN_MakesTheRowNaN_AndNoOther(int classCount)
    {
        const int Rows = 35;
        var head = Head(classCount);
        var clean = new HardInputs(8).Uniform<T>(Rows * classCount, 10);
        var labels = new int[Rows];
        foreach (var row in new[] { 0, 18, Rows - 1 })
        {
            var logits = (T[])clean.Clone();
            logits[(row * classCount) + (classCount / 2)] = T.NaN;
            foreach (var operation in BatchOperation<T>.All)
            {
                var width = operation.OutputLength(head, 1);
                var expected = Run(operation, head, clean, labels);
                expected.AsSpan(row * width, width).Fill(T.NaN);
                Assert.Equal(expected, Run(operation, head, logits, labels));
            }

            Assert.True(double.IsNaN(head.CrossEntropy(logits, labels).Sum));
        }
    }

    [Fact]
    public void SingleClass_HasProbabilityOne_AndLossZero()
    {
        var logits = Of(-3, 0, 12, 1e30, NaN, Inf, -Inf);
        var zeroLabels = new int[7];
        AssertClose([1, 1, 1, 1, NaN, NaN, NaN], Run(BatchOperation<T>.Softmax, Head(1), logits));
        AssertClose([0, 0, 0, 0, NaN, NaN, NaN], Run(BatchOperation<T>.LogSoftmax, Head(1), logits));
        AssertClose([0, 0, 0, 0, NaN, NaN, NaN], Run(BatchOperation<T>.Losses, Head(1), logits, zeroLabels));
        AssertClose([0, 0, 0, 0, NaN, NaN, NaN], Run(BatchOperation<T>.GradientOfSum, Head(1), logits, zeroLabels));
        Assert.Equal(Of(-3, 0, 12, 1e30, NaN, Inf, -Inf), Run(BatchOperation<T>.LogSumExp, Head(1), logits));
    }

    [Fact]
    public void Prediction_OfTies_IsTheFirst()
    {
        Assert.Equal(0, Head(3).Predict(Of(2, 2, 2)));
        Assert.Equal(1, Head(4).Predict(Of(1, 3, 3, 3)));
        var late = new T[100];
        late[71] = late[72] = late[99] = T.One;
        Assert.Equal(71, Head(100).Predict(late));
    }

    [Fact]
    public void Prediction_ComesFromLogits_NotFromProbabilities() =>
        Assert.Equal(1, Head(3).Predict(Of(0, 1e-9, -1)));

    [Fact]
    public void Prediction_OfNaN_IsTheFirstNaN()
    {
        Assert.Equal(1, Head(4).Predict(Of(0, NaN, 5, NaN), out var probability));
        Assert.True(T.IsNaN(probability));
        Assert.Equal(2, Head(3).Predict(Of(Inf, 0, NaN)));
    }

    [Fact]
    public void MinusInfinityAtTheLabel_HasInfiniteLoss_AndAFiniteGradient()
    {
        var logits = Of(-Inf, 0, 0, -Inf, 0, 0);
        AssertClose([Inf, 0.69314718], Run(BatchOperation<T>.Losses, Head(3), logits, 0, 1));
        AssertClose([-1, 0.5, 0.5, 0, -0.5, 0.5], Run(BatchOperation<T>.GradientOfSum, Head(3), logits, 0, 1));
    }

    private static void AssertWholeRowIsNaN(T[] logits, int classCount, T logSumExp)
    {
        var head = Head(classCount);
        foreach (var operation in BatchOperation<T>.All.Except([BatchOperation<T>.LogSumExp]))
        {
            Assert.All(Run(operation, head, logits, 0), static value => Assert.True(T.IsNaN(value)));
        }

        Assert.Equal([logSumExp], Run(BatchOperation<T>.LogSumExp, head, logits));
        Assert.Equal(logSumExp, head.LogSumExp(logits));
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleSpecialLogitTests : SpecialLogitTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleSpecialLogitTests : SpecialLogitTests<double>;
