using System.Globalization;
using System.Numerics;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>The worst error seen per operation, in units in the last place of T.</summary>
internal sealed class ErrorTable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly bool IsDouble = typeof(T) == typeof(double);
    private static readonly int MantissaBits = IsDouble ? 52 : 23;
    private static readonly int SmallestExponent = IsDouble ? -1022 : -126;

    private readonly Dictionary<string, (double Error, string Where)> _worst = [];

    public static double SmallestNormal => Math.ScaleB(1, SmallestExponent);

    /// <summary>The distance from <paramref name="exact"/> in ulps of <paramref name="scale"/>; both times 2^<paramref name="exponent"/>.</summary>
    public void Add(string operation, double actual, DoubleDouble exact, DoubleDouble scale, Func<string> where, int exponent = 0)
    {
        double largest = IsDouble ? double.MaxValue : float.MaxValue;
        if (exponent == 0 && (Math.Abs(exact.High) > largest || double.IsInfinity(exact.High)))
        {
            // The exact value overflows: infinity, or the largest number, of that sign.
            Record(operation, Math.Sign(actual) == Math.Sign(exact.High) && Math.Abs(actual) >= largest ? 0 : double.PositiveInfinity, where);
            return;
        }

        int binade = scale.High == 0 ? int.MinValue / 2 : Math.ILogB(scale.High) - exponent;
        double ulp = Math.ScaleB(1, Math.Max(binade, SmallestExponent) - MantissaBits + exponent);
        DoubleDouble difference = (DoubleDouble)Math.ScaleB(actual, exponent) - exact;
        double error = difference.Abs().ToDouble() / ulp;
        Record(operation, double.IsNaN(error) ? double.PositiveInfinity : error, where);
    }

    public double Worst(string operation) => _worst[operation].Error;

    public void AssertWithin(string operation, double bound)
    {
        Assert.True(Worst(operation) <= bound, $"More than {bound}: {Describe(operation)}");
    }

    public string Describe(string operation)
    {
        (double error, string where) = _worst[operation];
        return string.Create(CultureInfo.InvariantCulture, $"{typeof(T).Name} {operation}: {error:F4} ulp at {where}");
    }

    private void Record(string operation, double error, Func<string> where)
    {
        if (!_worst.TryGetValue(operation, out (double Error, string Where) worst) || error > worst.Error)
        {
            _worst[operation] = (error, where());
        }
    }
}
