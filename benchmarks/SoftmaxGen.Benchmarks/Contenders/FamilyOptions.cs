using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>What is said about losses where they are measured.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal static class FamilyOptions<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>γ of the focal loss.</summary>
    public const double Gamma = 2;

    /// <summary>The part of the first of two labels.</summary>
    public const double Mixing = 0.3;

    public static LossOptions<T> Smoothed => new() { LabelSmoothing = 0.1 };

    public static LossOptions<T> Tempered => new() { Temperature = 2 };

    public static LossOptions<T> Weighted(Workload<T> batch) => new() { ClassWeights = batch.ClassWeights };
}
