using SoftmaxGen.Oracle;

namespace SoftmaxGen.Tests.Golden;

/// <summary>The judge must see an error of more than its bound, wherever it stands.</summary>
public sealed class JudgeTests
{
    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(-4, 1)]
    public void Softmax_OfAnOutputSomeUlpAway_FailsAboveThree(int ulps, int failures)
    {
        var judge = new Judge();
        judge.Softmax<float>("case", [0, 0], new Expected<float>([0.3f, 0.7f], [0, 0], false), [Away(0.3f, ulps), 0.7f]);
        Assert.Equal(failures, judge.Failures.Count);
        Assert.Equal(Math.Abs(ulps), judge.Worst["softmax/f32"]);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    public void Logarithms_OfAnOutputSomeUlpAway_FailAboveTwo(int ulps, int failures)
    {
        var judge = new Judge();
        judge.Logarithms<double>("case", "loss", new Expected<double>([1e-300], [0], false), [1e-300 + (ulps * Math.BitIncrement(1e-300)) - (ulps * 1e-300)]);
        Assert.Equal(failures, judge.Failures.Count);
    }

    [Fact]
    public void Residual_OfTheExpectedValue_CountsAsAFractionOfAnUlp()
    {
        var judge = new Judge();
        judge.Logarithms<float>("case", "loss", new Expected<float>([1], [0.25 * Math.ScaleB(1, -23)], false), [1]);
        Assert.Equal(0.25, judge.Worst["loss/f32"]);
    }

    [Fact]
    public void Gradient_IsMeasuredByTheLargestOfItsRow()
    {
        var judge = new Judge();
        var expected = new Expected<float>([1, 1e-9f, 1e-5f, 1e-9f], new double[4], false);
        judge.Gradient<float>("case", 2, expected, [1, 1.1e-9f, 1e-5f, 1.1e-9f]);
        Assert.Equal(["case grad[3]: 1.1E-09 instead of 1E-09, 109.95 ulp"], judge.Failures);
    }

    [Fact]
    public void LogSumExp_IsMeasuredByTheMaximum_WhenTheResultCancels()
    {
        var judge = new Judge();
        var expected = new Expected<float>([1e-4f, 1e-4f], [0, 0], false);
        judge.LogSumExp<float>("case", [-0.7f, -0.7f, 1e-4f, -20], expected, [1.0001e-4f, 1.0001e-4f]);
        Assert.StartsWith("case logsumexp[1]", Assert.Single(judge.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN, 1f, false)]
    [InlineData(1f, float.NaN, false)]
    [InlineData(float.NaN, float.NaN, true)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity, false)]
    [InlineData(float.PositiveInfinity, float.MaxValue, false)]
    [InlineData(1f, float.PositiveInfinity, false)]
    [InlineData(float.NegativeInfinity, float.NegativeInfinity, true)]
    [InlineData(0f, -0f, true)]
    [InlineData(1e-40f, 0f, true)]
    [InlineData(1e-40f, 2e-40f, false)]
    [InlineData(1.2e-38f, 0f, false)]
    [InlineData(0f, 1e-40f, false)]
    public void SpecialValue_IsGoodOnlyWhenItIsTheSameOrFlushed(float expected, float actual, bool good)
    {
        var judge = new Judge();
        judge.Logarithms<float>("case", "loss", new Expected<float>([expected], [0], false), [actual]);
        Assert.Equal(good, judge.Failures.Count == 0);
    }

    [Theory]
    [InlineData(float.PositiveInfinity, float.MaxValue, true)]
    [InlineData(float.NegativeInfinity, float.MinValue, true)]
    [InlineData(float.PositiveInfinity, float.MinValue, false)]
    public void LargestFiniteValue_IsGoodWhereTheExactValueOverflows(float expected, float actual, bool good)
    {
        var judge = new Judge();
        judge.Logarithms<float>("case", "loss", new Expected<float>([expected], [0], OnlyOverflows: true), [actual]);
        Assert.Equal(good, judge.Failures.Count == 0);
    }

    [Fact]
    public void Probability_OfAMaskedClass_MustBeZero()
    {
        var judge = new Judge();
        judge.Softmax<float>("case", [float.NegativeInfinity, 0], new Expected<float>([0, 1], [0, 0], false), [float.Epsilon, 1]);
        Assert.Single(judge.Failures);
    }

    [Fact]
    public void SameBits_OfZeroAndMinusZero_Differ_AndOfTwoNaNs_DoNot()
    {
        var judge = new Judge();
        judge.SameBits<double>("case", "output", [0.0, double.NaN], [-0.0, -double.NaN]);
        Assert.Equal(["case output[0]: -0 does not have the bits of 0"], judge.Failures);
    }

    private static float Away(float value, int ulps) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) + ulps);
}
