namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>The oracle itself, against values known to more digits than a double has.</summary>
public sealed class DoubleDoubleTests
{
    [Theory]
    [InlineData(1, 2.7182818284590451, 1.4456468917292502e-16)]
    [InlineData(-1, 0.36787944117144233, -1.2428753672788363e-17)]
    [InlineData(0, 1, 0)]
    public void Exp_HasTwiceTheDigits(double x, double high, double low) =>
        AssertClose(new DoubleDouble(high, low), DoubleDouble.Exp(x), 1e-30);

    [Theory]
    [InlineData(1, 0.69314718055994529, 2.3190468138462996e-17)]
    [InlineData(9, 2.3025850929940459, -2.1707562233822494e-16)]
    public void LogOnePlus_HasTwiceTheDigits(double q, double high, double low) =>
        AssertClose(new DoubleDouble(high, low), DoubleDouble.LogOnePlus(q), 1e-29);

    [Fact]
    public void ExpAndLogOnePlus_AreInverse()
    {
        for (double q = 1e-6; q < 1e9; q *= 1.7)
        {
            AssertClose((DoubleDouble)q + 1, DoubleDouble.Exp(DoubleDouble.LogOnePlus(q)), 1e-28);
        }
    }

    [Fact]
    public void SmallArguments_KeepTheirDigits()
    {
        foreach (double q in new[] { 1e-300, 1e-100, 1e-20, 1e-10 })
        {
            DoubleDouble expected = (DoubleDouble)q * (1 - ((DoubleDouble)q / 2) + ((DoubleDouble)q * q / 3));
            AssertClose(expected, DoubleDouble.LogOnePlus(q), 1e-28);
        }
    }

    private static void AssertClose(DoubleDouble expected, DoubleDouble actual, double tolerance) =>
        Assert.InRange(((actual - expected) / expected).Abs().ToDouble(), 0, tolerance);
}
