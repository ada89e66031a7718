using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>What one child process measures; its only argument.</summary>
/// <param name="Operations">The operations.</param>
/// <param name="ClassCounts">The class counts.</param>
/// <param name="Residency">The name of the <see cref="Workloads.Residency"/>.</param>
/// <param name="InDouble">Whether in double.</param>
/// <param name="Scalar">Whether scalar loops run along.</param>
/// <param name="InnerSize">The inner size of batches of [N, K, inner] that run along; 1 for none.</param>
/// <param name="StackPhase">How many bytes into a cache line the stack is while it measures.</param>
internal sealed record LaunchRequest(
    IReadOnlyList<Operation> Operations,
    IReadOnlyList<int> ClassCounts,
    string Residency,
    bool InDouble,
    bool Scalar,
    int InnerSize,
    int StackPhase)
{
    public static LaunchRequest For(QuickOptions options, int launch) =>
        new(options.Operations, options.EffectiveClassCounts, options.Residency.Name, options.InDouble, options.Scalar, options.InnerSize, Quick.StackPhase.Of(launch));
}
