using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Softmax.</summary>
internal readonly struct SoftmaxOfColumns<T> : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool KeepsTerms => true;

    public static bool TakesPlainSums => true;

    public static bool HasOutputs => true;

    public void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        V inverse = block.Numbers.Inverse(out V remainder, out _, out _);
        block.Numbers.Set(Slot.Log, inverse);
        block.Numbers.Set(Slot.LogLow, remainder);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => V.MultiplyAdd(value, high, value * low);

    public void End<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }
}

/// <summary>Log-softmax.</summary>
internal readonly struct LogSoftmaxOfColumns<T> : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool NeedsLogarithm => true;

    public static bool HasOutputs => true;

    public void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Finish<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        V log = block.Numbers[Slot.Log] + block.Numbers[Slot.LogLow];
        block.Numbers.Set(Slot.Log, block.Numbers[Slot.Maximum]);
        block.Numbers.Set(Slot.LogLow, log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => (value - high) - low;

    public void End<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }
}

/// <summary>Log-sum-exp.</summary>
internal readonly unsafe struct LogSumExpOfColumns<T>(T* results) : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool NeedsLogarithm => true;

    public void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    public void Finish<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        V logSumExp = (block.Numbers[Slot.Maximum] + block.Numbers[Slot.Log]) + block.Numbers[Slot.LogLow];
        logSumExp.StoreFirst(ref results[block.Row], 0, block.Count);
        for (int r = 0; r < block.Count; r++)
        {
            ref T result = ref results[block.Row + r];
            if (T.IsNaN(result))
            {
                result = NotFinite.Maximum(ref block.Source[r], block.Stride, TKernels.ClassCount);
            }
        }
    }

    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => value;

    public void End<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }
}
