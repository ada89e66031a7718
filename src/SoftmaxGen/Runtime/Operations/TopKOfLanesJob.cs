using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The few classes with the largest logits of as many rows at a time as a vector has lanes.</summary>
/// <remarks>
/// The best of each row are kept in order, a vector for each place, and the classes are walked over: one that is ahead of the last place
/// in any row is inserted in all of them, where a row's own places do not change unless it is ahead there. A row's order is that of
/// <see cref="TopKRow{V, T}"/>. NaN is looked for in the sum of the logits, which has one then; such blocks are gone over row by row.
/// </remarks>
internal unsafe struct TopKOfLanesJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>So many classes are ranked at most: what is inserted passes all places.</summary>
    public const int MostPlaces = 16;

    private const int LargestBlockBytes = 512 * 1024;

    /// <summary>The logits, [N, K, inner].</summary>
    public T* Logits;

    /// <summary>Receives the classes, [N, count, inner].</summary>
    public int* Classes;

    /// <summary>Receives their logits, [N, count, inner], or is null.</summary>
    public T* Values;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>The number of inner positions.</summary>
    public int InnerSize;

    /// <summary>How many classes of each row.</summary>
    public int Count;

    /// <summary>Whether so many classes can be ranked so; of long rows, too few blocks would stay in a cache.</summary>
    public static bool CanRank(int classCount, int count) => count <= MostPlaces && classCount <= LargestBlockBytes / (16 * Unsafe.SizeOf<T>());

    [SkipLocalsInit]
    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int size = TKernels.ClassCount * V.Count;
        bool isFar = InnerSize != 1 && ColumnAhead<T>.IsFar(Rows, TKernels.ClassCount) && (TKernels.HasColumns || ColumnAhead<T>.Fits(InnerSize, TKernels.ClassCount));
        int behind = Math.Max(V.Count, ColumnAhead<T>.LinesBetween * CacheLine.Size / (TKernels.ClassCount * Unsafe.SizeOf<T>()));
        T[] rented = ArrayPool<T>.Shared.Rent(InnerSize == 1 ? Transpose<T>.LanesElements<V>(TKernels.ClassCount) : TKernels.ClassCount);
        T* values = stackalloc T[MostPlaces * V.Count];
        T* indices = stackalloc T[MostPlaces * V.Count];
        fixed (T* columns = rented)
        {
            if (InnerSize == 1)
            {
                // Lanes without a row must not be NaN.
                new Span<T>(columns, size).Clear();
            }

            for (int row = 0; row < Rows;)
            {
                int left = InnerSize == 1 ? Rows - row : InnerSize - (row % InnerSize);
                if (left < V.Count && InnerSize >= V.Count)
                {
                    // The last block ends with the axis: that some rows are done twice costs less than lanes that are loaded in part.
                    row -= V.Count - left;
                    left = V.Count;
                }

                int count = Math.Min(V.Count, left);
                if (isFar)
                {
                    ColumnAhead<T>.OfRows(Logits, null, null, row + behind, count, Rows, InnerSize, TKernels.ClassCount).Read();
                }

                ColumnBlock<V, T> block = new() { Row = row, Count = count };
                if (InnerSize == 1)
                {
                    Transpose<T>.ToLanes<V>(Logits + ((nint)row * TKernels.ClassCount), Rows - row, count, TKernels.ClassCount, columns, columns + size);
                    block.Source = columns;
                    block.Stride = V.Count;
                    block.Count = V.Count;
                }
                else
                {
                    block.Source = Logits + ((nint)(row / InnerSize) * TKernels.ClassCount * InnerSize) + (row % InnerSize);
                    block.Stride = InnerSize;
                }

                if (Rank<TKernels, V>(block, values, indices))
                {
                    Write<V>(row, count, values, indices);
                }
                else
                {
                    RankRows<TKernels, V>(block.Source, block.Stride, row, count, columns + (InnerSize == 1 ? size : 0));
                }

                row += count;
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    /// <summary>The best of a block, place by place; false if there may be a NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool Rank<TKernels, V>(in ColumnBlock<V, T> block, T* values, T* indices)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int places = Count;
        V number = LaneMath<V, T>.FromBits(0);
        V one = LaneMath<V, T>.FromBits(1);
        V sum = LaneMath<V, T>.Zero;
        int c = 0;
        for (; c < places; c++)
        {
            V logits = block.Read(c);
            sum += logits;
            logits.Store(ref values[c * V.Count], 0);
            number.Store(ref indices[c * V.Count], 0);
            Insert(logits, number, c, values, indices);
            number = V.AddBits(number, one);
        }

        T* last = values + ((places - 1) * V.Count);
        for (; block.IsFull && c <= TKernels.ClassCount - 4; c += 4)
        {
            V first = block.Read(c);
            V second = block.Read(c + 1);
            V third = block.Read(c + 2);
            V fourth = block.Read(c + 3);
            sum += (first + second) + (third + fourth);
            V limit = V.Load(ref *last, 0);
            if (V.Any(V.Greater(V.Max(V.Max(first, second), V.Max(third, fourth)), limit)))
            {
                InsertLast(first, number, places, values, indices);
                InsertLast(second, V.AddBits(number, one), places, values, indices);
                InsertLast(third, V.AddBits(number, LaneMath<V, T>.FromBits(2)), places, values, indices);
                InsertLast(fourth, V.AddBits(number, LaneMath<V, T>.FromBits(3)), places, values, indices);
            }

            number = V.AddBits(number, LaneMath<V, T>.FromBits(4));
        }

        for (; c < TKernels.ClassCount; c++)
        {
            V logits = block.Read(c);
            sum += logits;
            InsertLast(logits, number, places, values, indices);
            number = V.AddBits(number, one);
        }

        return !V.AnyNaN(sum);
    }

    /// <summary>Inserts logits where they are ahead of the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void InsertLast<V>(V logits, V number, int places, T* values, T* indices)
        where V : struct, ILanes<V, T>
    {
        if (V.Any(V.Greater(logits, V.Load(ref values[(places - 1) * V.Count], 0))))
        {
            Insert(logits, number, places - 1, values, indices);
        }
    }

    /// <summary>
    /// Inserts logits into the places up to one, whose own number drops out or is the logits. Each place takes what is ahead of it, or the
    /// logits, or keeps what it has: from the last on, so that none waits for another.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert<V>(V logits, V number, int place, T* values, T* indices)
        where V : struct, ILanes<V, T>
    {
        T* value = values + (place * V.Count);
        T* index = indices + (place * V.Count);
        V behind = V.Load(ref *value, 0);
        V behindIndex = V.Load(ref *index, 0);
        V isAhead = V.Greater(logits, behind);
        for (; place > 0; place--)
        {
            V next = V.Load(ref *(value - V.Count), 0);
            V nextIndex = V.Load(ref *(index - V.Count), 0);
            V isAheadOfNext = V.Greater(logits, next);
            V.Select(isAheadOfNext, next, V.Select(isAhead, logits, behind)).Store(ref *value, 0);
            V.Select(isAheadOfNext, nextIndex, V.Select(isAhead, number, behindIndex)).Store(ref *index, 0);
            behind = next;
            behindIndex = nextIndex;
            isAhead = isAheadOfNext;
            value -= V.Count;
            index -= V.Count;
        }

        V.Select(isAhead, logits, behind).Store(ref *value, 0);
        V.Select(isAhead, number, behindIndex).Store(ref *index, 0);
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Write<V>(int row, int count, T* values, T* indices)
        where V : struct, ILanes<V, T>
    {
        int* numbers = stackalloc int[V.Count];
        nint offset = ((nint)(row / InnerSize) * Count * InnerSize) + (row % InnerSize);
        nint step = InnerSize == 1 ? Count : 1;
        for (int place = 0; place < Count; place++)
        {
            V.Load(ref indices[place * V.Count], 0).StoreIntegers(ref *numbers, 0);
            int* classes = Classes + offset + (place * (nint)InnerSize);
            for (int r = 0; r < count; r++)
            {
                classes[r * step] = numbers[r];
            }

            for (int r = 0; Values != null && r < count; r++)
            {
                Values[offset + (place * (nint)InnerSize) + (r * step)] = values[(place * V.Count) + r];
            }
        }
    }

    /// <summary>Rows that may have a NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void RankRows<TKernels, V>(T* source, nint stride, int row, int count, T* buffer)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        Span<int> best = stackalloc int[Count];
        nint offset = ((nint)(row / InnerSize) * Count * InnerSize) + (row % InnerSize);
        for (int r = 0; r < count; r++)
        {
            for (int c = 0; c < TKernels.ClassCount; c++)
            {
                buffer[c] = source[(c * stride) + r];
            }

            TopKRow<V, T>.Find(buffer, TKernels.ClassCount, best);
            for (int place = 0; place < best.Length; place++)
            {
                nint target = offset + (InnerSize == 1 ? ((nint)r * Count) + place : (place * (nint)InnerSize) + r);
                Classes[target] = best[place];
                if (Values != null)
                {
                    Values[target] = buffer[best[place]];
                }
            }
        }
    }
}
