namespace SoftmaxGen.Benchmarks.Reporting;

/// <summary>One figure.</summary>
/// <param name="Library">Who.</param>
/// <param name="Operation">What.</param>
/// <param name="ElementType">float or double.</param>
/// <param name="Memory">l2, dram or row.</param>
/// <param name="K">The class count.</param>
/// <param name="Rows">The rows of the batch.</param>
/// <param name="NanosecondsPerRow">The time of a row, in the fastest launch.</param>
/// <param name="Launches">The same, in every launch.</param>
internal sealed record Measurement(
    string Library,
    string Operation,
    string ElementType,
    string Memory,
    int K,
    int Rows,
    double NanosecondsPerRow,
    IReadOnlyList<double> Launches)
{
    /// <summary>The fastest launch of each figure, with all of them beside it.</summary>
    public static IReadOnlyList<Measurement> Best(IEnumerable<Measurement> launches) =>
        [.. launches
            .GroupBy(static launch => (launch.Library, launch.Operation, launch.K))
            .Select(static figure => figure.First() with
            {
                NanosecondsPerRow = figure.Min(static launch => launch.NanosecondsPerRow),
                Launches = [.. figure.SelectMany(static launch => launch.Launches)],
            })];
}
