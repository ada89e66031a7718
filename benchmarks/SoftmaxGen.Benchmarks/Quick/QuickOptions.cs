using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>What <c>quick</c> is asked to measure.</summary>
internal sealed record QuickOptions
{
    public IReadOnlyList<Operation> Operations { get; init; } = Workloads.Operations.Generated;

    /// <summary>Empty for the usual class counts.</summary>
    public IReadOnlyList<int> ClassCounts { get; init; } = [];

    /// <summary>Whether the off-list class counts are measured too.</summary>
    public bool All { get; init; }

    public Residency Residency { get; init; } = Residency.L2;

    public bool InDouble { get; init; }

    /// <summary>Whether loops with <see cref="MathF"/> run along.</summary>
    public bool Scalar { get; init; }

    /// <summary>The inner size of batches of [N, K, inner] that are measured, too; 1 for none.</summary>
    public int InnerSize { get; init; } = 1;

    /// <summary>The vectors to use; null for the widest there are.</summary>
    public WidthSwitch? Width { get; init; }

    public int Launches { get; init; } = 4;

    /// <summary>Where the raw figures go.</summary>
    public string? JsonPath { get; init; }

    public bool Help { get; init; }

    public string ElementType => InDouble ? "double" : "float";

    public IReadOnlyList<int> EffectiveClassCounts =>
        ClassCounts.Count > 0 ? ClassCounts
        : All && !InDouble ? [.. Workloads.ClassCounts.Usual.Concat(Workloads.ClassCounts.OffList).Order()]
        : Workloads.ClassCounts.Usual;
}
