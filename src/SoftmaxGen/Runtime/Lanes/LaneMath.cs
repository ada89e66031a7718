using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The mathematics of operations that are not generated: the same exponential and logarithm as in the generated kernels, so
/// that terms which both compute are equal, bit for bit, and what else is made of them.
/// </summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <remarks>
/// The generator's <c>Precision</c> explains the constants; docs/kernels.md the method. The element type is asked for in place,
/// not by a property: the JIT folds that before it looks for methods to inline, and does not spend its budget for them on the
/// other type's branch. Nor does it inline constants on its own.
/// </remarks>
internal static class LaneMath<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>How many bits of a number are its fraction.</summary>
    public static int MantissaBits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 23 : 52;
    }

    /// <summary>The exponential of less than minus this is 0: results below the normal numbers are flushed.</summary>
    private static double SmallestArgument
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? 87.33654 : 708.3964185322641;
    }

    private static V RoundMagic
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(typeof(T) == typeof(float) ? 12582912 : 6755399441055744);
    }

    /// <summary>How many steps of the exponential's table are in an argument of 1: eight in each octave in float, one in double, which has no table.</summary>
    public static V StepsPerUnit
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(typeof(T) == typeof(float) ? 11.5415603f : 1.4426950408889634);
    }

    /// <summary>How far a step is, so short that a few bits times it are exact.</summary>
    public static V StepHigh
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(typeof(T) == typeof(float) ? 0.0866433978f : 0.69314718055994529);
    }

    /// <summary>What is missing from it.</summary>
    public static V StepLow
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(typeof(T) == typeof(float) ? -2.3808178747e-10f : 2.3190468138462996e-17);
    }

    /// <summary>log2 e.</summary>
    public static V Log2E
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(typeof(T) == typeof(float) ? 1.44269502f : 1.4426950408889634);
    }

    /// <summary>ln 2, so short that a few bits times it are exact.</summary>
    public static V Ln2High
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(typeof(T) == typeof(float) ? 0.693145751953125 : 0.693147180559890330187045037746);
    }

    /// <summary>What is missing from it.</summary>
    public static V Ln2Low
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(typeof(T) == typeof(float) ? 1.4286068203094e-6 : 5.497923018708371174712472e-14);
    }

    /// <summary>1.5 · 2^68, or 2^131: adding it makes multiples of one number of the terms of a total, whose sum is exact then.</summary>
    public static V TotalMagic
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(typeof(T) == typeof(float) ? 4.4272185776902924e20 : 4.0833884030512616e39);
    }

    private static V ExponentOfOne
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(1);
    }

    /// <summary>A number of the element type in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V All(double value) => typeof(T) == typeof(float)
        ? V.All(Unsafe.BitCast<float, T>((float)value))
        : V.All(Unsafe.BitCast<double, T>(value));

    /// <summary>A number as one of the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(double value) => typeof(T) == typeof(float) ? Unsafe.BitCast<float, T>((float)value) : Unsafe.BitCast<double, T>(value);

    /// <summary>An integer in the bits of every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V FromBits(long bits) => V.All(
        typeof(T) == typeof(float) ? Unsafe.BitCast<int, T>((int)bits) : Unsafe.BitCast<long, T>(bits));

    /// <summary>0 in every lane.</summary>
    public static V Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(0);
    }

    /// <summary>1 in every lane.</summary>
    public static V One
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => All(1);
    }

    /// <summary>What a row's maximum decides for its terms, as in generated kernels: the shift, the bound and the number that makes exponents.</summary>
    /// <param name="max">The largest logit; finite.</param>
    /// <param name="shift">What is taken from each logit first, without rounding.</param>
    /// <param name="bound">Where shifted logits are clamped: a term vanishes there.</param>
    /// <param name="magic">Rounds to an exponent, and takes the maximum out of it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Pivot(V max, out V shift, out V bound, out V magic)
    {
        shift = V.AndNot(max, V.Greater(All(typeof(T) == typeof(float) ? 256 : 2048), V.Abs(max)));
        V top = max - shift;
        bound = top - All(typeof(T) == typeof(float) ? 120 : 762);
        V bias = All(typeof(T) == typeof(float) ? 12582912 + (8 * (127 + 64)) : 6755399441055744 + 1023 + 128);
        magic = bias - (V.MultiplyAdd(top, StepsPerUnit, RoundMagic) - RoundMagic);
    }

    /// <summary>
    /// The term of a logit x, relative to its row's maximum: e^(x − max) up to the row's common factor, as generated kernels
    /// compute it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Term(V x, V shift, V bound, V magic)
    {
        V t = TermTail(x, shift, bound, magic, out V power);
        return V.MultiplyAdd(t, power, power);
    }

    /// <summary>
    /// The term of a logit x as power · (1 + t); returns t, which is at most half a step of the table, and rounded to 2^-24 of itself:
    /// both parts are exact, next to the term.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TermTail(V x, V shift, V bound, V magic, out V power)
    {
        V r = V.Max(bound, x - shift);
        V g = V.MultiplyAdd(r, StepsPerUnit, magic);
        V n = g - magic;
        power = V.PowerOfSteps(g);
        r = V.MultiplyAdd(n, -StepHigh, r);
        r = V.MultiplyAdd(n, -StepLow, r);
        return TermTail(r);
    }

    /// <summary>e^r − 1 for r of at most half a step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TermTail(V r)
    {
        if (typeof(T) == typeof(double))
        {
            return Tail(r);
        }

        V c = V.MultiplyAdd(All(ExpPolynomial.FourthOfStep), r, All(ExpPolynomial.ThirdOfStep));
        c = V.MultiplyAdd(c, r, All(ExpPolynomial.SecondOfStep));
        return V.MultiplyAdd(c, r * r, r);
    }

    /// <summary>A number that was counted in the bits of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V FromCount(V bits) => V.AddBits(bits, RoundMagic) - RoundMagic;

    /// <summary>e^(x + low) for x of 0 or less, low small beside 1; 0 below the normal numbers. NaN stays NaN.</summary>
    /// <remarks>Bound: 1.6 ulp when x + low is the exact argument.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp(V x, V low)
    {
        V floor = All(-SmallestArgument);
        V t = ExpTail(V.Max(floor, x), low, out V power);
        return V.Select(V.Greater(floor, x), Zero, V.MultiplyAdd(t, power, power));
    }

    /// <summary>
    /// e^(x + low) as power · (1 + t), for x from where the normal numbers end to 0; returns t. Not rounded to one number, it
    /// has an error of less than half an ulp.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpTail(V x, V low, out V power)
    {
        V g = V.MultiplyAdd(x, Log2E, RoundMagic);
        V n = g - RoundMagic;
        power = V.AddBits(V.ShiftBitsLeft(V.SubtractBits(g, RoundMagic), MantissaBits), ExponentOfOne);
        V r = V.MultiplyAdd(n, -Ln2High, x);
        r = V.MultiplyAdd(n, -Ln2Low, r) + low;
        return Tail(r);
    }

    /// <summary>
    /// log v as the returned number plus low, for v of 0 or more: −∞ for 0, +∞ for +∞. NaN stays NaN, and a negative number
    /// gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log(V v, out V low)
    {
        // Subnormal numbers have no exponent of their own, and twice the largest are infinite.
        V isSmall = V.Greater(All(typeof(T) == typeof(float) ? 1.17549435E-38f : 2.2250738585072014E-308), v);
        V isLarge = V.Greater(v, All(typeof(T) == typeof(float) ? 1.7014118E+38f : 8.98846567431158E+307));
        V octaves = All(typeof(T) == typeof(float) ? 24 : 53);
        V scale = All(typeof(T) == typeof(float) ? 16777216f : 9007199254740992.0);
        V unscale = All(typeof(T) == typeof(float) ? 1 / 16777216f : 1 / 9007199254740992.0);
        V scaled = V.Select(isSmall, v * scale, V.Select(isLarge, v * unscale, v));
        V high = LogOf(in scaled, V.Select(isSmall, RoundMagic - octaves, V.Select(isLarge, RoundMagic + octaves, RoundMagic)), out low);
        V infinity = All(double.PositiveInfinity);
        V special = V.Select(V.Greater(v, Zero), v, V.Select(V.Equal(v, Zero), -infinity, All(double.NaN)));
        V isRegular = V.Greater(v, Zero) & V.Greater(infinity, v);
        low = V.Select(isRegular, low, Zero);
        return V.Select(isRegular, high, special);
    }

    /// <summary>e^(power · log(v + low)) for v in [0, 1] and a power of 0 or more; 1 for the power 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Power(V v, V low, V power)
    {
        V log = Log(v, out V logLow);
        logLow += V.Select(V.Greater(v, Zero), low / v, Zero);
        V high = power * log;
        V rest = V.MultiplyAdd(power, log, -high) + (power * logLow);
        V isFinite = V.Greater(high, All(double.NegativeInfinity));
        V result = Exp(high, V.Select(isFinite, rest, Zero));
        return V.Select(V.Equal(power, Zero), One, result);
    }

    /// <summary>tanh(a + low) as the returned number plus rest, and its derivative 1 − tanh²; all without cancellation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh(V a, V low, out V rest, out V derivative)
    {
        // With e^(−2|a|) = power · (1 + t), tanh |a| = (1 − e) / (1 + e) and its derivative 4e / (1 + e)².
        V isNegative = V.Greater(Zero, a);
        V x = All(-2) * V.Abs(a);
        V floor = All(-SmallestArgument);
        V r = V.Max(floor, x);
        V g = V.MultiplyAdd(r, Log2E, RoundMagic);
        V n = g - RoundMagic;
        V power = V.AddBits(V.ShiftBitsLeft(V.SubtractBits(g, RoundMagic), MantissaBits), ExponentOfOne);
        r = V.MultiplyAdd(n, -Ln2High, r);
        V isOne = V.Greater(floor, x);
        r = V.MultiplyAdd(n, -Ln2Low, r);
        V t = Tail(r, out V tLow);
        tLow = V.Select(isOne, Zero, V.MultiplyAdd(V.Select(isNegative, All(2), All(-2)) * low, One + t, tLow));
        V e = V.Select(isOne, Zero, V.MultiplyAdd(t, power, power) + (tLow * power));
        V tail = V.Select(isOne, Zero, t * power);
        V tailLow = V.Select(isOne, Zero, tLow * power);
        V above = Add(One, power, out V aboveLow);
        V sum = Add(above, tail, out V sumLow);
        sumLow += aboveLow + tailLow;
        V below = Add(One, -power, out V belowLow);
        V difference = Add(below, -tail, out V differenceLow);
        differenceLow += belowLow - tailLow;
        V tanh = difference / sum;
        rest = (V.MultiplyAdd(-tanh, sum, difference) + V.MultiplyAdd(-tanh, sumLow, differenceLow)) / sum;
        derivative = ((All(4) * e) / sum) / sum;
        rest = V.Select(isNegative, -rest, rest);
        return V.Select(isNegative, -tanh, tanh);
    }

    /// <summary>left + right, and the rounding error; 0 for the error where the sum is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Add(V left, V right, out V low)
    {
        V sum = left + right;
        V added = sum - left;
        low = V.Select(V.Greater(All(double.PositiveInfinity), V.Abs(sum)), (left - (sum - added)) + (right - added), All(0));
        return sum;
    }

    /// <summary>t with e^r = 1 + t, for |r| of ln 2 / 2 or less.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail(V r) => Tail(r, out _);

    /// <summary>The same, as the returned number plus low.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Tail(V r, out V low)
    {
        V c;
        if (typeof(T) == typeof(float))
        {
            c = V.MultiplyAdd(r, All(ExpPolynomial.Sixth), All(ExpPolynomial.Fifth));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.Fourth));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.Third));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.Second));
        }
        else
        {
            c = V.MultiplyAdd(r, All(ExpPolynomial.EleventhOfDouble), All(ExpPolynomial.TenthOfDouble));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.NinthOfDouble));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.EighthOfDouble));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.SeventhOfDouble));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.SixthOfDouble));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.FifthOfDouble));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.FourthOfDouble));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.ThirdOfDouble));
            c = V.MultiplyAdd(c, r, All(ExpPolynomial.SecondOfDouble));
        }

        V square = r * r;
        V t = V.MultiplyAdd(c, square, r);
        low = V.MultiplyAdd(c, square, r - t);
        return t;
    }

    /// <summary>log((count · P + S) / P) with P = peak + peakLow and S = sum + sumLow, as the returned number plus low; as in generated kernels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V LogOfSum(V peak, V peakLow, V count, V sum, V sumLow, out V low)
    {
        V all = V.MultiplyAdd(count, peak, sum);
        V k = Octave(V.SubtractBits(all, peak));
        V power = PowerOfOctave(k);
        V less = count - power;
        V more = count + power;
        V above = V.MultiplyAdd(less, peak, sum);
        V below = V.MultiplyAdd(more, peak, sum);
        V aboveLow = V.MultiplyAdd(less, peakLow, (V.MultiplyAdd(less, peak, -above) + sum) + sumLow);
        V belowLow = V.MultiplyAdd(more, peakLow, (V.MultiplyAdd(more, peak, -below) + sum) + sumLow);
        V unit = One / below;
        V s = above * unit;
        V sLow = V.MultiplyAdd(-s, belowLow, V.MultiplyAdd(-s, below, above) + aboveLow) * unit;
        return LogOfQuotient(s, sLow, V.AddBits(k, RoundMagic) - RoundMagic, out low);
    }

    /// <summary>log v, and log 2 as often as <paramref name="magic"/> is above the number that rounds: as LogOfSum of v alone, where v − 2^k is exact.</summary>
    /// <remarks>By reference, because the JIT copies vectors in pieces to where arguments go, and a load of the whole has to wait for them.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V LogOf(in V v, in V magic, out V low)
    {
        V k = Octave(V.SubtractBits(v, One));
        V power = PowerOfOctave(k);
        V above = v - power;
        V below = v + power;
        V belowLow = (power - below) + v;
        V unit = One / below;
        V s = above * unit;
        V sLow = V.MultiplyAdd(-s, belowLow, V.MultiplyAdd(-s, below, above)) * unit;
        return LogOfQuotient(s, sLow, V.AddBits(k, magic) - RoundMagic, out low);
    }

    /// <summary>The k for which v is closest to 2^k, of the bits that v has above those of 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Octave(V bits) => V.ShiftBitsRight(V.AddBits(bits, FromBits(1L << (MantissaBits - 1))), MantissaBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PowerOfOctave(V k) => V.AddBits(V.ShiftBitsLeft(k, MantissaBits), One);

    /// <summary>2 · artanh(s + sLow) + number · log 2, as the returned number plus low.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogOfQuotient(V s, V sLow, V number, out V low)
    {
        V s2 = s * s;
        V s3 = s2 * s;
        V w;
        if (typeof(T) == typeof(float))
        {
            w = V.MultiplyAdd(All(0.3036994934082031), s2, All(0.3995738923549652));
            w = V.MultiplyAdd(w, s2, All(0.666669487953186));
        }
        else
        {
            w = V.MultiplyAdd(All(0.1384999644302904057465), s2, All(0.1317255876298876024925));
            w = V.MultiplyAdd(w, s2, All(0.1539117476157126213829));
            w = V.MultiplyAdd(w, s2, All(0.1818166391784463229820));
            w = V.MultiplyAdd(w, s2, All(0.2222222432987641177954));
            w = V.MultiplyAdd(w, s2, All(0.2857142855552455500775));
            w = V.MultiplyAdd(w, s2, All(0.4000000000005798280717));
            w = V.MultiplyAdd(w, s2, All(0.6666666666666659444652));
        }

        V y = V.MultiplyAdd(s3, w, s + s);
        V yLow = V.MultiplyAdd(s3, w, (s + s) - y) + V.MultiplyAdd(number, Ln2Low, sLow + sLow);
        V log2 = number * Ln2High;
        V high = log2 + y;
        low = ((log2 - high) + y) + yLow;
        return high;
    }
}
