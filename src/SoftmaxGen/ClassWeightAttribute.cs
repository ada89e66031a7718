namespace SoftmaxGen;

/// <summary>The weight of a class in every loss, on a member of the enum that a head names: 1 for members without it.</summary>
/// <param name="weight">w, finite.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ClassWeightAttribute(double weight) : Attribute
{
    /// <summary>w.</summary>
    public double Weight { get; } = weight;
}
