using System.ComponentModel;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>The constants of a head's attribute, where options leave them open. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossDefaults
{
    /// <summary>The options, with constants where nothing is set.</summary>
    public static LossOptions<T> Merge<T>(
        LossOptions<T> options, ReadOnlySpan<T> classWeights, double? labelSmoothing, double? zLoss, double? temperature, double? softCap)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new()
        {
            ClassWeights = options.ClassWeights.IsEmpty ? classWeights : options.ClassWeights,
            SampleWeights = options.SampleWeights,
            LabelSmoothing = options.LabelSmoothing ?? labelSmoothing,
            IgnoreLabel = options.IgnoreLabel,
            ZLoss = options.ZLoss ?? zLoss,
            Temperature = options.Temperature ?? temperature,
            SoftCap = options.SoftCap ?? softCap,
            GradientScale = options.GradientScale,
            Reduction = options.Reduction,
        };
}
