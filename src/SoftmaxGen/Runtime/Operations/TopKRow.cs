using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The largest numbers of a row: the larger is ahead, of equal ones the first, and NaN is ahead of all numbers.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <remarks>
/// The k best so far are kept, and the row is walked over in order: a number that is not ahead of the last of them is behind
/// all, and in a long row most are, which a comparison of vectors tells. A few are kept in order; many in a heap with the last
/// of them on top, which is sorted in the end.
/// </remarks>
internal static unsafe class TopKRow<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>So many are kept in order.</summary>
    private const int MostInOrder = 32;

    /// <summary>Finds as many indices as <paramref name="best"/> has elements, the number that is ahead of all others first.</summary>
    public static void Find(T* row, int length, Span<int> best)
    {
        if (best.Length <= MostInOrder)
        {
            FindInOrder(row, length, best);
        }
        else
        {
            FindInHeap(row, length, best);
        }
    }

    /// <summary>Whether a number with a higher index is ahead of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAhead(T later, T earlier) => later > earlier || (T.IsNaN(later) && !T.IsNaN(earlier));

    /// <summary>How many numbers are ahead of the one with this index.</summary>
    public static long CountAhead(T* row, int length, int index)
    {
        T number = row[index];
        long count = 0;
        if (T.IsNaN(number))
        {
            for (int i = 0; i < index; i++)
            {
                count += T.IsNaN(row[i]) ? 1 : 0;
            }

            return count;
        }

        // Before it, those that are not less: a NaN is neither less nor greater. After it, those that are not less or equal.
        V one = LaneMath<V, T>.One;
        V zero = LaneMath<V, T>.Zero;
        V own = V.All(number);
        V ahead = zero;
        int c = 0;
        for (; c <= index - V.Count; c += V.Count)
        {
            ahead += V.Select(V.Greater(own, V.Load(in row[c], 0)), zero, one);
        }

        for (; c < index; c++)
        {
            count += number > row[c] ? 0 : 1;
        }

        for (c = index + 1; c <= length - V.Count; c += V.Count)
        {
            ahead += V.Select(V.Equal(V.Max(own, V.Load(in row[c], 0)), own), zero, one);
        }

        for (; c < length; c++)
        {
            count += number >= row[c] ? 0 : 1;
        }

        return count + long.CreateTruncating(V.SumInAllLanes(ahead, zero, out _).First);
    }

    private static void FindInOrder(T* row, int length, Span<int> best)
    {
        T* values = stackalloc T[MostInOrder];
        int k = best.Length;
        for (int i = 0; i < k; i++)
        {
            Insert(row[i], i, i, values, best);
        }

        for (int i = k; Next(row, ref i, length, values[k - 1]); i++)
        {
            Insert(row[i], i, k - 1, values, best);
        }
    }

    /// <summary>Inserts a number behind those that it is not ahead of; the last of them is dropped, or the place free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Insert(T value, int index, int place, T* values, Span<int> best)
    {
        while (place > 0 && IsAhead(value, values[place - 1]))
        {
            values[place] = values[place - 1];
            best[place] = best[place - 1];
            place--;
        }

        values[place] = value;
        best[place] = index;
    }

    private static void FindInHeap(T* row, int length, Span<int> heap)
    {
        for (int i = 0; i < heap.Length; i++)
        {
            heap[i] = i;
        }

        for (int i = (heap.Length / 2) - 1; i >= 0; i--)
        {
            Sink(row, heap, i);
        }

        for (int i = heap.Length; Next(row, ref i, length, row[heap[0]]); i++)
        {
            heap[0] = i;
            Sink(row, heap, 0);
        }

        for (int last = heap.Length - 1; last > 0; last--)
        {
            (heap[0], heap[last]) = (heap[last], heap[0]);
            Sink(row, heap[..last], 0);
        }
    }

    /// <summary>Restores the heap: what is at the place sinks below all that it is ahead of.</summary>
    private static void Sink(T* row, Span<int> heap, int place)
    {
        int sinking = heap[place];
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= heap.Length)
            {
                break;
            }

            if (child + 1 < heap.Length && IsAhead(row, heap[child], heap[child + 1]))
            {
                child++;
            }

            if (!IsAhead(row, sinking, heap[child]))
            {
                break;
            }

            heap[place] = heap[child];
            place = child;
        }

        heap[place] = sinking;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsAhead(T* row, int left, int right) =>
        left > right ? IsAhead(row[left], row[right]) : !IsAhead(row[right], row[left]);

    /// <summary>Moves to the next number, from the given index on, that is ahead of an earlier one; false if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Next(T* row, ref int index, int length, T earlier)
    {
        if (T.IsNaN(earlier))
        {
            return false;
        }

        V limit = V.All(earlier);
        V all = V.Equal(LaneMath<V, T>.Zero, LaneMath<V, T>.Zero);
        int i = index;
        while (i <= length - (4 * V.Count))
        {
            // The larger of both is the limit again, unless the number is larger or NaN.
            V behind = IsBehind(row + i, limit) & IsBehind(row + i + V.Count, limit)
                & IsBehind(row + i + (2 * V.Count), limit) & IsBehind(row + i + (3 * V.Count), limit);
            if (V.Any(V.Select(behind, LaneMath<V, T>.Zero, all)))
            {
                break;
            }

            i += 4 * V.Count;
        }

        for (; i < length; i++)
        {
            if (IsAhead(row[i], earlier))
            {
                index = i;
                return true;
            }
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V IsBehind(T* numbers, V limit) => V.Equal(V.Max(limit, V.Load(in *numbers, 0)), limit);
}
