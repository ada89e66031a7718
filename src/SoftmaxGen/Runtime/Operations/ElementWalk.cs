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
    private static int TreeLanes => TreeOfSums<T>.Lanes;

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

        Shuffled(columns, secondColumns).Sum(ref weights, numbers, results, job);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SumRows<TJob>(ref T first, ref T second, ref T weights, int rows, T* numbers, T* results, TJob job)
        where TJob : struct, IElementJob<T>
    {
        for (int r = 0; r < rows; r++)
        {
            ref T a = ref Unsafe.Add(ref first, (nint)r * K);
            ref T b = ref Unsafe.Add(ref second, (nint)r * K);
            int lane = Scratch<TKernels, T>.LaneOf(r);
            ElementSums<V, T, TJob> sums = (TreeLanes / V.Count) switch
            {
                1 => OfGroup(ref a, ref b, ref weights, V.All(numbers[lane]), 0, job),
                2 => OfTwoGroups(ref a, ref b, ref weights, V.All(numbers[lane]), job),
                _ => OfGroups(ref a, ref b, ref weights, V.All(numbers[lane]), 0, 1, job),
            };
            sums.Fold();
            results[lane] = sums.Sum.First;
            results[V.Count + lane] = sums.Low.First;
            results[(2 * V.Count) + lane] = sums.Other.First;
            results[(3 * V.Count) + lane] = sums.OtherLow.First;
        }
    }

    /// <summary>The sums of one group of lanes, as many as a vector has.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ElementSums<V, T, TJob> OfGroup<TJob>(ref T a, ref T b, ref T weights, V number, int group, TJob job)
        where TJob : struct, IElementJob<T>
    {
        ElementSums<V, T, TJob> sums = default;
        int c = group * V.Count;
        for (; c <= K - V.Count; c += TreeLanes)
        {
            sums.Add(V.Load(ref a, c), V.Load(ref b, c), job.HasWeights ? V.Load(ref weights, c) : default, number, job);
        }

        if (c < K)
        {
            AddRest(ref sums, ref a, ref b, ref weights, number, c, job);
        }

        return sums;
    }

    /// <summary>The sums of both groups, in turn: neither waits for itself.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ElementSums<V, T, TJob> OfTwoGroups<TJob>(ref T a, ref T b, ref T weights, V number, TJob job)
        where TJob : struct, IElementJob<T>
    {
        ElementSums<V, T, TJob> sums = default;
        ElementSums<V, T, TJob> others = default;
        int c = 0;
        for (; c <= K - TreeLanes; c += TreeLanes)
        {
            int d = c + V.Count;
            sums.Add(V.Load(ref a, c), V.Load(ref b, c), job.HasWeights ? V.Load(ref weights, c) : default, number, job);
            others.Add(V.Load(ref a, d), V.Load(ref b, d), job.HasWeights ? V.Load(ref weights, d) : default, number, job);
        }

        if (c < K)
        {
            AddRest(ref sums, ref a, ref b, ref weights, number, c, job);
        }

        if (c + V.Count < K)
        {
            AddRest(ref others, ref a, ref b, ref weights, number, c + V.Count, job);
        }

        sums.Add(others);
        return sums;
    }

    /// <summary>The sums of the groups that are <paramref name="group"/> modulo <paramref name="modulus"/>, by halves.</summary>
    private static ElementSums<V, T, TJob> OfGroups<TJob>(ref T a, ref T b, ref T weights, V number, int group, int modulus, TJob job)
        where TJob : struct, IElementJob<T>
    {
        if (modulus * V.Count == TreeLanes)
        {
            return OfGroup(ref a, ref b, ref weights, number, group, job);
        }

        ElementSums<V, T, TJob> sums = OfGroups(ref a, ref b, ref weights, number, group, 2 * modulus, job);
        sums.Add(OfGroups(ref a, ref b, ref weights, number, group + modulus, 2 * modulus, job));
        return sums;
    }

    /// <summary>Adds the elements of one vector, or as many as there are. Inlined: sums whose address is taken are in memory, all the time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRest<TJob>(ref ElementSums<V, T, TJob> sums, ref T a, ref T b, ref T weights, V number, int c, TJob job)
        where TJob : struct, IElementJob<T>
    {
        int count = Math.Min(V.Count, K - c);
        V weight = job.HasWeights ? V.LoadFirst(ref weights, c, count) : default;
        sums.Add(V.LoadFirst(ref a, c, count), V.LoadFirst(ref b, c, count), weight, number, LaneMasks<V, T>.First(count), job);
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

        Shuffled(columns, secondColumns).Map(ref weights, numbers, others, job);
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
    private static ElementColumns<TKernels, V, T> Shuffled(T* first, T* second) =>
        new() { First = first, Second = second, Destination = first, Stride = V.Count, Count = V.Count };
}
