using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>A batch with labels, after all checks: what its losses are made of and where they go.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal ref struct HardLabelBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The labels, one per row.</summary>
    public ReadOnlySpan<int> Labels;

    /// <summary>The second labels of mixed rows; empty if there are none.</summary>
    public ReadOnlySpan<int> SecondLabels;

    /// <summary>How much of a mixed row's mass its first label has; 1 where there are no second labels.</summary>
    public double Mixing;

    /// <summary>A weight per class, or empty.</summary>
    public ReadOnlySpan<T> ClassWeights;

    /// <summary>Σ of the class weights; K if there are none.</summary>
    public double ClassWeightSum;

    /// <summary>A weight per row, or empty.</summary>
    public ReadOnlySpan<T> SampleWeights;

    /// <summary>The label of rows that take no part.</summary>
    public int IgnoreLabel;

    /// <summary>ε.</summary>
    public double LabelSmoothing;

    /// <summary>λ.</summary>
    public double ZLoss;

    /// <summary>Receives the losses, or is empty.</summary>
    public Span<T> Losses;

    /// <summary>The number, in the batch, of the first row of what goes through a job along an inner axis.</summary>
    public int First;

    /// <summary>Whether the gradient is wanted.</summary>
    public bool HasGradient;

    /// <summary>What the gradient of the losses is multiplied with.</summary>
    public double Scale;

    /// <summary>What the gradient of the z-losses is multiplied with.</summary>
    public double ZScale;

    /// <summary>Σ of the losses without the z-losses.</summary>
    public CompensatedLanes Sums;

    /// <summary>Σ of the z-losses.</summary>
    public CompensatedLanes ZSums;

    /// <summary>What the weights are multiplied with.</summary>
    public LabelShares<T> Shares;

    /// <summary>Whether nothing is given but class weights, or not even those.</summary>
    public readonly bool HasClassWeightsOnly => SecondLabels.IsEmpty && SampleWeights.IsEmpty && LabelSmoothing == 0 && ZLoss == 0;

    /// <summary>The weight of a row's label, sample weight included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double WeightOf(int row, int label) => label == IgnoreLabel
        ? 0
        : (ClassWeights.IsEmpty ? 1 : double.CreateTruncating(ClassWeights[label])) * SampleWeight(row);

    /// <summary>The weight of a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly double SampleWeight(int row) => SampleWeights.IsEmpty ? 1 : double.CreateTruncating(SampleWeights[row]);

    /// <summary>Whether a row takes part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsCounted(int row) => Labels[row] != IgnoreLabel || (!SecondLabels.IsEmpty && SecondLabels[row] != IgnoreLabel);
}
