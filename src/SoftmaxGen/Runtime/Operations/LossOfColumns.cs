using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Cross-entropy of labels without options, as generated kernels compute it, and its gradient where there is room for it.</summary>
/// <remarks>
/// Labels are integers in the bits of the lanes. With few classes, what belongs to a label is selected class by class, as generated
/// kernels do it; with more, it is gathered and scattered row by row.
/// </remarks>
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
        int* labels = Labels + block.Row;
        for (int r = 0; r < block.Count; r++)
        {
            int label = labels[r] == IgnoreLabel ? 0 : labels[r];
            block.Extra[r] = block.Logits[(label * block.Step) + r];
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < count; i++)
        {
            ref readonly ColumnBlock<V, T> block = ref blocks[i];
            RowNumbers<V, T> numbers = block.Numbers;
            V labels = block.IsFull ? V.LoadIntegers(ref Labels[block.Row], 0) : SomeLabels(block);
            V ignored = V.EqualBits(labels, LaneMath<V, T>.FromBits(IgnoreLabel));
            V picked;
            V term;
            if (TKernels.HasColumns)
            {
                T* columns = block.Copy;
                T* terms = block.Terms<TKernels>();
                V number = LaneMath<V, T>.Zero;
                picked = V.Load(ref *columns, 0);
                term = TGradient.IsOn ? V.Load(ref *terms, 0) : picked;
                for (int c = 1; c < TKernels.ClassCount; c++)
                {
                    number = V.AddBits(number, LaneMath<V, T>.FromBits(1));
                    V isLabel = V.EqualBits(labels, number);
                    picked = V.Select(isLabel, V.Load(ref *columns, c * (nint)V.Count), picked);
                    if (TGradient.IsOn)
                    {
                        term = V.Select(isLabel, V.Load(ref *terms, c * (nint)V.Count), term);
                    }
                }
            }
            else
            {
                picked = V.Load(ref *block.Extra, 0);
                term = TGradient.IsOn ? numbers.Term(picked) : picked;
            }

            V losses = V.AndNot(((numbers[Slot.Maximum] - picked) + numbers[Slot.Log]) + numbers[Slot.LogLow], ignored);
            if (TGradient.IsOn)
            {
                V inverse = numbers.Inverse(out V remainder, out V total, out V totalLow);
                V rest = numbers.Rest(picked, term, total, totalLow, out V restLow);
                V scale = V.All(Scale);
                V factor = scale * inverse;
                V factorLow = V.MultiplyAdd(scale, remainder, V.MultiplyAdd(scale, inverse, -factor));
                numbers.Set(Slot.Log, factor);
                numbers.Set(Slot.LogLow, factorLow);

                // An ignore label may be a class: what is written there must be 0, too.
                V.AndNot(-V.MultiplyAdd(rest, factor, V.MultiplyAdd(rest, factorLow, restLow * factor)), ignored).Store(ref *block.Extra, 0);
                labels.Store(ref *block.Extra, V.Count);
                ignored.Store(ref *block.Extra, 2 * V.Count);
            }

            if (block.IsFull && block.Row % V.Count == 0)
            {
                losses.AddTo(ref *Sums, block.Row);
                if (Losses != null)
                {
                    losses.Store(ref Losses[block.Row], 0);
                }
            }
            else
            {
                V some = losses;
                RecordOneByOne(block, in some);
            }
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

    /// <summary>The labels of a block that is not full; 0 in lanes without a row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly V SomeLabels<V>(in ColumnBlock<V, T> block)
        where V : struct, ILanes<V, T>
    {
        int* labels = stackalloc int[V.Count];
        new Span<int>(labels, V.Count).Clear();
        new ReadOnlySpan<int>(Labels + block.Row, block.Count).CopyTo(new Span<int>(labels, V.Count));
        return V.LoadIntegers(ref *labels, 0);
    }

    /// <summary>Adds up and stores the losses of rows where vectors do not fit.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void RecordOneByOne<V>(in ColumnBlock<V, T> block, in V losses)
        where V : struct, ILanes<V, T>
    {
        T* numbers = stackalloc T[V.Count];
        losses.Store(ref *numbers, 0);
        for (int r = 0; r < block.Count; r++)
        {
            Sums->Add(block.Row + r, double.CreateTruncating(numbers[r]));
        }

        if (Losses != null)
        {
            new ReadOnlySpan<T>(numbers, block.Count).CopyTo(new Span<T>(Losses + block.Row, block.Count));
        }
    }
}
