using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Whether fewer than k classes are ahead of the label, row by row.</summary>
internal unsafe struct IsInTopKJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits, [rows, K].</summary>
    public T* Logits;

    /// <summary>The labels.</summary>
    public int* Labels;

    /// <summary>The class that no other is ahead of.</summary>
    public int* Predicted;

    /// <summary>The label of rows that take no part.</summary>
    public int IgnoreLabel;

    /// <summary>Receives 1 or 0 for each row.</summary>
    public int* Results;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>k.</summary>
    public int Count;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int classCount = TKernels.ClassCount;
        for (nint row = 0; row < Rows; row++)
        {
            int label = Labels[row];
            bool isIn = label != IgnoreLabel
                && (label == Predicted[row]
                    || Count == classCount
                    || (Count > 1 && TopKRow<V, T>.CountAhead(Logits + (row * classCount), classCount, label) < Count));
            Results[row] = isIn ? 1 : 0;
        }
    }
}
