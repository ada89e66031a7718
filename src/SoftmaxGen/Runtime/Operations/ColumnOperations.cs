using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Softmax.</summary>
internal readonly unsafe struct SoftmaxOfColumns<T> : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool KeepsTerms => true;

    public static bool NeedsInverse => true;

    public static bool TakesPlainSums => true;

    public static bool HasOutputs => true;

    public void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    public void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Factors<V>(RowNumbers<V, T> numbers, out V high, out V low)
        where V : struct, ILanes<V, T>
    {
        high = numbers[Slot.Log];
        low = numbers[Slot.LogLow];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => V.MultiplyAdd(value, high, value * low);
}

/// <summary>Log-softmax.</summary>
internal readonly unsafe struct LogSoftmaxOfColumns<T> : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool NeedsLogarithm => true;

    public static bool HasOutputs => true;

    public void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    public void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Factors<V>(RowNumbers<V, T> numbers, out V high, out V low)
        where V : struct, ILanes<V, T>
    {
        high = numbers[Slot.Maximum];
        low = numbers[Slot.Log] + numbers[Slot.LogLow];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => (value - high) - low;
}

/// <summary>Log-sum-exp.</summary>
internal readonly unsafe struct LogSumExpOfColumns<T>(T* results) : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool NeedsLogarithm => true;

    public static bool HasResults => true;

    public void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < count;)
        {
            if (blocks[i].Described<TKernels>() > 1)
            {
                for (int block = 0; block < blocks[i].Neighbours; block++)
                {
                    Finish<TKernels, V>(blocks[i], block);
                }

                i += blocks[i].Neighbours;
                continue;
            }

            Finish<TKernels, V>(blocks[i], 0);
            i++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish<TKernels, V>(in ColumnBlock<V, T> first, int block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        RowNumbers<V, T> numbers = new(ref first.Memory[block * ColumnBlock<V, T>.Elements<TKernels>()]);
        V logSumExp = (numbers[Slot.Maximum] + numbers[Slot.Log]) + numbers[Slot.LogLow];
        ref T result = ref results[first.Row + (block * V.Count)];
        if (first.IsFull)
        {
            logSumExp.Store(ref result, 0);
        }
        else
        {
            logSumExp.StoreFirst(ref result, 0, first.Count);
        }

        if (V.AnyNaN(logSumExp))
        {
            Repair<TKernels, V>(first, block);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Repair<TKernels, V>(in ColumnBlock<V, T> first, int block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        // Of few classes, there is a copy; the blocks that follow from one may be beyond the end of the axis.
        T* source = TKernels.HasColumns ? first.Behind<TKernels>(block).Copy : first.Source;
        nint stride = TKernels.HasColumns ? V.Count : first.Stride;
        int row = first.Row + (block * V.Count);
        for (int r = 0; r < first.Count; r++)
        {
            ref T result = ref results[row + r];
            if (T.IsNaN(result))
            {
                result = NotFinite.Maximum(ref source[r], stride, TKernels.ClassCount);
            }
        }
    }

    public static void Factors<V>(RowNumbers<V, T> numbers, out V high, out V low)
        where V : struct, ILanes<V, T>
    {
        high = numbers[Slot.Log];
        low = numbers[Slot.LogLow];
    }

    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => value;
}

/// <summary>The largest probability.</summary>
internal readonly unsafe struct MaximumProbabilityOfColumns<T>(T* results) : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasResults => true;

    public void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < count; i++)
        {
            // Blocks behind a described one have nothing but their memory.
            int described = blocks[i].Described<TKernels>();
            for (int block = 0; block < described; block++)
            {
                RowNumbers<V, T> numbers = new(ref blocks[i].Memory[block * ColumnBlock<V, T>.Elements<TKernels>()]);
                V probability = numbers[Slot.Peak] / V.MultiplyAdd(numbers[Slot.Count], numbers[Slot.Peak], numbers[Slot.Sum]);
                probability.StoreFirst(ref *results, blocks[i].Row + (block * V.Count), blocks[i].Count);
            }

            i += described - 1;
        }
    }

    public static void Factors<V>(RowNumbers<V, T> numbers, out V high, out V low)
        where V : struct, ILanes<V, T>
    {
        high = numbers[Slot.Peak];
        low = numbers[Slot.Sum];
    }

    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => value;
}
