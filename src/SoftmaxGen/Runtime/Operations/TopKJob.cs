using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>The classes with the largest logits, row by row.</summary>
internal unsafe struct TopKJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits, [rows, K].</summary>
    public T* Logits;

    /// <summary>Receives the classes, [rows, count].</summary>
    public int* Classes;

    /// <summary>Receives their logits, [rows, count], or is null.</summary>
    public T* Values;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>How many classes of each row.</summary>
    public int Count;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (nint row = 0; row < Rows; row++)
        {
            T* logits = Logits + (row * TKernels.ClassCount);
            Span<int> classes = new(Classes + (row * Count), Count);
            TopKRow<V, T>.Find(logits, TKernels.ClassCount, classes);
            if (Values != null)
            {
                T* values = Values + (row * Count);
                for (int i = 0; i < classes.Length; i++)
                {
                    values[i] = logits[classes[i]];
                }
            }
        }
    }
}
