using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The maximum and the sum of rows whose classes are a stride apart, with neighbouring rows in the lanes: nothing is shuffled,
/// however many classes there are.
/// </summary>
/// <remarks>
/// The order of the sums is that of the generated kernels (the generator's <c>SummationTree</c>), so that a row has the same
/// bits in this layout as in the ordinary one.
/// </remarks>
internal static unsafe class ColumnSums<TKernels, V, T, TOperation>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IColumnOperation<T>
{
    private static int K => TKernels.ClassCount;

    private static int TreeLanes => TreeOfSums<T>.Lanes;

    private static int RoundClasses => TreeOfSums<T>.RoundClasses;

    private static int ChunkClasses => TreeOfSums<T>.ChunkClasses;

    private static int UsedLanes => Math.Min(TreeLanes, K);

    private static bool IsPlain
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TOperation.TakesPlainSums;
    }

    private static bool AddsWholeTerms
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsPlain && TreeOfSums<T>.HasManyTerms(K);
    }

    /// <summary>Copies the logits of two blocks, and finds the maximum of each row and what follows from it.</summary>
    public static void Load(in ColumnBlock<V, T> left, in ColumnBlock<V, T> right)
    {
        V leftMax = LaneMath<V, T>.All(double.NegativeInfinity);
        V rightMax = leftMax;
        T* leftColumns = left.Logits;
        T* rightColumns = right.Logits;
        for (int c = 0; c < K; c++)
        {
            V leftLogits = left.Read(c);
            V rightLogits = right.Read(c);
            leftLogits.Store(ref *leftColumns, c * V.Count);
            rightLogits.Store(ref *rightColumns, c * V.Count);
            leftMax = V.Max(leftLogits, leftMax);
            rightMax = V.Max(rightLogits, rightMax);
        }

        SetMaximum(left.Numbers, leftMax);
        SetMaximum(right.Numbers, rightMax);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetMaximum(RowNumbers<V, T> numbers, V max)
    {
        LaneMath<V, T>.Pivot(max, out V shift, out V bound, out V magic);
        numbers.Set(Slot.Shift, shift);
        numbers.Set(Slot.Bound, bound);
        numbers.Set(Slot.Magic, magic);
        numbers.Set(Slot.Maximum, max);
    }

    /// <summary>The sums of the rows of all blocks, from that of the terms to the maximum's term, and the terms if they are kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(T* memory, int blocks)
    {
        if (!TKernels.HasColumns)
        {
            for (int i = 0; i < blocks; i++)
            {
                T* numbers = memory + (i * ColumnBlock<V, T>.Elements<TKernels>());
                AddTerms(numbers + (ColumnBlock<V, T>.Slots * V.Count), new RowNumbers<V, T>(ref *numbers));
                if (TOperation.NeedsLogarithm)
                {
                    SetLogarithm(new RowNumbers<V, T>(ref *numbers));
                }
            }

            return;
        }

        // These stages read and write nothing but scratch memory.
        ref T unused = ref *memory;
        if (IsPlain)
        {
            TKernels.AddPlainly(ref unused, ref unused, ref *memory, blocks * V.Count);
        }
        else if (TOperation.KeepsTerms)
        {
            TKernels.AddKeeping(ref unused, ref unused, ref *memory, blocks * V.Count);
        }
        else
        {
            TKernels.AddOnly(ref unused, ref *memory, blocks * V.Count);
        }

        if (TOperation.NeedsLogarithm)
        {
            TKernels.Logarithms(ref *memory, blocks * V.Count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SetLogarithm(RowNumbers<V, T> numbers)
    {
        V log = numbers.Logarithm(out V low);
        numbers.Set(Slot.Log, log);
        numbers.Set(Slot.LogLow, low);
    }

    [SkipLocalsInit]
    private static void AddTerms(T* columns, RowNumbers<V, T> numbers)
    {
        V max = numbers[Slot.Maximum];
        V shift = numbers[Slot.Shift];
        V bound = numbers[Slot.Bound];
        V magic = numbers[Slot.Magic];
        T* sums = stackalloc T[4 * TreeLanes * V.Count];
        T* parts = sums;
        V count = LaneMath<V, T>.Zero;
        for (int start = 0; start < K; start += ChunkClasses)
        {
            int end = start > K - ChunkClasses ? K : start + ChunkClasses;
            for (int round = start; round < end; round += RoundClasses)
            {
                for (int lane = 0; lane < TreeLanes && round + lane < end; lane++)
                {
                    V powers = Four(columns, round + lane, end, max, shift, bound, magic, ref count, out V tails);
                    if (round > start && IsPlain)
                    {
                        powers = High(parts, lane) + powers;
                        tails = Low(parts, lane) + tails;
                    }
                    else if (round > start)
                    {
                        powers = V.Add(High(parts, lane), powers, Low(parts, lane), tails, out tails);
                    }

                    Store(parts, lane, powers, tails);
                }
            }

            for (int lane = 0; (AddsWholeTerms || !IsPlain) && lane < TreeLanes && start + lane < end; lane++)
            {
                V powers = High(parts, lane);
                V part = powers + Low(parts, lane);
                V low = (powers - part) + Low(parts, lane);
                if (start > 0)
                {
                    part = V.Add(High(sums, lane), part, Low(sums, lane), low, out low);
                }

                Store(sums, lane, part, low);
            }

            parts = sums + (2 * TreeLanes * V.Count);
        }

        for (int half = TreeLanes / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half && lane + half < UsedLanes; lane++)
            {
                V low = Low(sums, lane) + Low(sums, lane + half);
                V added = IsPlain && !AddsWholeTerms
                    ? High(sums, lane) + High(sums, lane + half)
                    : V.Add(High(sums, lane), High(sums, lane + half), Low(sums, lane), Low(sums, lane + half), out low);
                Store(sums, lane, added, low);
            }
        }

        V high = High(sums, 0);
        V rest = Low(sums, 0);
        V sum = high + rest;
        numbers.Set(Slot.Sum, sum);
        numbers.Set(Slot.Low, (high - sum) + rest);
        numbers.Set(Slot.Count, count);
        V peakTail = LaneMath<V, T>.TermTail(max, shift, bound, magic, out V peakPower);
        V peak = V.MultiplyAdd(peakTail, peakPower, peakPower);
        numbers.Set(Slot.Peak, peak);
        numbers.Set(Slot.PeakLow, V.MultiplyAdd(peakTail, peakPower, peakPower - peak));
    }

    /// <summary>The sum of a lane; and below, what belongs to it but is lost in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V High(T* sums, int lane) => V.Load(ref *sums, 2 * lane * V.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Low(T* sums, int lane) => V.Load(ref *sums, ((2 * lane) + 1) * V.Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(T* sums, int lane, V high, V low)
    {
        high.Store(ref *sums, 2 * lane * V.Count);
        low.Store(ref *sums, ((2 * lane) + 1) * V.Count);
    }

    /// <summary>The powers of four neighbours in the order of the sums, and their tails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Four(T* columns, int c, int end, V max, V shift, V bound, V magic, ref V count, out V tails)
    {
        V powers = Pair(columns, c, end, max, shift, bound, magic, ref count, out tails);
        int second = c + (2 * TreeLanes);
        if (second < end)
        {
            powers += Pair(columns, second, end, max, shift, bound, magic, ref count, out V otherTails);
            tails += otherTails;
        }

        return powers;
    }

    /// <summary>The powers of two neighbours in the order of the sums, and their tails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Pair(T* columns, int c, int end, V max, V shift, V bound, V magic, ref V count, out V tails)
    {
        V tail = Term(columns + (c * V.Count), max, shift, bound, magic, ref count, out V powers);
        tails = AddsWholeTerms ? tail : tail * powers;
        int second = c + TreeLanes;
        if (second < end)
        {
            tail = Term(columns + (second * V.Count), max, shift, bound, magic, ref count, out V power);
            powers += power;
            tails = AddsWholeTerms ? tail : V.MultiplyAdd(tail, power, tails);
        }

        return powers;
    }

    /// <summary>
    /// A term of each row, kept if wanted, as power and tail or, in plain sums of many terms, as it is; 0 if it is that of the
    /// maximum, which is counted.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Term(T* column, V max, V shift, V bound, V magic, ref V count, out V power)
    {
        V logits = V.Load(ref *column, 0);
        V tail = LaneMath<V, T>.TermTail(logits, shift, bound, magic, out V own);
        if (AddsWholeTerms)
        {
            own = V.MultiplyAdd(tail, own, own);
            own.Store(ref *column, 0);
            tail = LaneMath<V, T>.Zero;
        }
        else if (TOperation.KeepsTerms)
        {
            V.MultiplyAdd(tail, own, own).Store(ref *column, 0);
        }

        V isMaximum = V.Equal(logits, max);
        count += isMaximum & LaneMath<V, T>.One;
        power = V.Select(isMaximum, LaneMath<V, T>.Zero, own);
        return tail;
    }
}
