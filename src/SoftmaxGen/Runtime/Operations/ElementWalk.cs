using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Walks over the elements of a block of rows: across the rows, with a vector per class, where the generated kernels have a
/// network of shuffles for that (few classes), else row by row.
/// </summary>
/// <remarks>
/// The order of the sums is fixed by K and the element type, so that both ways, at every width, give the same bits: class c
/// belongs to lane c mod 16 (8 in double), a lane adds its classes in order, and the lanes are added by halves; all with their
/// rounding errors.
/// </remarks>
internal static unsafe class ElementWalk<TKernels, V, T>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int K => TKernels.ClassCount;

    /// <summary>The lanes of the order in which classes are added.</summary>
    private static int TreeLanes => 64 / Unsafe.SizeOf<T>();

    /// <summary>The two sums of each row.</summary>
    /// <param name="first">The first operand, [rows, K].</param>
    /// <param name="second">The second operand.</param>
    /// <param name="weights">The class weights, if the job has any.</param>
    /// <param name="rows">The rows; no more than lanes.</param>
    /// <param name="numbers">A number per row, in its lane.</param>
    /// <param name="results">Receives four vectors with a row in each lane: the sum and its low part, the other sum and its low part.</param>
    /// <param name="job">What is added.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum<TJob>(ref T first, ref T second, ref T weights, int rows, T* numbers, T* results, TJob job)
        where TJob : struct, IElementJob<T>
    {
        if (TKernels.HasColumns && rows == V.Count)
        {
            SumColumns(ref first, ref second, ref weights, numbers, results, job);
        }
        else
        {
            SumRows(ref first, ref second, ref weights, rows, numbers, results, job);
        }
    }

    /// <summary>The outputs of each row, at <paramref name="destination"/>, which may be an operand.</summary>
    /// <param name="first">The first operand, [rows, K].</param>
    /// <param name="second">The second operand.</param>
    /// <param name="weights">The class weights, if the job has any.</param>
    /// <param name="rows">The rows; no more than lanes.</param>
    /// <param name="numbers">A number per row, in its lane.</param>
    /// <param name="others">Another number per row, in its lane.</param>
    /// <param name="destination">Receives the outputs, [rows, K].</param>
    /// <param name="job">What the outputs are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Map<TJob>(ref T first, ref T second, ref T weights, int rows, T* numbers, T* others, ref T destination, TJob job)
        where TJob : struct, IElementJob<T>
    {
        if (TKernels.HasColumns && rows == V.Count)
        {
            MapColumns(ref first, ref second, ref weights, numbers, others, ref destination, job);
        }
        else
        {
            MapRows(ref first, ref second, ref weights, rows, numbers, others, ref destination, job);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumColumns<TJob>(ref T first, ref T second, ref T weights, T* numbers, T* results, TJob job)
        where TJob : struct, IElementJob<T>
    {
        int size = K * V.Count;
        T* columns = stackalloc T[2 * size];
        T* secondColumns = columns;
        TKernels.ToColumns(ref first, ref *columns);
        if (!Unsafe.AreSame(ref first, ref second))
        {
            secondColumns = columns + size;
            TKernels.ToColumns(ref second, ref *secondColumns);
        }

        // The sums of each lane, four vectors one after the other.
        int lanes = Math.Min(TreeLanes, K);
        T* sums = stackalloc T[4 * TreeLanes * V.Count];
        V number = V.Load(ref *numbers, 0);
        for (int c = 0; c < K; c++)
        {
            V value = job.Term(
                V.Load(ref *columns, c * V.Count), V.Load(ref *secondColumns, c * V.Count), Weight(ref weights, c, job), number, out V low, out V other, out V otherLow);
            T* sum = sums + (4 * (c % TreeLanes) * V.Count);
            if (c < TreeLanes)
            {
                value.Store(ref *sum, 0);
                low.Store(ref *sum, V.Count);
                other.Store(ref *sum, 2 * V.Count);
                otherLow.Store(ref *sum, 3 * V.Count);
            }
            else
            {
                Accumulate(sum, value, low, other, otherLow);
            }
        }

        for (int half = TreeLanes / 2; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half && lane + half < lanes; lane++)
            {
                T* from = sums + (4 * (lane + half) * V.Count);
                Accumulate(
                    sums + (4 * lane * V.Count),
                    V.Load(ref *from, 0),
                    V.Load(ref *from, V.Count),
                    V.Load(ref *from, 2 * V.Count),
                    V.Load(ref *from, 3 * V.Count));
            }

            lanes = Math.Min(lanes, half);
        }

        new Span<T>(sums, 4 * V.Count).CopyTo(new Span<T>(results, 4 * V.Count));
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumRows<TJob>(ref T first, ref T second, ref T weights, int rows, T* numbers, T* results, TJob job)
        where TJob : struct, IElementJob<T>
    {
        int groups = TreeLanes / V.Count;
        T* sums = stackalloc T[4 * TreeLanes];
        for (int r = 0; r < rows; r++)
        {
            ref T a = ref Unsafe.Add(ref first, (nint)r * K);
            ref T b = ref Unsafe.Add(ref second, (nint)r * K);
            int lane = Scratch<TKernels, T>.LaneOf(r);
            V number = V.All(numbers[lane]);
            new Span<T>(sums, 4 * TreeLanes).Clear();
            int group = 0;
            int c = 0;
            for (; c <= K - V.Count; c += V.Count)
            {
                V value = job.Term(
                    V.Load(ref a, c), V.Load(ref b, c), job.HasWeights ? V.Load(ref weights, c) : default, number, out V low, out V other, out V otherLow);
                Accumulate(sums + (4 * group * V.Count), value, low, other, otherLow);
                group = group + 1 == groups ? 0 : group + 1;
            }

            if (c < K)
            {
                int count = K - c;
                V value = job.Term(
                    V.LoadFirst(ref a, c, count), V.LoadFirst(ref b, c, count), job.HasWeights ? V.LoadFirst(ref weights, c, count) : default, number, out V low, out V other, out V otherLow);
                V mask = LaneMasks<V, T>.First(count);
                Accumulate(sums + (4 * group * V.Count), value & mask, low & mask, other & mask, otherLow & mask);
            }

            for (int half = groups / 2; half > 0; half /= 2)
            {
                for (int i = 0; i < half; i++)
                {
                    T* from = sums + (4 * (i + half) * V.Count);
                    Accumulate(
                        sums + (4 * i * V.Count),
                        V.Load(ref *from, 0),
                        V.Load(ref *from, V.Count),
                        V.Load(ref *from, 2 * V.Count),
                        V.Load(ref *from, 3 * V.Count));
                }
            }

            V sum = V.SumInAllLanes(V.Load(ref *sums, 0), V.Load(ref *sums, V.Count), out V sumLow);
            V otherSum = V.SumInAllLanes(V.Load(ref *sums, 2 * V.Count), V.Load(ref *sums, 3 * V.Count), out V otherSumLow);
            results[lane] = sum.First;
            results[V.Count + lane] = sumLow.First;
            results[(2 * V.Count) + lane] = otherSum.First;
            results[(3 * V.Count) + lane] = otherSumLow.First;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate(T* sum, V value, V low, V other, V otherLow)
    {
        V total = V.Add(V.Load(ref *sum, 0), value, V.Load(ref *sum, V.Count), low, out V lost);
        V otherTotal = V.Add(V.Load(ref *sum, 2 * V.Count), other, V.Load(ref *sum, 3 * V.Count), otherLow, out V otherLost);
        total.Store(ref *sum, 0);
        lost.Store(ref *sum, V.Count);
        otherTotal.Store(ref *sum, 2 * V.Count);
        otherLost.Store(ref *sum, 3 * V.Count);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MapColumns<TJob>(ref T first, ref T second, ref T weights, T* numbers, T* others, ref T destination, TJob job)
        where TJob : struct, IElementJob<T>
    {
        int size = K * V.Count;
        T* columns = stackalloc T[2 * size];
        T* secondColumns = columns;
        TKernels.ToColumns(ref first, ref *columns);
        if (!Unsafe.AreSame(ref first, ref second))
        {
            secondColumns = columns + size;
            TKernels.ToColumns(ref second, ref *secondColumns);
        }

        V number = V.Load(ref *numbers, 0);
        V other = V.Load(ref *others, 0);
        for (int c = 0; c < K; c++)
        {
            V value = job.Output(V.Load(ref *columns, c * V.Count), V.Load(ref *secondColumns, c * V.Count), Weight(ref weights, c, job), number, other);
            value.Store(ref *columns, c * V.Count);
        }

        TKernels.FromColumns(ref *columns, ref destination);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MapRows<TJob>(ref T first, ref T second, ref T weights, int rows, T* numbers, T* others, ref T destination, TJob job)
        where TJob : struct, IElementJob<T>
    {
        for (int r = 0; r < rows; r++)
        {
            ref T a = ref Unsafe.Add(ref first, (nint)r * K);
            ref T b = ref Unsafe.Add(ref second, (nint)r * K);
            ref T y = ref Unsafe.Add(ref destination, (nint)r * K);
            int lane = Scratch<TKernels, T>.LaneOf(r);
            V number = V.All(numbers[lane]);
            V other = V.All(others[lane]);
            int c = 0;
            for (; c <= K - V.Count; c += V.Count)
            {
                job.Output(V.Load(ref a, c), V.Load(ref b, c), job.HasWeights ? V.Load(ref weights, c) : default, number, other).Store(ref y, c);
            }

            if (c < K)
            {
                int count = K - c;
                V weight = job.HasWeights ? V.LoadFirst(ref weights, c, count) : default;
                job.Output(V.LoadFirst(ref a, c, count), V.LoadFirst(ref b, c, count), weight, number, other).StoreFirst(ref y, c, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Weight<TJob>(ref T weights, int c, TJob job)
        where TJob : struct, IElementJob<T> => job.HasWeights ? V.All(Unsafe.Add(ref weights, c)) : default;
}
