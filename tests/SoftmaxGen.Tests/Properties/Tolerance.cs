using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Golden;

namespace SoftmaxGen.Tests.Properties;

/// <summary>What S51 allows each operation to be away from the true value, and differences without a rounding of their own.</summary>
internal static class Tolerance
{
    /// <summary>Of a probability; a subnormal one may be flushed to 0.</summary>
    public static double Softmax<T>(T probability) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Math.Max(Judge.ThreeUlp * Ulp<T>(Size(probability)), FloatFormat<T>.SmallestNormal);

    /// <summary>Of a logarithm of a probability or a loss.</summary>
    public static double Logarithm<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        T.IsInfinity(value) ? 0 : Math.Max(Judge.TwoUlp * Ulp<T>(Size(value)), FloatFormat<T>.SmallestNormal);

    /// <summary>Of a logsumexp.</summary>
    public static double LogSumExp<T>(T maximum, T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Judge.TwoUlp * Ulp<T>(Math.Max(Size(maximum), Size(value)));

    /// <summary>Of every element of a row's gradient.</summary>
    public static double Gradient<T>(ReadOnlySpan<T> row) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = 0.0;
        foreach (var value in row)
        {
            largest = Math.Max(largest, Size(value));
        }

        return Math.Max(Judge.ThreeUlp * Ulp<T>(largest), FloatFormat<T>.SmallestNormal);
    }

    /// <summary>Σ values, in twice the precision of double.</summary>
    public static DoubleDouble Sum<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DoubleDouble sum = 0;
        foreach (var value in values)
        {
            sum += double.CreateChecked(value);
        }

        return sum;
    }

    /// <summary>|<paramref name="a"/> − <paramref name="b"/>|; 0 for equal infinities.</summary>
    public static double Distance(DoubleDouble a, DoubleDouble b) => a.High == b.High && a.Low == b.Low ? 0 : Math.Abs((a - b).High);

    /// <summary>|<paramref name="a"/> − <paramref name="b"/>|; 0 for equal infinities.</summary>
    public static double Distance<T>(T a, T b) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Distance(double.CreateChecked(a), (DoubleDouble)double.CreateChecked(b));

    // The true value may lie in the next binade.
    private static double Ulp<T>(double size) where T : unmanaged, IBinaryFloatingPointIeee754<T> => FloatFormat<T>.Ulp(Math.Min(size * (1 + 1e-5), double.MaxValue));

    private static double Size<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Abs(double.CreateChecked(value));
}
