using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Whether fewer than k classes are ahead of the label.</summary>
internal unsafe struct IsInTopKJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>With so many classes, rows are taken to the lanes; with more, that takes longer than to go over those that need it.</summary>
    private const int MostClassesInLanes = 256;

    /// <summary>The logits, [N, K, inner].</summary>
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

    /// <summary>The number of inner positions.</summary>
    public int InnerSize;

    /// <summary>k.</summary>
    public int Count;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        bool ranks = Count > 1 && Count < TKernels.ClassCount;
        if (ranks && (InnerSize != 1 || TKernels.ClassCount <= MostClassesInLanes))
        {
            RunLanes<TKernels, V>();
            return;
        }

        int classCount = TKernels.ClassCount;
        for (nint row = 0; row < Rows; row++)
        {
            int label = Labels[row];
            bool isIn = label != IgnoreLabel
                && (label == Predicted[row]
                    || Count == classCount
                    || (ranks && TopKRow<V, T>.CountAhead(Logits + (row * classCount), classCount, label) < Count));
            Results[row] = isIn ? 1 : 0;
        }
    }

    /// <summary>The same with a row in each lane.</summary>
    [SkipLocalsInit]
    private readonly void RunLanes<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int classCount = TKernels.ClassCount;
        T[] rented = ArrayPool<T>.Shared.Rent(InnerSize == 1 ? Transpose<T>.LanesElements<V>(classCount) : classCount);
        T* own = stackalloc T[2 * V.Count];
        T* labels = own + V.Count;
        fixed (T* buffer = rented)
        {
            for (int row = 0; row < Rows;)
            {
                int count = Math.Min(V.Count, InnerSize == 1 ? Rows - row : InnerSize - (row % InnerSize));
                nint offset = ((nint)(row / InnerSize) * classCount * InnerSize) + (row % InnerSize);
                nint rowStride = InnerSize == 1 ? classCount : 1;
                bool isKnown = true;
                bool isNumber = true;
                for (int r = 0; r < count; r++)
                {
                    int label = Labels[row + r];
                    bool isIgnored = label == IgnoreLabel;
                    bool isPredicted = label == Predicted[row + r];
                    isKnown &= isPredicted | isIgnored;
                    label = isIgnored ? 0 : label;
                    own[r] = Logits[offset + (r * rowStride) + (label * (nint)InnerSize)];
                    labels[r] = T.CreateTruncating(label);
                    isNumber &= !T.IsNaN(own[r]);
                    Results[row + r] = isPredicted & !isIgnored ? 1 : 0;
                }

                if (!isKnown)
                {
                    ColumnBlock<V, T> block = new() { Row = row, Source = Logits + offset, Stride = InnerSize, Count = count };
                    if (InnerSize == 1)
                    {
                        Transpose<T>.ToLanes<V>(Logits + offset, Rows - row, count, classCount, buffer, buffer + (classCount * V.Count));
                        block.Source = buffer;
                        block.Stride = V.Count;
                    }

                    CountAhead<TKernels, V>(block, own, labels, buffer, isNumber);
                }

                row += count;
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void CountAhead<TKernels, V>(in ColumnBlock<V, T> block, T* own, T* labels, T* buffer, bool isNumber)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        // A float counts to 2^24, and a label that is NaN is behind those before it that are: row by row.
        if (!isNumber || (typeof(T) == typeof(float) && TKernels.ClassCount > 1 << 24))
        {
            CountAheadExactly<TKernels, V>(block, buffer);
            return;
        }

        V logit = V.Load(ref *own, 0);
        V label = V.Load(ref *labels, 0);
        V number = LaneMath<V, T>.Zero;
        V ahead = LaneMath<V, T>.FromBits(0);
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            // As TopKRow has it: before the label those that are not less, after it those that are not less or equal. The label is behind itself.
            V other = block.Read(c);
            V isBehind = V.Greater(logit, other) | V.AndNot(V.Equal(logit, other), V.Greater(label, number));
            ahead = V.AddBits(ahead, V.AndNot(LaneMath<V, T>.FromBits(1), isBehind));
            number += LaneMath<V, T>.One;
        }

        int* counts = stackalloc int[V.Count];
        ahead.StoreIntegers(ref *counts, 0);
        for (int r = 0; r < block.Count; r++)
        {
            Results[block.Row + r] = Labels[block.Row + r] != IgnoreLabel && counts[r] < Count ? 1 : 0;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void CountAheadExactly<TKernels, V>(in ColumnBlock<V, T> block, T* buffer)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        // Behind the vectors of a block that was transposed.
        T* logits = InnerSize == 1 ? buffer + (TKernels.ClassCount * V.Count) : buffer;
        for (int r = 0; r < block.Count; r++)
        {
            int label = Labels[block.Row + r];
            if (label == IgnoreLabel)
            {
                continue;
            }

            for (int c = 0; c < TKernels.ClassCount; c++)
            {
                logits[c] = block.Source[(c * block.Stride) + r];
            }

            Results[block.Row + r] = TopKRow<V, T>.CountAhead(logits, TKernels.ClassCount, label) < Count ? 1 : 0;
        }
    }
}
