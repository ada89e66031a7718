using System.Globalization;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>A number of about 106 bits, the unevaluated sum of two doubles: the oracle for float and double kernels.</summary>
/// <remarks>Method: error-free sums (Knuth) and products (by FMA); see Muller et al., Handbook of Floating-Point Arithmetic (2018), chapter 14.</remarks>
internal readonly record struct DoubleDouble(double High, double Low)
{
    // ln 2 = Ln2 + 2.3e-17 · …, to 106 bits.
    private static readonly DoubleDouble Ln2 = new(0.69314718055994529, 2.3190468138462996e-17);
    private static readonly DoubleDouble[] InverseFactorials = MakeInverseFactorials(22);

    // 1, 1/3, 1/5, …
    private static readonly DoubleDouble[] InverseOddNumbers = [.. Enumerable.Range(0, 20).Select(static i => (DoubleDouble)1 / ((2 * i) + 1))];

    public static implicit operator DoubleDouble(double value) => new(value, 0);

    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        (double sum, double error) = TwoSum(left.High, right.High);
        (double low, double lowError) = TwoSum(left.Low, right.Low);
        (sum, error) = QuickTwoSum(sum, error + low);
        return Of(sum, error + lowError);
    }

    public static DoubleDouble operator -(DoubleDouble value) => new(-value.High, -value.Low);

    public static DoubleDouble operator -(DoubleDouble left, DoubleDouble right) => left + (-right);

    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        double product = left.High * right.High;
        double error = Math.FusedMultiplyAdd(left.High, right.High, -product);
        return Of(product, error + ((left.High * right.Low) + (left.Low * right.High)));
    }

    public static DoubleDouble operator /(DoubleDouble left, DoubleDouble right)
    {
        double first = left.High / right.High;
        DoubleDouble rest = left - (right * first);
        double second = rest.High / right.High;
        rest -= right * second;
        return Of(first, second) + (rest.High / right.High);
    }

    public double ToDouble() => High + Low;

    public DoubleDouble Abs() => High < 0 ? -this : this;

    public DoubleDouble Scale(int exponent) => new(Math.ScaleB(High, exponent), Math.ScaleB(Low, exponent));

    /// <summary>e^x · 2^exponent, to about 100 bits while the result is far above the smallest numbers.</summary>
    public static DoubleDouble Exp(DoubleDouble x, int exponent = 0)
    {
        double n = Math.Round(x.High / Ln2.High);
        if (n + exponent < -1200)
        {
            return 0;
        }

        DoubleDouble r = x - (Ln2 * n);
        DoubleDouble p = InverseFactorials[^1];
        for (int i = InverseFactorials.Length - 2; i >= 0; i--)
        {
            p = (p * r) + InverseFactorials[i];
        }

        return p.Scale((int)n + exponent);
    }

    /// <summary>log(1 + q) for q of 0 or more, to about 90 bits, relatively.</summary>
    public static DoubleDouble LogOnePlus(DoubleDouble q)
    {
        // 1 + q = 2^k · (1 + z) with k = 0 for small q, then log(1 + z) = 2 artanh(z / (2 + z)).
        int k = q.High < 0.4 ? 0 : Math.ILogB((1 + q).High * Math.Sqrt(2));
        DoubleDouble z = k == 0 ? q : (1 + q).Scale(-k) - 1;
        DoubleDouble s = z / (2 + z);
        DoubleDouble square = s * s;
        DoubleDouble sum = 0;
        for (int i = InverseOddNumbers.Length - 1; i >= 0; i--)
        {
            sum = (sum * square) + InverseOddNumbers[i];
        }

        return (Ln2 * k) + (s * 2 * sum);
    }

    public override string ToString() => ToDouble().ToString("G17", CultureInfo.InvariantCulture);

    private static DoubleDouble Of(double high, double low)
    {
        (double sum, double error) = QuickTwoSum(high, low);
        return new DoubleDouble(sum, error);
    }

    private static (double Sum, double Error) TwoSum(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return (sum, (a - (sum - part)) + (b - part));
    }

    private static (double Sum, double Error) QuickTwoSum(double a, double b)
    {
        double sum = a + b;
        return (sum, b - (sum - a));
    }

    private static DoubleDouble[] MakeInverseFactorials(int count)
    {
        DoubleDouble[] values = new DoubleDouble[count];
        values[0] = 1;
        for (int i = 1; i < count; i++)
        {
            values[i] = values[i - 1] / i;
        }

        return values;
    }
}
