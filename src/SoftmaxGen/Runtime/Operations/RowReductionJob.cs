using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Operations on two operands per class that need a sum over each row, or a number of each row, and nothing of softmax.</summary>
internal unsafe struct RowReductionJob<T, TJob> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TJob : struct, IElementJob<T>
{
    /// <summary>So many blocks of neighbours go together.</summary>
    private const int Neighbours = 4;

    /// <summary>So few classes fit into a cache of the first level as they are.</summary>
    private const int FewClasses = 64;

    /// <summary>So few classes are in a cache still when they are read again.</summary>
    private const int FewReadAgain = 32;

    /// <summary>So many classes are asked for before they are copied: no more than a set of a cache holds, of two operands.</summary>
    private const int ClassesAhead = 6;

    /// <summary>The first operand, [rows, K].</summary>
    public T* First;

    /// <summary>The second operand, [rows, K].</summary>
    public T* Second;

    /// <summary>A number per row, in place of sums; or null.</summary>
    public T* Numbers;

    /// <summary>What the numbers per row are multiplied with.</summary>
    public T Factor;

    /// <summary>Receives the outputs, [rows, K]; may be an operand.</summary>
    public T* Destination;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>The number of inner positions.</summary>
    public int InnerSize;

    /// <summary>The sums and outputs.</summary>
    public TJob Job;

    /// <summary>Whether there are sums; if not, the numbers per row or, without any, the factor.</summary>
    public bool HasSums;

    [SkipLocalsInit]
    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        if (!HasSums && Numbers == null)
        {
            MapElements<V>((nint)Rows * TKernels.ClassCount);
            return;
        }

        if (InnerSize != 1)
        {
            RunColumns<TKernels, V>();
            return;
        }

        T* results = stackalloc T[4 * V.Count];
        int block = Scratch<TKernels, T>.BlockRows;
        for (int row = 0; row < Rows; row += block)
        {
            int count = Math.Min(block, Rows - row);
            nint offset = (nint)row * TKernels.ClassCount;
            if (HasSums)
            {
                ElementWalk<TKernels, V, T>.Sum(ref First[offset], ref Second[offset], ref First[offset], count, results, results, Job);
            }
            else
            {
                for (int r = 0; r < count; r++)
                {
                    results[Scratch<TKernels, T>.LaneOf(r)] = NumberOf(row + r);
                }
            }

            ElementWalk<TKernels, V, T>.Map(ref First[offset], ref Second[offset], ref First[offset], count, results, results + V.Count, ref Destination[offset], Job);
        }
    }

    /// <summary>Where nothing belongs to a row, all elements are alike, in any layout.</summary>
    private readonly void MapElements<V>(nint count)
        where V : struct, ILanes<V, T>
    {
        // Local variables: what is stored could otherwise change the fields.
        T* first = First;
        T* second = Second;
        T* destination = Destination;
        TJob job = Job;
        V factor = V.All(Factor);
        nint i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            job.Output(V.Load(ref *first, i), V.Load(ref *second, i), default, factor, default).Store(ref *destination, i);
        }

        if (i < count)
        {
            V output = job.Output(V.LoadFirst(ref *first, i, count - i), V.LoadFirst(ref *second, i, count - i), default, factor, default);
            output.StoreFirst(ref *destination, i, count - i);
        }
    }

    /// <summary>The same where neighbours along the inner axis are rows: with one in each lane, nothing is shuffled.</summary>
    [SkipLocalsInit]
    private readonly void RunColumns<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* results = stackalloc T[2 * Neighbours * V.Count];
        bool isPast = PastCaches.HasLines<V, T>(Destination, InnerSize, TKernels.ClassCount);
        if (!HasSums || !IsCopied<TKernels, V>(isPast))
        {
            RunColumns<TKernels, V>(results, null, isPast: false);
            return;
        }

        T[] rented = ArrayPool<T>.Shared.Rent((2 * Neighbours * V.Count * TKernels.ClassCount) + (CacheLine.Size / Unsafe.SizeOf<T>()));
        fixed (T* memory = rented)
        {
            RunColumns<TKernels, V>(results, CacheLine.Align(memory), isPast);
        }

        ArrayPool<T>.Shared.Return(rented);
        Simd.StoreFence();
    }

    /// <summary>
    /// Whether operands are copied where they are added up: they are not in a cache, nor would they be there still when they are read again,
    /// as they are many or meet in one set of it; but the copies are. Where outputs cannot go past the caches, asking for all of it early
    /// gains as much, unless the classes meet.
    /// </summary>
    private readonly bool IsCopied<TKernels, V>(bool isPast)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> =>
        TKernels.ClassCount is > FewReadAgain and <= ColumnAhead<T>.MostClasses
        && InnerSize >= 2 * Neighbours * V.Count
        && ColumnAhead<T>.IsFar(Rows, TKernels.ClassCount)
        && (isPast || CacheLine.Meet((nint)InnerSize * Unsafe.SizeOf<T>()));

    private readonly void RunColumns<TKernels, V>(T* results, T* copies, bool isPast)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        bool isFar = copies == null && ColumnAhead<T>.IsFar(Rows, TKernels.ClassCount) && ColumnAhead<T>.Fits(InnerSize, TKernels.ClassCount);
        bool sumsNeighbours = HasSums && !isFar && (copies != null || TKernels.ClassCount > FewClasses) && InnerSize >= Neighbours * V.Count;
        int toLine = isPast ? (int)Simd.ToLine(ref *Destination) : 0;
        bool crosses = HasSums && V.StoresWhere && InnerSize >= V.Count;
        for (int row = 0; row < Rows;)
        {
            int left = InnerSize - (row % InnerSize);
            bool isOverEnd = crosses && left < V.Count && row <= Rows - V.Count;
            int count = row < toLine ? toLine : isOverEnd ? V.Count : Math.Min(HasSums && !(sumsNeighbours && left >= Neighbours * V.Count) ? V.Count : Neighbours * V.Count, left);
            nint offset = ((nint)(row / InnerSize) * TKernels.ClassCount * InnerSize) + (row % InnerSize);
            if (isFar)
            {
                int behind = Math.Max(count, ColumnAhead<T>.LinesBetween * CacheLine.Size / (TKernels.ClassCount * Unsafe.SizeOf<T>()));
                ColumnAhead<T>.OfRows(First, Second, Destination, row + behind, count, Rows, InnerSize, TKernels.ClassCount).ReadAndWrite(0, TKernels.ClassCount);
            }

            if (HasSums && count == Neighbours * V.Count)
            {
                if (copies == null)
                {
                    SumNeighbours<TKernels, V>(offset, results);
                    MapNeighbours<TKernels, V, Off>(First + offset, Second + offset, InnerSize, Destination + offset, results);
                }
                else
                {
                    T* second = copies + (Neighbours * V.Count * TKernels.ClassCount);
                    SumAndCopy<TKernels, V>(offset, copies, second, results);
                    if (isPast)
                    {
                        MapNeighbours<TKernels, V, On>(copies, second, Neighbours * V.Count, Destination + offset, results);
                    }
                    else
                    {
                        MapNeighbours<TKernels, V, Off>(copies, second, Neighbours * V.Count, Destination + offset, results);
                    }
                }
            }
            else if (HasSums)
            {
                ElementColumns<TKernels, V, T> columns = new()
                {
                    First = First + offset,
                    Second = Second + offset,
                    Destination = Destination + offset,
                    Stride = InnerSize,
                    Count = count,
                    Left = isOverEnd ? left : 0,
                    ToNextSet = (nint)InnerSize * (TKernels.ClassCount - 1),
                };
                columns.Sum(ref *First, results, results, Job);
                columns.Map(ref *First, results, results + V.Count, Job);
            }
            else
            {
                for (int r = 0; r < count; r++)
                {
                    results[r] = NumberOf(row + r);
                }

                Map<TKernels, V>(offset, count, results);
            }

            row += count;
        }
    }

    /// <summary>
    /// The sums of neighbours and what they lose, in the order of <see cref="ElementColumns{TKernels, V, T}"/>. A lane of that order has
    /// every 16th class, often in a page of its own: neighbours share it.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void SumNeighbours<TKernels, V>(nint offset, T* results)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int size = 2 * Neighbours * V.Count;
        T* lanes = stackalloc T[TreeOfSums<T>.Lanes * size];
        for (int lane = 0; lane < TreeOfSums<T>.Lanes; lane++)
        {
            SumLane<TKernels, V>(offset, lane, lanes + (lane * size));
        }

        Fold<V>(lanes, results);
    }

    /// <summary>
    /// The same class after class, as they are in memory, with a copy of both operands: a vector of each neighbour, and then those of
    /// the next class.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void SumAndCopy<TKernels, V>(nint offset, T* firstCopy, T* secondCopy, T* results)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int size = 2 * Neighbours * V.Count;
        T* lanes = stackalloc T[TreeOfSums<T>.Lanes * size];
        new Span<T>(lanes, TreeOfSums<T>.Lanes * size).Clear();
        T* first = First + offset;
        T* second = Second + offset;
        nint stride = InnerSize;
        TJob job = Job;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            T* sums = lanes + (c % TreeOfSums<T>.Lanes * size);
            for (int i = 0; i < Neighbours * V.Count; i += V.Count)
            {
                Simd.PrefetchFirst(first + (ClassesAhead * stride) + i);
                Simd.PrefetchFirst(second + (ClassesAhead * stride) + i);
            }

            for (int i = 0; i < Neighbours * V.Count; i += V.Count)
            {
                V left = V.Load(ref *first, i);
                V right = V.Load(ref *second, i);
                left.Store(ref *firstCopy, i);
                right.Store(ref *secondCopy, i);
                V term = job.Term(left, right, default, default, out V termLow, out _, out _);
                V sum = V.Add(V.Load(ref *sums, 2 * i), term, V.Load(ref *sums, (2 * i) + V.Count), termLow, out V low);
                sum.Store(ref *sums, 2 * i);
                low.Store(ref *sums, (2 * i) + V.Count);
            }

            first += stride;
            second += stride;
            firstCopy += Neighbours * V.Count;
            secondCopy += Neighbours * V.Count;
        }

        Fold<V>(lanes, results);
    }

    /// <summary>The sums of neighbours, of those of all lanes.</summary>
    private static void Fold<V>(T* lanes, T* results)
        where V : struct, ILanes<V, T>
    {
        int size = 2 * Neighbours * V.Count;
        for (int half = TreeOfSums<T>.Lanes / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half * size; i += 2 * V.Count)
            {
                T* left = lanes + i;
                T* right = left + (half * size);
                V sum = V.Add(V.Load(ref *left, 0), V.Load(ref *right, 0), V.Load(ref *left, V.Count), V.Load(ref *right, V.Count), out V low);
                sum.Store(ref *left, 0);
                low.Store(ref *left, V.Count);
            }
        }

        new Span<T>(lanes, size).CopyTo(new Span<T>(results, size));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void SumLane<TKernels, V>(nint offset, int lane, T* sums)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* first = First + offset + (lane * (nint)InnerSize);
        T* second = Second + offset + (lane * (nint)InnerSize);
        nint step = TreeOfSums<T>.Lanes * (nint)InnerSize;
        V sum0 = LaneMath<V, T>.Zero;
        V sum1 = sum0;
        V sum2 = sum0;
        V sum3 = sum0;
        V low0 = sum0;
        V low1 = sum0;
        V low2 = sum0;
        V low3 = sum0;
        TJob job = Job;
        for (int c = lane; c < TKernels.ClassCount; c += TreeOfSums<T>.Lanes)
        {
            Add(first, second, 0, job, ref sum0, ref low0);
            Add(first, second, V.Count, job, ref sum1, ref low1);
            Add(first, second, 2 * V.Count, job, ref sum2, ref low2);
            Add(first, second, 3 * V.Count, job, ref sum3, ref low3);
            first += step;
            second += step;
        }

        sum0.Store(ref *sums, 0);
        low0.Store(ref *sums, V.Count);
        sum1.Store(ref *sums, 2 * V.Count);
        low1.Store(ref *sums, 3 * V.Count);
        sum2.Store(ref *sums, 4 * V.Count);
        low2.Store(ref *sums, 5 * V.Count);
        sum3.Store(ref *sums, 6 * V.Count);
        low3.Store(ref *sums, 7 * V.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<V>(T* first, T* second, int i, TJob job, ref V sum, ref V low)
        where V : struct, ILanes<V, T>
    {
        V term = job.Term(V.Load(ref *first, i), V.Load(ref *second, i), default, default, out V termLow, out _, out _);
        sum = V.Add(sum, term, low, termLow, out low);
    }

    /// <summary>The outputs of neighbours of which there are sums.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void MapNeighbours<TKernels, V, TPast>(T* first, T* second, nint step, T* destination, T* results)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
        where TPast : struct, ISwitch
    {
        nint stride = InnerSize;
        TJob job = Job;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            for (int i = 0; i < Neighbours; i++)
            {
                V number = V.Load(ref *results, 2 * i * V.Count);
                V other = V.Load(ref *results, ((2 * i) + 1) * V.Count);
                V output = job.Output(V.Load(ref *first, i * V.Count), V.Load(ref *second, i * V.Count), default, number, other);
                PastCaches.Store<V, T, TPast>(output, destination + (i * V.Count));
            }

            first += step;
            second += step;
            destination += stride;
        }
    }

    /// <summary>The outputs of neighbours, class after class, in the order of memory.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Map<TKernels, V>(nint offset, int count, T* numbers)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        // Local variables: what is stored could otherwise change the fields.
        T* first = First + offset;
        T* second = Second + offset;
        T* destination = Destination + offset;
        nint stride = InnerSize;
        TJob job = Job;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            int i = 0;
            for (; i <= count - V.Count; i += V.Count)
            {
                job.Output(V.Load(ref *first, i), V.Load(ref *second, i), default, V.Load(ref *numbers, i), default).Store(ref *destination, i);
            }

            if (i < count)
            {
                V output = job.Output(V.LoadFirst(ref *first, i, count - i), V.LoadFirst(ref *second, i, count - i), default, V.LoadFirst(ref *numbers, i, count - i), default);
                output.StoreFirst(ref *destination, i, count - i);
            }

            first += stride;
            second += stride;
            destination += stride;
        }
    }

    private readonly T NumberOf(int row) => Factor * Numbers[row];
}
