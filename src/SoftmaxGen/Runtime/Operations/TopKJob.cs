using System.Buffers;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>The classes with the largest logits, row by row.</summary>
internal unsafe struct TopKJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits, [rows, K].</summary>
    public T* Logits;

    /// <summary>Receives the classes of the batch, [N, count, inner].</summary>
    public int* Classes;

    /// <summary>Receives their logits, [N, count, inner], or is null.</summary>
    public T* Values;

    /// <summary>The first row's number in the batch.</summary>
    public int First;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>The number of inner positions.</summary>
    public int InnerSize;

    /// <summary>How many classes of each row.</summary>
    public int Count;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int[] rented = InnerSize == 1 ? [] : ArrayPool<int>.Shared.Rent(Count);
        for (int r = 0; r < Rows; r++)
        {
            T* logits = Logits + ((nint)r * TKernels.ClassCount);
            int row = First + r;
            nint offset = ((nint)(row / InnerSize) * Count * InnerSize) + (row % InnerSize);
            Span<int> classes = InnerSize == 1 ? new(Classes + offset, Count) : rented.AsSpan(0, Count);
            TopKRow<V, T>.Find(logits, TKernels.ClassCount, classes);
            for (int i = 0; i < classes.Length; i++)
            {
                if (InnerSize != 1)
                {
                    Classes[offset + ((nint)i * InnerSize)] = classes[i];
                }

                if (Values != null)
                {
                    Values[offset + ((nint)i * InnerSize)] = logits[classes[i]];
                }
            }
        }

        if (InnerSize != 1)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }
}
