namespace SoftmaxGen.Generator.Planning;

/// <summary>What is emitted for one vector width.</summary>
/// <param name="Width">The vector width.</param>
/// <param name="Strategy">How whole blocks of rows are computed.</param>
/// <param name="RowStrategy">How a single row is walked over: within a block, if rows go together, and for rows that do not fill a block.</param>
/// <param name="RowWidth">The width whose kernels compute a single row: a narrower one if that holds the row.</param>
/// <param name="BlockFromRows">From how many remaining rows on a block that is not full beats row after row; 0 where there are no blocks.</param>
/// <param name="PartialClasses">How many classes the last vector of a row holds if it is not full; else 0.</param>
internal sealed record WidthPlan(VectorWidth Width, Strategy Strategy, Strategy RowStrategy, VectorWidth RowWidth, int BlockFromRows, int PartialClasses)
{
    /// <summary>The plan as it stands in the generated file, the snapshots and the benchmarks.</summary>
    public string Name
    {
        get
        {
            string width = Width == VectorWidth.Scalar ? "scalar" : $"v{(int)Width}";
            return Strategy == RowStrategy
                ? $"{width} {NameOf(Strategy)}"
                : $"{width} {NameOf(Strategy)}, {RowName}{(BlockFromRows > 1 ? $" below {BlockFromRows} rows" : "")}";
        }
    }

    /// <summary>Whether a row alone has kernels of its own, or is a block that is not full.</summary>
    public bool HasRowKernels => BlockFromRows != 1;

    private string RowName => RowWidth == Width ? NameOf(RowStrategy) : $"v{(int)RowWidth} {NameOf(RowStrategy)}";

    private static string NameOf(Strategy strategy) => strategy switch
    {
        Strategy.RowsAcross => "rows-across",
        Strategy.RowsTogether => "rows-together",
        Strategy.RowInRegisters => "row-in-registers",
        Strategy.BlockedLoop => "blocked-loop",
        Strategy.ScalarLoop => "scalar-loop",
        _ => throw new ArgumentOutOfRangeException(nameof(strategy), strategy, "Unknown strategy."),
    };
}
