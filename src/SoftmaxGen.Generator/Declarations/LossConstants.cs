using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>What the attribute says about losses and logits; what is absent emits nothing.</summary>
/// <param name="ClassWeights">A weight per class; empty if there are none.</param>
/// <param name="LabelSmoothing">ε; 0 if there is none.</param>
/// <param name="ZLoss">λ; 0 if there is none.</param>
/// <param name="Temperature">T; 1 if there is none.</param>
/// <param name="SoftCap">c; 0 if there is none.</param>
internal sealed record LossConstants(
    EquatableArray<double> ClassWeights, double LabelSmoothing, double ZLoss, double Temperature, double SoftCap)
{
    /// <summary>Nothing.</summary>
    public static readonly LossConstants None = new(EquatableArray<double>.Empty, 0, 0, 1, 0);

    /// <summary>Whether there is nothing.</summary>
    public bool IsNone => Equals(None);

    /// <summary>Whether logits are transformed first.</summary>
    public bool HasTransform => Temperature != 1 || SoftCap != 0;
}
