using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Losses of one label per row over [N, K, inner] with options that need nothing more of the logits (all but smoothing), and their
/// gradients where there is room for them: what becomes of logits, terms and outputs is as in <see cref="LossOfColumns{T, TGradient}"/>.
/// </summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <typeparam name="TShape">The loss.</typeparam>
/// <typeparam name="TGradient">Whether the gradient is wanted.</typeparam>
internal unsafe struct OneLabelOfColumns<T, TShape, TGradient> : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TShape : struct, ILossShape<T>
    where TGradient : struct, ISwitch
{
#pragma warning disable CS8500 // The batch is on the stack of the caller.
    /// <summary>The batch.</summary>
    public HardLabelBatch<T>* Batch;
#pragma warning restore CS8500

    /// <summary>The loss.</summary>
    public TShape Shape;

    public static bool KeepsTerms => TGradient.IsOn;

    public static bool NeedsLogarithm => true;

    public static bool HasResults => true;

    public static bool KeepsLogits => true;

    public static bool HasOutputs => TGradient.IsOn;

    public static bool HasLabels => TGradient.IsOn;

    /// <summary>Picks the logits of the labels, as long as they are there.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        ReadOnlySpan<int> labels = Batch->Labels.Slice(Batch->First + block.Row, block.Count);
        for (int r = 0; r < labels.Length; r++)
        {
            block.Extra[r] = labels[r] == Batch->IgnoreLabel ? T.Zero : block.Logits[(labels[r] * block.Step) + r];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < count; i++)
        {
            // Blocks behind a described one have nothing but their memory.
            int described = blocks[i].Described<TKernels>();
            for (int block = 0; block < described; block += HardLabelKernel<TKernels, V, T, TShape>.MostBlocks)
            {
                HardLabelKernel<TKernels, V, T, TShape>.RunColumns(blocks[i], block, Math.Min(described - block, HardLabelKernel<TKernels, V, T, TShape>.MostBlocks), ref *Batch, Shape);
            }

            i += described - 1;
        }
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
