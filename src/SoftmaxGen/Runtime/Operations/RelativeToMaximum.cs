using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Logits relative to their row's maximum, divided by a temperature.</summary>
internal unsafe struct RelativeToMaximum<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits.</summary>
    public T* Source;

    /// <summary>Receives the results; may be the logits.</summary>
    public T* Destination;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>The number of inner positions.</summary>
    public int InnerSize;

    /// <summary>The temperature.</summary>
    public LogitTransform<T> Transform;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        if (InnerSize == 1)
        {
            int done = BlocksAcross<TKernels, V>();
            nint start = (nint)done * TKernels.ClassCount;
            Transform.ApplyRelative<V>(ref Source[start], ref Destination[start], Rows - done, TKernels.ClassCount);
            return;
        }

        for (int row = 0; row < Rows;)
        {
            int left = InnerSize - (row % InnerSize);
            if (left < V.Count && InnerSize >= V.Count && Source != Destination)
            {
                // The last block ends with the axis: that some rows are done twice costs less than lanes that are loaded in part.
                row -= V.Count - left;
                left = V.Count;
            }

            int count = Math.Min(V.Count, left);
            nint offset = ((nint)(row / InnerSize) * TKernels.ClassCount * InnerSize) + (row % InnerSize);
            if (left >= 4 * V.Count)
            {
                Transform.ApplyRelative<V>(Source + offset, Destination + offset, InnerSize, TKernels.ClassCount);
                row += 4 * V.Count;
                continue;
            }

            Transform.ApplyRelative(new ColumnBlock<V, T> { Source = Source + offset, Destination = Destination + offset, Stride = InnerSize, Count = count }, TKernels.ClassCount);
            row += count;
        }
    }

    /// <summary>Rows of few classes, as many at a time as a vector has lanes: where the head has a network of shuffles for that.</summary>
    /// <returns>The rows of whole blocks.</returns>
    [SkipLocalsInit]
    private readonly int BlocksAcross<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        if (!TKernels.HasColumns)
        {
            return 0;
        }

        T* columns = stackalloc T[TKernels.ClassCount * V.Count];
        ColumnBlock<V, T> block = new() { Source = columns, Destination = columns, Stride = V.Count, Count = V.Count };
        int row = 0;
        for (; row <= Rows - V.Count; row += V.Count)
        {
            nint offset = (nint)row * TKernels.ClassCount;
            TKernels.ToColumns(ref Source[offset], ref *columns);
            Transform.ApplyRelative(block, TKernels.ClassCount);
            TKernels.FromColumns(ref *columns, ref Destination[offset]);
        }

        return row;
    }
}
