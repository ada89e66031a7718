using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The sum of rows whose classes are a stride apart, with neighbouring rows in the lanes: nothing is shuffled, however many classes
/// there are. The maxima are those of <see cref="ColumnLoads{TKernels, V, T}"/>.
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

    /// <summary>Whether all terms are added, that of the maximum among them: heads, whose sum is exact, and what is left.</summary>
    private static bool IsTotal
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => IsPlain && !TreeOfSums<T>.HasManyTerms(K);
    }

    /// <summary>The sums of the rows of all blocks, from that of the terms to the maximum's term, and the terms if they are kept.</summary>
    /// <param name="block">The first block.</param>
    /// <param name="memory">That of the first block.</param>
    /// <param name="blocks">How many blocks.</param>
    /// <param name="ahead">What is asked for meanwhile, with many classes, where there is one block; or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ColumnBlock<V, T>* block, T* memory, int blocks, ColumnAhead<T>* ahead)
    {
        if (!TKernels.HasColumns)
        {
            for (int i = 0; i < blocks; i++)
            {
                T* numbers = block[i].Memory;
                V shift = V.Abs(V.Load(ref *numbers, (int)Slot.Shift * V.Count));

                // Few rows have a maximum so large that it is subtracted.
                if (V.Any(V.Greater(shift, LaneMath<V, T>.Zero)))
                {
                    AddTerms<On>(block[i].Logits, block[i].Terms<TKernels>(), block[i].Step, numbers, ahead);
                }
                else
                {
                    AddTerms<Off>(block[i].Logits, block[i].Terms<TKernels>(), block[i].Step, numbers, ahead);
                }

                if (TOperation.NeedsLogarithm)
                {
                    SetLogarithm(new RowNumbers<V, T>(ref *numbers));
                }
                else if (TOperation.NeedsInverse)
                {
                    SetInverse(new RowNumbers<V, T>(ref *numbers));
                }

                if (TOperation.HasOutputs && !TOperation.HasResults)
                {
                    SetFactors(new RowNumbers<V, T>(ref *numbers));
                }
            }

            return;
        }

        // These stages read and write nothing but scratch memory.
        ref T unused = ref *memory;
        if (IsPlain)
        {
            TKernels.AddPlainly(ref unused, ref unused, ref *memory, blocks * V.Count, ahead: 0, following: 0, beyond: 0);
        }
        else if (TOperation.KeepsTerms)
        {
            TKernels.AddKeeping(ref unused, ref unused, ref *memory, blocks * V.Count, ahead: 0, following: 0, beyond: 0);
        }
        else
        {
            TKernels.AddOnly(ref unused, ref *memory, blocks * V.Count, ahead: 0, following: 0, beyond: 0);
        }

        if (TOperation.NeedsLogarithm)
        {
            TKernels.Logarithms(ref *memory, blocks * V.Count);
        }
        else if (TOperation.NeedsInverse)
        {
            if (IsPlain)
            {
                TKernels.InversesPlainly(ref *memory, blocks * V.Count);
            }
            else
            {
                TKernels.Inverses(ref *memory, blocks * V.Count);
            }
        }

        for (int i = 0; ColumnBlock<V, T>.GoesByFour<TKernels>() && TOperation.HasOutputs && !TOperation.HasResults && i < blocks; i++)
        {
            SetFactors(block[i].Numbers);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SetLogarithm(RowNumbers<V, T> numbers)
    {
        V log = numbers.Logarithm(out V low);
        numbers.Set(Slot.Log, log);
        numbers.Set(Slot.LogLow, low);
    }

    /// <summary>Many classes read them again and again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetFactors(RowNumbers<V, T> numbers)
    {
        TOperation.Factors(numbers, out V high, out V low);
        numbers.Set(Slot.Log, high);
        numbers.Set(Slot.LogLow, low);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SetInverse(RowNumbers<V, T> numbers)
    {
        V remainder;
        V inverse = IsTotal ? numbers.InverseOfTotal(out remainder) : numbers.Inverse(out remainder, out _, out _);
        numbers.Set(Slot.Log, inverse);
        numbers.Set(Slot.LogLow, remainder);
    }

    /// <summary>
    /// The sum of the terms of a block's rows, and the maximum's term. As in <c>Batch</c>, the sums of a round are called from a
    /// frame that ends at a line of the cache.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddTerms<TShift>(T* columns, T* terms, nint step, T* numbers, ColumnAhead<T>* ahead)
        where TShift : struct, ISwitch
    {
        byte* memory = stackalloc byte[((4 * TreeLanes) + 1) * V.Count * Unsafe.SizeOf<T>()];
        if (CacheLine.Beyond(memory) is var beyond and not 0)
        {
            byte* line = stackalloc byte[beyond];
            memory = line;
        }

        T* sums = (T*)memory;
        T* parts = sums;
        T* ties = sums + (4 * TreeLanes * V.Count);
        LaneMath<V, T>.Zero.Store(ref *ties, 0);
        for (int start = 0; start < K; start += ChunkClasses)
        {
            int end = start > K - ChunkClasses ? K : start + ChunkClasses;
            int round = start;
            for (; round <= end - RoundClasses; round += RoundClasses)
            {
                if (ahead != null)
                {
                    ahead->ReadAndWrite(round, round + RoundClasses);
                }

                AddLanes<TShift>(4, 0, TreeLanes, columns + (round * step), terms + (round * step), step, numbers, parts, round > start, ties);
            }

            if (round < end)
            {
                if (ahead != null)
                {
                    ahead->ReadAndWrite(round, end);
                }

                AddRest<TShift>(columns + (round * step), terms + (round * step), step, numbers, parts, round > start, ties);
            }

            for (int lane = 0; (AddsWholeTerms ? start > 0 : !IsPlain) && lane < TreeLanes && start + lane < end; lane++)
            {
                V part = High(parts, lane);
                V low = Low(parts, lane);
                if (!AddsWholeTerms)
                {
                    part += Low(parts, lane);
                    low += High(parts, lane) - part;
                }

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
                V added = IsTotal
                    ? High(sums, lane) + High(sums, lane + half)
                    : V.Add(High(sums, lane), High(sums, lane + half), Low(sums, lane), Low(sums, lane + half), out low);
                Store(sums, lane, added, low);
            }
        }

        SetSums(new RowNumbers<V, T>(ref *numbers), High(sums, 0), Low(sums, 0), V.Load(ref *ties, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetSums(RowNumbers<V, T> numbers, V high, V rest, V ties)
    {
        V sum = high + rest;
        numbers.Set(Slot.Sum, sum);
        numbers.Set(Slot.Low, (high - sum) + rest);
        if (IsTotal)
        {
            return;
        }

        numbers.Set(Slot.Count, LaneMath<V, T>.FromCount(ties));
        V peakTail = LaneMath<V, T>.TermTail(numbers[Slot.Maximum], numbers[Slot.Shift], numbers[Slot.Bound], numbers[Slot.Magic], out V peakPower);
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

    /// <summary>As many terms as there are behind the last full round: some lanes have one more than the others.</summary>
    private static void AddRest<TShift>(T* columns, T* terms, nint step, T* numbers, T* parts, bool isAdded, T* ties)
        where TShift : struct, ISwitch
    {
        int count = K % RoundClasses / TreeLanes;
        int more = K % TreeLanes;
        if (more > 0)
        {
            AddLanes<TShift>(count + 1, 0, more, columns, terms, step, numbers, parts, isAdded, ties);
        }

        if (count > 0)
        {
            AddLanes<TShift>(count, more, TreeLanes, columns, terms, step, numbers, parts, isAdded, ties);
        }
    }

    /// <summary>The terms of some lanes, one to four of each: four terms in turn as long as there are so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddLanes<TShift>(int count, int lane, int end, T* columns, T* terms, nint step, T* numbers, T* parts, bool isAdded, T* ties)
        where TShift : struct, ISwitch
    {
        if (count != 3)
        {
            int group = 4 / count;
            int groups = (end - lane) / group;
            if (groups > 0)
            {
                AddGroups<TShift>(count, lane, groups, columns, terms, step, numbers, parts, isAdded, ties);
                lane += groups * group;
            }
        }

        if (lane < end)
        {
            AddOneByOne(count, lane, end, columns, terms, step, numbers, parts, isAdded, ties);
        }
    }

    /// <summary>Groups of four terms in turn, statement by statement: of one lane, two or four.</summary>
    /// <remarks>
    /// A processor looks 64 to 128 operations ahead, and one exponential is a chain of 20. The method is as long as that because the JIT
    /// inlines as much as this needs into long methods only.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddGroups<TShift>(int count, int lane, int groups, T* columns, T* terms, nint step, T* numbers, T* parts, bool isAdded, T* ties)
        where TShift : struct, ISwitch
    {
        V shift = V.Load(ref *numbers, (int)Slot.Shift * V.Count);
        V bound = V.Load(ref *numbers, (int)Slot.Bound * V.Count);
        V magic = V.Load(ref *numbers, (int)Slot.Magic * V.Count);
        V max = V.Load(ref *numbers, (int)Slot.Maximum * V.Count);
        V top = V.Load(ref *ties, 0);
        nint next = TreeLanes * step;
        nint second = count == 1 ? step : next;
        nint third = count == 4 ? 2 * next : count == 2 ? step : 2 * step;
        T* x = columns + (lane * step);
        T* y = x + third;
        nint kept = (nint)((byte*)terms - (byte*)columns);
        for (int group = 0; group < groups; group++)
        {
            V x0 = V.Load(ref *x, 0);
            V x1 = V.Load(ref *x, second);
            V x2 = V.Load(ref *y, 0);
            V x3 = V.Load(ref *y, second);

            // Of many classes, few are the largest of any row.
            bool hasMaximum = K > ChunkClasses && V.Any(V.Equal(V.Max(V.Max(x0, x1), V.Max(x2, x3)), max));
            V r0 = V.Max(bound, TShift.IsOn ? x0 - shift : x0);
            V r1 = V.Max(bound, TShift.IsOn ? x1 - shift : x1);
            V r2 = V.Max(bound, TShift.IsOn ? x2 - shift : x2);
            V r3 = V.Max(bound, TShift.IsOn ? x3 - shift : x3);
            V p0 = V.MultiplyAdd(r0, LaneMath<V, T>.StepsPerUnit, magic);
            V p1 = V.MultiplyAdd(r1, LaneMath<V, T>.StepsPerUnit, magic);
            V p2 = V.MultiplyAdd(r2, LaneMath<V, T>.StepsPerUnit, magic);
            V p3 = V.MultiplyAdd(r3, LaneMath<V, T>.StepsPerUnit, magic);
            V n0 = p0 - magic;
            V n1 = p1 - magic;
            V n2 = p2 - magic;
            V n3 = p3 - magic;
            p0 = V.PowerOfSteps(p0);
            p1 = V.PowerOfSteps(p1);
            p2 = V.PowerOfSteps(p2);
            p3 = V.PowerOfSteps(p3);
            V stepHigh = -LaneMath<V, T>.StepHigh;
            r0 = V.MultiplyAdd(n0, stepHigh, r0);
            r1 = V.MultiplyAdd(n1, stepHigh, r1);
            r2 = V.MultiplyAdd(n2, stepHigh, r2);
            r3 = V.MultiplyAdd(n3, stepHigh, r3);
            V stepLow = -LaneMath<V, T>.StepLow;
            r0 = V.MultiplyAdd(n0, stepLow, r0);
            r1 = V.MultiplyAdd(n1, stepLow, r1);
            r2 = V.MultiplyAdd(n2, stepLow, r2);
            r3 = V.MultiplyAdd(n3, stepLow, r3);
            V c0, c1, c2, c3;
            if (typeof(T) == typeof(float))
            {
                c0 = c1 = c2 = c3 = LaneMath<V, T>.All(ExpPolynomial.FourthOfStep);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.ThirdOfStep), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.SecondOfStep), ref c0, ref c1, ref c2, ref c3);
            }
            else
            {
                c0 = c1 = c2 = c3 = LaneMath<V, T>.All(ExpPolynomial.EleventhOfDouble);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.TenthOfDouble), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.NinthOfDouble), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.EighthOfDouble), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.SeventhOfDouble), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.SixthOfDouble), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.FifthOfDouble), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.FourthOfDouble), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.ThirdOfDouble), ref c0, ref c1, ref c2, ref c3);
                Horner(r0, r1, r2, r3, LaneMath<V, T>.All(ExpPolynomial.SecondOfDouble), ref c0, ref c1, ref c2, ref c3);
            }

            V t0 = V.MultiplyAdd(c0, r0 * r0, r0);
            V t1 = V.MultiplyAdd(c1, r1 * r1, r1);
            V t2 = V.MultiplyAdd(c2, r2 * r2, r2);
            V t3 = V.MultiplyAdd(c3, r3 * r3, r3);
            T* keptX = (T*)((byte*)x + kept);
            T* keptY = (T*)((byte*)y + kept);
            Keep(keptX, 0, ref p0, t0);
            Keep(keptX, second, ref p1, t1);
            Keep(keptY, 0, ref p2, t2);
            Keep(keptY, second, ref p3, t3);
            if (!IsTotal && (K <= ChunkClasses || hasMaximum))
            {
                LeaveOut(V.Equal(x0, max), ref p0, ref top);
                LeaveOut(V.Equal(x1, max), ref p1, ref top);
                LeaveOut(V.Equal(x2, max), ref p2, ref top);
                LeaveOut(V.Equal(x3, max), ref p3, ref top);
            }

            x += step;
            y += step;
            if (count == 4)
            {
                AddPart(parts, lane, isAdded, (p0 + p1) + (p2 + p3), TailsOf(t0, p0, t1, p1) + TailsOf(t2, p2, t3, p3));
                lane++;
            }
            else if (count == 2)
            {
                AddPart(parts, lane, isAdded, p0 + p1, TailsOf(t0, p0, t1, p1));
                AddPart(parts, lane + 1, isAdded, p2 + p3, TailsOf(t2, p2, t3, p3));
                lane += 2;
                x += step;
                y += step;
            }
            else
            {
                AddTerm(parts, lane, isAdded, p0, t0);
                AddTerm(parts, lane + 1, isAdded, p1, t1);
                AddTerm(parts, lane + 2, isAdded, p2, t2);
                AddTerm(parts, lane + 3, isAdded, p3, t3);
                lane += 4;
                x += 3 * step;
                y += 3 * step;
            }
        }

        top.Store(ref *ties, 0);
    }

    /// <summary>Up to three terms for each of a few lanes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddOneByOne(int count, int lane, int end, T* columns, T* terms, nint step, T* numbers, T* parts, bool isAdded, T* ties)
    {
        V shift = V.Load(ref *numbers, (int)Slot.Shift * V.Count);
        V bound = V.Load(ref *numbers, (int)Slot.Bound * V.Count);
        V magic = V.Load(ref *numbers, (int)Slot.Magic * V.Count);
        V max = V.Load(ref *numbers, (int)Slot.Maximum * V.Count);
        V top = V.Load(ref *ties, 0);
        for (; lane < end; lane++)
        {
            V powers = LaneMath<V, T>.Zero;
            V tails = powers;
            for (int i = 0; i < count; i++)
            {
                nint offset = ((i * TreeLanes) + lane) * step;
                V logits = V.Load(ref *columns, offset);
                V tail = LaneMath<V, T>.TermTail(logits, shift, bound, magic, out V power);
                Keep(terms, offset, ref power, tail);
                if (!IsTotal)
                {
                    LeaveOut(V.Equal(logits, max), ref power, ref top);
                }

                V head = HeadOf(power);
                tails = i == 1 ? V.MultiplyAdd(tail, power, tails) : tails + TailOf(tail, power, head);
                powers += head;
            }

            AddPart(parts, lane, isAdded, powers, tails);
        }

        top.Store(ref *ties, 0);
    }

    /// <summary>c · r + the next coefficient, four times.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Horner(V r0, V r1, V r2, V r3, V coefficient, ref V c0, ref V c1, ref V c2, ref V c3)
    {
        c0 = V.MultiplyAdd(c0, r0, coefficient);
        c1 = V.MultiplyAdd(c1, r1, coefficient);
        c2 = V.MultiplyAdd(c2, r2, coefficient);
        c3 = V.MultiplyAdd(c3, r3, coefficient);
    }

    /// <summary>A term that is alone in its lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTerm(T* parts, int lane, bool isAdded, V power, V tail)
    {
        V head = HeadOf(power);
        AddPart(parts, lane, isAdded, head, TailOf(tail, power, head));
    }

    /// <summary>What totals take of a term: a multiple of one number, so large a one that their sum is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V HeadOf(V power) =>
        IsTotal ? (power + LaneMath<V, T>.TotalMagic) - LaneMath<V, T>.TotalMagic : power;

    /// <summary>What is left of a term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TailOf(V tail, V power, V head) =>
        IsTotal ? power - head : tail * power;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TailsOf(V t0, V p0, V t1, V p1) => V.MultiplyAdd(t1, p1, t0 * p0);

    /// <summary>Adds to a lane's sum, or begins it. Whole terms have no tails.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddPart(T* parts, int lane, bool isAdded, V powers, V tails)
    {
        if (isAdded)
        {
            if (AddsWholeTerms)
            {
                powers = High(parts, lane) + powers;
            }
            else if (IsPlain)
            {
                powers = High(parts, lane) + powers;
                tails = Low(parts, lane) + tails;
            }
            else
            {
                powers = V.Add(High(parts, lane), powers, Low(parts, lane), tails, out tails);
            }
        }

        if (!AddsWholeTerms)
        {
            Store(parts, lane, powers, tails);
            return;
        }

        powers.Store(ref *parts, 2 * lane * V.Count);
        if (!isAdded)
        {
            LaneMath<V, T>.Zero.Store(ref *parts, ((2 * lane) + 1) * V.Count);
        }
    }

    /// <summary>Keeps a term if that is wanted; where whole terms are added, or parted, it takes the place of its power.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(T* column, nint offset, ref V power, V tail)
    {
        if (IsPlain)
        {
            power = V.MultiplyAdd(tail, power, power);
            power.Store(ref *column, offset);
        }
        else if (TOperation.KeepsTerms)
        {
            V.MultiplyAdd(tail, power, power).Store(ref *column, offset);
        }
    }

    /// <summary>A term that is that of the maximum is counted, not added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LeaveOut(V isMaximum, ref V power, ref V ties)
    {
        ties = V.SubtractBits(ties, isMaximum);
        power = V.AndNot(power, isMaximum);
    }
}
