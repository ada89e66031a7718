using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Losses of labels with smoothing or of two labels over [N, K, inner], and their gradients where those are wanted; others are those of <see cref="OneLabelOfColumns{T, TShape, TGradient}"/>.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <typeparam name="TShape">The loss.</typeparam>
/// <typeparam name="TGradient">Whether the gradient is wanted.</typeparam>
internal unsafe struct HardLabelsOfColumns<T, TShape, TGradient> : IColumnOperation<T>
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

    /// <summary>With a vector per class, they are kept.</summary>
    public static bool RereadsLogits<TKernels>()
        where TKernels : struct, IHeadKernels<T> => !TKernels.HasColumns;

    public static bool NeedsLogarithm => true;

    public static bool HasResults => true;

    public readonly void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < count;)
        {
            int described = blocks[i].Described<TKernels>();
            for (int block = 0; block < described; block++)
            {
                HardLabelKernel<TKernels, V, T, TShape>.RunColumns(blocks[i].Behind<TKernels>(block), ref *Batch, Shape);
            }

            i += described;
        }
    }

    // Gradients are written where they are finished.
    public static void Factors<V>(RowNumbers<V, T> numbers, out V high, out V low)
        where V : struct, ILanes<V, T> => throw new UnreachableException();

    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => throw new UnreachableException();
}
