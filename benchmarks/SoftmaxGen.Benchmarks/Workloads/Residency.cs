namespace SoftmaxGen.Benchmarks.Workloads;

/// <summary>Where the batch lives while it is measured, and how it is handed over.</summary>
/// <param name="Name">Its name in files.</param>
/// <param name="LogitBytes">How many bytes of logits a batch has, at least one row.</param>
/// <param name="RowByRow">Whether each row is a call of its own.</param>
/// <param name="Description">What the tables say.</param>
internal sealed record Residency(string Name, int LogitBytes, bool RowByRow, string Description)
{
    /// <summary>The default: a batch that stays in the second-level cache with its output.</summary>
    public static readonly Residency L2 = new("l2", 128 << 10, RowByRow: false, "128 KiB of logits (L2), one call per batch");

    /// <summary>A batch that no cache holds.</summary>
    public static readonly Residency Dram = new("dram", 64 << 20, RowByRow: false, "64 MiB of logits (DRAM), one call per batch");

    /// <summary>Single rows, taken in turn from a small batch.</summary>
    public static readonly Residency Row = new("row", 8 << 10, RowByRow: true, "8 KiB of logits (L1), one call per row");

    public static readonly Residency[] All = [L2, Dram, Row];

    public static Residency Find(string name) => All.First(residency => residency.Name == name);
}
