namespace SoftmaxGen.Oracle;

/// <summary>An unevaluated sum of two doubles: about 31 decimal digits, enough to judge double results.</summary>
/// <param name="High">The value rounded to double.</param>
/// <param name="Low">What the rounding left over.</param>
internal readonly record struct DoubleDouble(double High, double Low)
{
    // ln 2 to 107 bits.
    private static readonly DoubleDouble LogOfTwo = new(0.6931471805599453, 2.3190468138462996e-17);

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    // Knuth's two-sum, then one renormalisation: relative error below 2^-104 for operands of the same sign.
    public static DoubleDouble operator +(DoubleDouble a, DoubleDouble b)
    {
        var high = TwoSum(a.High, b.High);
        var low = TwoSum(a.Low, b.Low);
        var sum = FastTwoSum(high.High, high.Low + low.High);
        return FastTwoSum(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble a) => new(-a.High, -a.Low);

    public static DoubleDouble operator -(DoubleDouble a, DoubleDouble b) => a + (-b);

    public static DoubleDouble operator *(DoubleDouble a, DoubleDouble b)
    {
        var high = a.High * b.High;
        var low = Math.FusedMultiplyAdd(a.High, b.High, -high) + ((a.High * b.Low) + (a.Low * b.High));
        return FastTwoSum(high, low);
    }

    public static DoubleDouble operator /(DoubleDouble a, DoubleDouble b)
    {
        var first = a.High / b.High;
        var rest = a - (b * first);
        var second = rest.High / b.High;
        rest -= b * second;
        return FastTwoSum(first, second) + (rest.High / b.High);
    }

    /// <summary>e^x for x ≤ 0: x = n ln 2 + r, e^(r/512) by Taylor, squared nine times. 0 below the double range.</summary>
    public static DoubleDouble Exp(DoubleDouble x)
    {
        if (x.High < -745)
        {
            return 0;
        }

        var n = Math.Round(x.High / LogOfTwo.High);
        var r = x - (LogOfTwo * n);
        r = new DoubleDouble(r.High / 512, r.Low / 512);

        // The sum starts at the smallest term; the power 1 is left out until the end so that squaring keeps the small part: (1+s)² − 1 = 2s + s².
        DoubleDouble s = 0;
        for (var k = 9; k >= 1; k--)
        {
            s = (s + 1.0) * r / k;
        }

        for (var i = 0; i < 9; i++)
        {
            s = s + s + (s * s);
        }

        var result = s + 1.0;
        return new DoubleDouble(Math.ScaleB(result.High, (int)n), Math.ScaleB(result.Low, (int)n));
    }

    /// <summary>log(1 + s) for s ≥ 0, to full relative accuracy: the series when s is tiny, else one Newton step.</summary>
    public static DoubleDouble LogOnePlus(DoubleDouble s)
    {
        if (s.High < 1e-5)
        {
            return s * (1.0 - (s * (0.5 - (s * (One / 3.0 - (s * (0.25 - (s * (One / 5.0 - (s / 6.0))))))))));
        }

        var estimate = Math.Log(1 + s.High);
        return estimate + (((s + 1.0) * Exp(-estimate)) - 1.0);
    }

    private static DoubleDouble One => 1.0;

    private static DoubleDouble TwoSum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return new DoubleDouble(sum, (a - (sum - part)) + (b - part));
    }

    private static DoubleDouble FastTwoSum(double a, double b)
    {
        var sum = a + b;
        return new DoubleDouble(sum, b - (sum - a));
    }
}
