using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>The passes over the classes of a shard, of any number.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <remarks>
/// Terms are added in an order that does not depend on the width: class c belongs to lane c mod 16 (8 in double), a lane takes
/// four of its terms at a time, as two pairs, and the lanes are added in order. Powers and tails of the terms are added apart,
/// both with their rounding errors: as in generated kernels, see docs/kernels.md.
/// </remarks>
internal static class ShardKernel<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rounds between two visits to each lane's sums: 16 KB of logits, which the first visit brings into the cache.</summary>
    private const int RoundsPerChunk = 64;

    /// <summary>What is kept of each lane: the sum of powers, that of tails, their errors, and the count of maxima.</summary>
    private const int SumsPerLane = 4;

    private static int Lanes => TreeOfSums<T>.Lanes;

    private static int Round => 4 * Lanes;

    /// <summary>The largest logit, of those that are numbers; −∞ if there is none.</summary>
    public static T Maximum(ReadOnlySpan<T> logits)
    {
        ref T x = ref MemoryMarshal.GetReference(logits);
        nint length = logits.Length;
        nint i = 0;
        V infinity = LaneMath<V, T>.All(double.NegativeInfinity);
        V max0 = infinity;
        V max1 = infinity;
        V max2 = infinity;
        V max3 = infinity;
        for (; i <= length - (4 * V.Count); i += 4 * V.Count)
        {
            max0 = V.Max(V.Load(in x, i), max0);
            max1 = V.Max(V.Load(in x, i + V.Count), max1);
            max2 = V.Max(V.Load(in x, i + (2 * V.Count)), max2);
            max3 = V.Max(V.Load(in x, i + (3 * V.Count)), max3);
        }

        for (; i <= length - V.Count; i += V.Count)
        {
            max0 = V.Max(V.Load(in x, i), max0);
        }

        if (i < length)
        {
            V last = V.LoadFirst(in x, i, length - i);
            max1 = V.Max(V.Select(LaneMasks<V, T>.First((int)(length - i)), last, infinity), max1);
        }

        // A zero loses its sign, which would tell in which order the zeros were compared.
        return V.MaxInAllLanes(V.Max(V.Max(max0, max1), V.Max(max2, max3))).First + T.Zero;
    }

    /// <summary>The sum of the terms below the maximum, relative to the pivot, and how often the maximum occurs. NaN if a logit is NaN.</summary>
    public static DoublePair Sum(ReadOnlySpan<T> logits, T maximum, out long count)
    {
        Span<T> lanes = stackalloc T[SumsPerLane * Lanes];
        lanes.Clear();
        ref T kept = ref MemoryMarshal.GetReference(lanes);
        Span<T> last = stackalloc T[Round];
        count = 0;
        for (int start = 0; start < logits.Length; start += RoundsPerChunk * Round)
        {
            ReadOnlySpan<T> chunk = logits.Slice(start, Math.Min(RoundsPerChunk * Round, logits.Length - start));
            int rounds = chunk.Length / Round;
            Add(in MemoryMarshal.GetReference(chunk), rounds, maximum, ref kept);
            ReadOnlySpan<T> rest = chunk[(rounds * Round)..];
            if (!rest.IsEmpty)
            {
                last.Fill(T.NegativeInfinity);
                rest.CopyTo(last);
                Add(in MemoryMarshal.GetReference(last), 1, maximum, ref kept);
            }

            // A float counts to 2^24.
            foreach (ref T counted in lanes[(3 * Lanes)..])
            {
                count += long.CreateTruncating(counted);
                counted = T.Zero;
            }
        }

        DoublePair sum = default;
        for (int lane = 0; lane < Lanes; lane++)
        {
            sum = ((sum + Of(lanes[lane])) + Of(lanes[Lanes + lane])) + Of(lanes[(2 * Lanes) + lane]);
        }

        return sum;
    }

    /// <summary>The term of the maximum.</summary>
    public static DoublePair Peak(T maximum)
    {
        V max = V.All(maximum);
        LaneMath<V, T>.Pivot(max, out V shift, out V bound, out V magic);
        double t = Of(LaneMath<V, T>.TermTail(max, shift, bound, magic, out V power).First);
        return new DoublePair(Of(power.First), 0) + (t * Of(power.First));
    }

    /// <summary>The probabilities, times scale: terms times the inverse of their sum, which has two parts.</summary>
    public static void Probabilities(ReadOnlySpan<T> logits, Span<T> destination, T maximum, T inverse, T remainder, T scale)
    {
        ref T x = ref MemoryMarshal.GetReference(logits);
        ref T y = ref MemoryMarshal.GetReference(destination);
        V max = V.All(maximum);
        LaneMath<V, T>.Pivot(max, out V shift, out V bound, out V magic);
        V high = V.All(inverse);
        V low = V.All(remainder);
        V factor = V.All(scale);
        nint length = logits.Length;
        nint i = 0;
        for (; i <= length - V.Count; i += V.Count)
        {
            V logit = V.Load(in x, i);
            Probability(logit, max, LaneMath<V, T>.Term(logit, shift, bound, magic), high, low, factor).Store(ref y, i);
        }

        if (i < length)
        {
            V logit = V.LoadFirst(in x, i, length - i);
            Probability(logit, max, LaneMath<V, T>.Term(logit, shift, bound, magic), high, low, factor).StoreFirst(ref y, i, length - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Probability(V logit, V max, V term, V inverse, V remainder, V factor)
    {
        // Both of these round; together they may come out above 1 by an ulp.
        V p = V.MultiplyAdd(term, inverse, term * remainder);
        p = V.Select(V.Greater(p, LaneMath<V, T>.One), LaneMath<V, T>.One, p);
        return V.Select(V.Greater(logit, max), LaneMath<V, T>.All(double.NaN), p) * factor;
    }

    private static void Add(ref readonly T x, int rounds, T maximum, ref T kept)
    {
        V max = V.All(maximum);
        V zero = LaneMath<V, T>.Zero;
        V one = LaneMath<V, T>.One;
        LaneMath<V, T>.Pivot(max, out V shift, out V bound, out V magic);
        Span<T> buffer = stackalloc T[8 * V.Count];
        ref T terms = ref MemoryMarshal.GetReference(buffer);
        int lanes = Lanes;
        int round = 4 * lanes;
        nint end = (nint)rounds * round;
        for (nint lane = 0; lane < lanes; lane += V.Count)
        {
            V sum = V.Load(in kept, lane);
            V tails = V.Load(in kept, lanes + lane);
            V lost = V.Load(in kept, (2 * lanes) + lane);
            V count = V.Load(in kept, (3 * lanes) + lane);
            for (nint i = lane; i < end; i += round)
            {
                // A loop: four times the text of an exponential would be more than the JIT is ready to inline.
                for (int j = 0; j < 4; j++)
                {
                    V logit = V.Load(in x, i + (j * lanes));
                    V t = LaneMath<V, T>.TermTail(logit, shift, bound, magic, out V power);
                    V isMaximum = V.Equal(logit, max);
                    count += isMaximum & one;
                    power = V.Select(isMaximum, zero, power);
                    power.Store(ref terms, j * V.Count);
                    (t * power).Store(ref terms, (4 + j) * V.Count);
                }

                // The errors of adding powers are of the size of tails.
                V pair = V.Add(TermPart(in terms, 0), TermPart(in terms, 1), TermPart(in terms, 4), TermPart(in terms, 5), out V pairTail);
                V other = V.Add(TermPart(in terms, 2), TermPart(in terms, 3), TermPart(in terms, 6), TermPart(in terms, 7), out V otherTail);
                V four = V.Add(pair, other, pairTail, otherTail, out V fourTail);
                sum = V.Add(sum, four, lost, zero, out lost);
                tails = V.Add(tails, fourTail, lost, zero, out lost);
            }

            sum.Store(ref kept, lane);
            tails.Store(ref kept, lanes + lane);
            lost.Store(ref kept, (2 * lanes) + lane);
            count.Store(ref kept, (3 * lanes) + lane);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TermPart(ref readonly T terms, int index) => V.Load(in terms, index * V.Count);

    private static double Of(T value) => double.CreateTruncating(value);
}
