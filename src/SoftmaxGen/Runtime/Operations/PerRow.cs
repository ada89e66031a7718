using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Numbers of the rows of a pass, a column of them for each purpose, in the order of the lanes.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal readonly unsafe struct PerRow<T>(T* memory, int capacity)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logit of the label.</summary>
    public const int Picked = 0;

    /// <summary>What the label's loss is multiplied with; later, the gradient at the label.</summary>
    public const int Alpha = 1;

    /// <summary>The logit of the second label.</summary>
    public const int SecondPicked = 2;

    /// <summary>The same as <see cref="Alpha"/> for the second label.</summary>
    public const int SecondAlpha = 3;

    /// <summary>What the loss of each class is multiplied with by label smoothing; later, the same in the gradient.</summary>
    public const int Beta = 4;

    /// <summary>The factor of the z-loss.</summary>
    public const int Lambda = 5;

    /// <summary>Σ_c w_c · (max − z_c).</summary>
    public const int Distance = 6;

    /// <summary>The low part of the same.</summary>
    public const int DistanceLow = 7;

    /// <summary>The loss.</summary>
    public const int Loss = 8;

    /// <summary>The z-loss.</summary>
    public const int ZLoss = 9;

    /// <summary>The low part of <see cref="Alpha"/>.</summary>
    public const int AlphaLow = 10;

    /// <summary>The low part of <see cref="SecondAlpha"/>.</summary>
    public const int SecondAlphaLow = 11;

    /// <summary>The low part of <see cref="Beta"/>.</summary>
    public const int BetaLow = 12;

    /// <summary>The low part of <see cref="Loss"/>.</summary>
    public const int LossLow = 13;

    /// <summary>1 if something of the row counts, else 0: then its loss and gradient are 0 whatever the logits are.</summary>
    public const int Counts = 14;

    /// <summary>How many columns there are.</summary>
    public const int Columns = 15;

    public T this[int column, int lane]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => memory[(column * capacity) + lane];
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        set => memory[(column * capacity) + lane] = value;
    }

    /// <summary>The numbers of consecutive rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Load<V>(int column, int lane)
        where V : struct, ILanes<V, T> => V.Load(ref memory[column * capacity], lane);

    /// <summary>Sets the numbers of consecutive rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store<V>(int column, int lane, V value)
        where V : struct, ILanes<V, T> => value.Store(ref memory[column * capacity], lane);
}
