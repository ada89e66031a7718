using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>A number as the unevaluated sum of two: what is carried where one double would round too early.</summary>
/// <remarks>References: Knuth, The Art of Computer Programming 2 (1997), 4.2.2 (TwoSum); Dekker, A floating-point technique for extending the available precision (1971).</remarks>
internal readonly record struct DoublePair(double High, double Low)
{
    /// <summary>The sum of both parts, rounded; an infinite one has a low part that means nothing.</summary>
    public double Value => double.IsFinite(High) ? High + Low : High;

    /// <summary>left − right, without error unless it overflows.</summary>
    public static DoublePair Difference(double left, double right)
    {
        DoublePair result = new DoublePair(left, 0) + -right;
        return double.IsFinite(result.High) ? result : new DoublePair(result.High, 0);
    }

    public static DoublePair operator +(DoublePair left, double right)
    {
        double sum = left.High + right;
        double added = sum - left.High;
        return new DoublePair(sum, left.Low + ((left.High - (sum - added)) + (right - added)));
    }

    public static DoublePair operator +(DoublePair left, DoublePair right)
    {
        double sum = left.High + right.High;
        double added = sum - left.High;
        return new DoublePair(sum, (left.Low + right.Low) + ((left.High - (sum - added)) + (right.High - added)));
    }

    public static DoublePair operator -(DoublePair value) => new(-value.High, -value.Low);

    public static DoublePair operator *(DoublePair left, DoublePair right)
    {
        double product = left.High * right.High;
        double lost = Math.FusedMultiplyAdd(left.High, right.High, -product);
        return new DoublePair(product, lost + ((left.High * right.Low) + (left.Low * right.High)));
    }

    public static DoublePair operator /(DoublePair left, DoublePair right)
    {
        double quotient = left.High / right.High;
        double remainder = Math.FusedMultiplyAdd(-quotient, right.High, left.High) + (left.Low - (quotient * right.Low));
        return new DoublePair(quotient, remainder / right.High);
    }

    /// <summary>e^x for x of 0 or less; 0 where that is.</summary>
    public static DoublePair Exp(DoublePair x)
    {
        // The constants are where the reduction of the argument ends, and where even the smallest double is larger.
        if (x.High < -700)
        {
            return x.High < -1400 ? default : Scaled(x.High / 2, x.Low / 2) * Scaled(x.High / 2, x.Low / 2);
        }

        return Scaled(x.High, x.Low);
    }

    /// <summary>log(1 + x) for x of 0 or more.</summary>
    public static DoublePair LogOnePlus(DoublePair x)
    {
        Lane<double> one = Lane<double>.All(1);
        double high = LaneMath<Lane<double>, double>
            .LogOfSum(one, Lane<double>.All(0), one, Lane<double>.All(x.High), Lane<double>.All(x.Low), out Lane<double> low).First;
        return new DoublePair(high, low.First);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static DoublePair Scaled(double x, double low)
    {
        double t = LaneMath<Lane<double>, double>.ExpTail(Lane<double>.All(x), Lane<double>.All(low), out Lane<double> power).First;
        return new DoublePair(power.First, power.First * t).Normalized();
    }

    private DoublePair Normalized()
    {
        double sum = High + Low;
        return new DoublePair(sum, Low - (sum - High));
    }
}
