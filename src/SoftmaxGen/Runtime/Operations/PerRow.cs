using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Numbers of the rows of a pass, a column of them for each purpose, in the order of the lanes; losses in that of the rows, as they are
/// written and added up.
/// </summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal readonly unsafe struct PerRow<T>(T* memory, int capacity)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logit of the label: the first of its columns.</summary>
    public const int Picked = 0;

    /// <summary>What the label's loss is multiplied with; later, the gradient at the label.</summary>
    public const int Alpha = Picked + WeightOfLabel;

    /// <summary>The low part of <see cref="Alpha"/>.</summary>
    public const int AlphaLow = Picked + WeightLowOfLabel;

    /// <summary>The loss.</summary>
    public const int Loss = Picked + LossOfLabel;

    /// <summary>The low part of <see cref="Loss"/>.</summary>
    public const int LossLow = Picked + LossLowOfLabel;

    /// <summary>The logit of the second label: the first of as many columns.</summary>
    public const int SecondPicked = ColumnsOfLabel;

    /// <summary>The same as <see cref="Alpha"/> for the second label.</summary>
    public const int SecondAlpha = SecondPicked + WeightOfLabel;

    /// <summary>The loss of the second label.</summary>
    public const int SecondLoss = SecondPicked + LossOfLabel;

    /// <summary>The low part of <see cref="SecondLoss"/>.</summary>
    public const int SecondLossLow = SecondPicked + LossLowOfLabel;

    /// <summary>What the loss of each class is multiplied with by label smoothing; later, the same in the gradient.</summary>
    public const int Beta = 2 * ColumnsOfLabel;

    /// <summary>The low part of <see cref="Beta"/>.</summary>
    public const int BetaLow = Beta + 1;

    /// <summary>The factor of the z-loss.</summary>
    public const int Lambda = Beta + 2;

    /// <summary>Σ_c w_c · (max − z_c).</summary>
    public const int Distance = Beta + 3;

    /// <summary>The low part of the same.</summary>
    public const int DistanceLow = Beta + 4;

    /// <summary>The z-loss.</summary>
    public const int ZLoss = Beta + 5;

    /// <summary>1 if something of the row counts, else 0: then its loss and gradient are 0 whatever the logits are.</summary>
    public const int Counts = Beta + 6;

    /// <summary>The weight of the row; 0 if it is ignored.</summary>
    public const int Sample = Beta + 7;

    /// <summary>1 if both labels are the same, which has the whole weight of the row then, else 0.</summary>
    public const int IsWhole = Beta + 8;

    /// <summary>1 / the sum of all terms.</summary>
    public const int Inverse = Beta + 9;

    /// <summary>The remainder of the same.</summary>
    public const int InverseLow = Beta + 10;

    /// <summary>The label, or −1 if the row is ignored; with few classes only.</summary>
    public const int Label = Beta + 11;

    /// <summary>The second label, or −1.</summary>
    public const int SecondLabel = Beta + 12;

    /// <summary>How many columns there are.</summary>
    public const int Columns = Beta + 13;

    /// <summary>From a label's logit to what its loss is multiplied with.</summary>
    public const int WeightOfLabel = 1;

    /// <summary>To the low part of the same.</summary>
    public const int WeightLowOfLabel = 2;

    /// <summary>To the terms of the other classes.</summary>
    public const int RestOfLabel = 3;

    /// <summary>To the low part of the same.</summary>
    public const int RestLowOfLabel = 4;

    /// <summary>To its loss.</summary>
    public const int LossOfLabel = 5;

    /// <summary>To the low part of the same.</summary>
    public const int LossLowOfLabel = 6;

    /// <summary>To its term.</summary>
    public const int TermOfLabel = 7;

    private const int ColumnsOfLabel = 8;

    /// <summary>The number of one row.</summary>
    public T this[int column, int lane]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => memory[(column * capacity) + lane];
    }

    /// <summary>A column.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Column(int column) => memory + (column * capacity);

    /// <summary>The numbers of consecutive rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Load<V>(int column, int lane)
        where V : struct, ILanes<V, T> => V.Load(ref memory[column * capacity], lane);

    /// <summary>Sets the numbers of consecutive rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<V>(int column, int lane, V value)
        where V : struct, ILanes<V, T> => value.Store(ref memory[column * capacity], lane);
}
