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

    /// <summary>The sums and outputs.</summary>
    public TJob Job;

    /// <summary>Whether there are sums; if not, the numbers per row or, without any, the factor.</summary>
    public bool HasSums;

    [SkipLocalsInit]
    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
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
                    results[Scratch<TKernels, T>.LaneOf(r)] = Numbers == null ? Factor : Factor * Numbers[row + r];
                }
            }

            ElementWalk<TKernels, V, T>.Map(ref First[offset], ref Second[offset], ref First[offset], count, results, results + V.Count, ref Destination[offset], Job);
        }
    }
}
