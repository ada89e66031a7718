using System.Numerics;

namespace SoftmaxGen;

/// <summary>
/// What a loss may be told at run time. The default value changes nothing: no weights, no smoothing, the head's own ignore
/// label, the mean as reduction. Where the attribute of a head has constants, they hold unless something is set here.
/// </summary>
/// <typeparam name="T">The element type of the head: float or double.</typeparam>
/// <remarks>
/// Notation: z the logits of a row, y its label, p = softmax(z), w the class weights, s the row's sample weight, ε the label
/// smoothing, λ the factor of the z-loss.
/// <para>loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / K) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²).</para>
/// <para>
/// The mean divides by Σ s · w_y over the rows that are not ignored, both terms of a smoothed loss included; the z-loss, which
/// has no class, by Σ s.
/// </para>
/// </remarks>
public readonly ref struct LossOptions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>w, [K]: a weight per class; empty for 1 everywhere. A class of weight 0 contributes nothing, even where its loss is infinite. Negative weights are not refused.</summary>
    public ReadOnlySpan<T> ClassWeights { get; init; }

    /// <summary>s, [N]: a weight per row; empty for 1 everywhere. A row of weight 0 contributes nothing.</summary>
    public ReadOnlySpan<T> SampleWeights { get; init; }

    /// <summary>ε in [0, 1]: this part of each label's mass is spread evenly over all K classes.</summary>
    public double? LabelSmoothing { get; init; }

    /// <summary>The label of rows that take no part; the head's own if null. It may be a class.</summary>
    public int? IgnoreLabel { get; init; }

    /// <summary>λ, finite and not negative: λ · logsumexp(z)² is added to each row's loss, which keeps logits from drifting.</summary>
    public double? ZLoss { get; init; }

    /// <summary>T, finite and above 0: the logits are divided by it first.</summary>
    public double? Temperature { get; init; }

    /// <summary>c, finite and above 0: the logits (after the temperature) become c · tanh(z / c) first.</summary>
    public double? SoftCap { get; init; }

    /// <summary>What the gradient is multiplied with: an upstream gradient, or the loss scale of mixed precision. The losses are not.</summary>
    public double? GradientScale { get; init; }

    /// <summary>Whether the gradient is that of the mean (the default) or of the sum.</summary>
    public Reduction Reduction { get; init; }

    /// <summary>Whether the loss is the plain one, whatever happens to logits before, and whatever the ignore label and the gradient's factors are.</summary>
    internal bool IsPlain => ClassWeights.IsEmpty
        && SampleWeights.IsEmpty
        && (LabelSmoothing ?? 0) == 0
        && (ZLoss ?? 0) == 0;
}
