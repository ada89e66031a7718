using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Operations on two operands per class that need a sum over each row, or a number of each row, and nothing of softmax.</summary>
internal unsafe struct RowReductionJob<T, TJob> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TJob : struct, IElementJob<T>
{
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

    /// <summary>The same where neighbours along the inner axis are rows: with one in each lane, nothing is shuffled.</summary>
    [SkipLocalsInit]
    private readonly void RunColumns<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* results = stackalloc T[4 * V.Count];
        int together = HasSums ? V.Count : 4 * V.Count;
        for (int row = 0; row < Rows;)
        {
            int count = Math.Min(together, InnerSize - (row % InnerSize));
            nint offset = ((nint)(row / InnerSize) * TKernels.ClassCount * InnerSize) + (row % InnerSize);
            if (HasSums)
            {
                ElementColumns<TKernels, V, T> columns = new()
                {
                    First = First + offset,
                    Second = Second + offset,
                    Destination = Destination + offset,
                    Stride = InnerSize,
                    Count = count,
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

    private readonly T NumberOf(int row) => Numbers == null ? Factor : Factor * Numbers[row];
}
