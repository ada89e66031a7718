using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Cross-entropy of labels without options, as generated kernels compute it, and its gradient where there is room for it.</summary>
/// <remarks>
/// With few classes, labels are numbers in the lanes, and what belongs to a label is selected class by class, as generated kernels do
/// it; with more, they are integers in the bits of the lanes, and it is gathered and scattered row by row.
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
        for (int i = 0; i < count;)
        {
            if (blocks[i].IsFull && (V.StoresWhere || blocks[i].Row % V.Count == 0))
            {
                FinishNeighbours<TKernels, V>(blocks[i]);
            }
            else
            {
                for (int block = 0; block < blocks[i].Described<TKernels>(); block++)
                {
                    FinishPart<TKernels, V>(blocks[i], block);
                }
            }

            // By a branch, which is foreseen, not by what has just been stored.
            if (blocks[i].Described<TKernels>() > 1)
            {
                i += blocks[i].Neighbours;
                continue;
            }

            i++;
        }
    }

    /// <summary>Full blocks whose losses go to the lanes of their sums as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void FinishNeighbours<TKernels, V>(in ColumnBlock<V, T> first)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* memory = first.Memory;
        T* extra = first.Extra;
        nint row = first.Row;
        nint end = row + (first.Described<TKernels>() * V.Count);
        int* allLabels = Labels;
        T* allLosses = Losses;
        LossLanes* sums = Sums;
        int turned = (int)(row % V.Count);
        for (; row < end; row += V.Count)
        {
            V losses = LossesOf<TKernels, V>(memory, extra, LoadLabels<TKernels, V>(allLabels + row));
            if (V.StoresWhere && turned > 0)
            {
                AddTurned(losses, ref *sums, row - turned, turned);
            }
            else
            {
                losses.AddTo(ref *sums, row);
            }

            if (allLosses != null)
            {
                losses.Store(ref allLosses[row], 0);
            }

            memory += ColumnBlock<V, T>.Elements<TKernels>();
            extra += ColumnBlock<V, T>.Extras * V.Count;
        }
    }

    /// <summary>Losses of which some belong to the lanes of the sums from a row on, behind as many as are before their first, and the others to the next ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTurned<V>(V losses, ref LossLanes sums, nint row, int before)
        where V : struct, ILanes<V, T>
    {
        V turned = V.Reorder(losses, LaneOrder.Turned(before, V.Count));
        if (V.Count == 16)
        {
            turned.AddTo(ref sums, row);
            return;
        }

        V isNext = LaneMasks<V, T>.First(before);
        V.AndNot(turned, isNext).AddTo(ref sums, row);
        (turned & isNext).AddTo(ref sums, row + V.Count);
    }

    /// <summary>A block that is not full, or not where the lanes of the sums begin.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void FinishPart<TKernels, V>(in ColumnBlock<V, T> first, int block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int row = first.Row + (block * V.Count);
        int rows = first.Count;
        int* labels = stackalloc int[V.Count];
        new Span<int>(labels, V.Count).Clear();
        new ReadOnlySpan<int>(Labels + row, rows).CopyTo(new Span<int>(labels, V.Count));
        T* losses = stackalloc T[V.Count];
        LossesOf<TKernels, V>(
            first.Memory + (block * ColumnBlock<V, T>.Elements<TKernels>()),
            first.Extra + (block * ColumnBlock<V, T>.Extras * V.Count),
            LoadLabels<TKernels, V>(labels)).Store(ref *losses, 0);
        for (int r = 0; r < rows; r++)
        {
            Sums->Add(row + r, double.CreateTruncating(losses[r]));
        }

        if (Losses != null)
        {
            new ReadOnlySpan<T>(losses, rows).CopyTo(new Span<T>(Losses + row, rows));
        }
    }

    /// <summary>Labels as numbers, where they are compared with all classes, else as integers in the bits of the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LoadLabels<TKernels, V>(int* labels)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => TKernels.HasColumns ? V.LoadLabels(ref *labels, 0) : V.LoadIntegers(ref *labels, 0);

    /// <summary>The losses of a block, and where there is a gradient, what makes it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly V LossesOf<TKernels, V>(T* memory, T* extra, V labels)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        RowNumbers<V, T> numbers = new(ref *memory);
        V ignored = TKernels.HasColumns ? V.Equal(labels, LaneMath<V, T>.All(IgnoreLabel)) : V.EqualBits(labels, LaneMath<V, T>.FromBits(IgnoreLabel));
        V picked;
        V term;
        if (TKernels.HasColumns)
        {
            T* columns = memory + (ColumnBlock<V, T>.Slots * V.Count);
            T* terms = columns + (TKernels.ClassCount * V.Count);
            V number = LaneMath<V, T>.Zero;
            picked = V.Load(ref *columns, 0);
            term = TGradient.IsOn ? V.Load(ref *terms, 0) : picked;
            for (int c = 1; c < TKernels.ClassCount; c++)
            {
                number += LaneMath<V, T>.One;
                picked = V.SelectEqual(labels, number, V.Load(ref *columns, c * (nint)V.Count), picked);
                if (TGradient.IsOn)
                {
                    term = V.SelectEqual(labels, number, V.Load(ref *terms, c * (nint)V.Count), term);
                }
            }
        }
        else
        {
            picked = V.Load(ref *extra, 0);
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
            V.AndNot(-V.MultiplyAdd(rest, factor, V.MultiplyAdd(rest, factorLow, restLow * factor)), ignored).Store(ref *extra, 0);
            labels.Store(ref *extra, V.Count);
            ignored.Store(ref *extra, 2 * V.Count);
        }

        return losses;
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
