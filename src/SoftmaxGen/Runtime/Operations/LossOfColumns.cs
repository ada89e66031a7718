using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Cross-entropy of labels without options, as generated kernels compute it, and its gradient where there is room for it.</summary>
internal unsafe struct LossOfColumns<T, TGradient> : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TGradient : struct, ISwitch
{
    /// <summary>The labels, one per row.</summary>
    public int* Labels;

    /// <summary>The label of rows that take no part.</summary>
    public int IgnoreLabel;

    /// <summary>Receives the losses; may be null.</summary>
    public T* Losses;

    /// <summary>Receives their sum.</summary>
    public LossLanes* Sums;

    /// <summary>What the gradient is multiplied with.</summary>
    public T Scale;

    public static bool KeepsTerms => TGradient.IsOn;

    public static bool NeedsLogarithm => true;

    public static bool HasOutputs => TGradient.IsOn;

    /// <summary>Picks the logits of the labels.</summary>
    public readonly void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        LaneMath<V, T>.Zero.Store(ref *block.Extra, 0);
        for (int r = 0; r < block.Count; r++)
        {
            int label = Labels[block.Row + r];
            block.Extra[r] = label == IgnoreLabel ? T.Zero : block.Logits[((nint)label * V.Count) + r];
        }
    }

    public readonly void Finish<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        RowNumbers<V, T> numbers = block.Numbers;
        V picked = V.Load(ref *block.Extra, 0);
        T* losses = block.Extra;
        (((numbers[Slot.Maximum] - picked) + numbers[Slot.Log]) + numbers[Slot.LogLow]).Store(ref *losses, 0);
        for (int r = 0; r < block.Count; r++)
        {
            int row = block.Row + r;
            T loss = Labels[row] == IgnoreLabel ? T.Zero : losses[r];
            Sums->Add(row, double.CreateTruncating(loss));
            if (Losses != null)
            {
                Losses[row] = loss;
            }
        }

        if (TGradient.IsOn)
        {
            V inverse = numbers.Inverse(out V remainder, out V total, out V totalLow);
            V rest = numbers.Rest(picked, total, totalLow, out V restLow);
            V scale = V.All(Scale);
            V factor = scale * inverse;
            V factorLow = V.MultiplyAdd(scale, remainder, V.MultiplyAdd(scale, inverse, -factor));
            numbers.Set(Slot.Log, factor);
            numbers.Set(Slot.LogLow, factorLow);
            (-V.MultiplyAdd(rest, factor, V.MultiplyAdd(rest, factorLow, restLow * factor))).Store(ref *block.Extra, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => V.MultiplyAdd(value, high, value * low);

    /// <summary>Writes the gradients of the labels, and of rows that take no part.</summary>
    public readonly void End<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int r = 0; r < block.Count; r++)
        {
            int label = Labels[block.Row + r];
            if (label != IgnoreLabel)
            {
                block.Destination[(label * block.Stride) + r] = block.Extra[r];
                continue;
            }

            for (int c = 0; c < TKernels.ClassCount; c++)
            {
                block.Destination[(c * block.Stride) + r] = T.Zero;
            }
        }
    }
}
