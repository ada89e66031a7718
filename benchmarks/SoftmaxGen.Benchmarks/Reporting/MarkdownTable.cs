using System.Globalization;
using System.Text;
using SoftmaxGen.Benchmarks.Charts;
using SoftmaxGen.Benchmarks.Contenders;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Reporting;

/// <summary>The figures of all libraries as one Markdown table: a line per operation and class count, nanoseconds per row.</summary>
internal static class MarkdownTable
{
    private const string Missing = "–";

    public static string Of(MergedMeasurements measurements)
    {
        string[] libraries = [.. LibraryStyles.All.Select(static style => style.Name).Where(library => measurements.Results.Any(result => result.Library == library))];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Nanoseconds per row. {measurements.Caption}.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| operation | K | {string.Join(" | ", libraries)} | best other / {Names.Generated} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|{string.Concat(Enumerable.Repeat("--:|", libraries.Length + 2))}\n");
        foreach (Operation operation in Operations.All)
        {
            var rows = measurements.Results.Where(result => result.Operation == operation.Name()).GroupBy(static result => result.K).OrderBy(static row => row.Key);
            foreach (IGrouping<int, Measurement> row in rows)
                text.Append(Line(operation, row.Key, libraries, row.ToDictionary(static result => result.Library, static result => result.NanosecondsPerRow)));
        }

        return text.ToString();
    }

    private static string Line(Operation operation, int classCount, string[] libraries, Dictionary<string, double> times)
    {
        IEnumerable<string> cells = libraries.Select(library => times.TryGetValue(library, out double time) ? Number(time) : Missing);
        return $"| {operation.Name()} | {classCount} | {string.Join(" | ", cells)} | {Advantage(times)} |\n";
    }

    /// <summary>How many times longer the fastest of the others takes; a copy is no rival.</summary>
    private static string Advantage(Dictionary<string, double> times)
    {
        double[] others = [.. times.Where(static pair => pair.Key is not (Names.Generated or Names.Copy)).Select(static pair => pair.Value)];
        return others.Length > 0 && times.TryGetValue(Names.Generated, out double ours) ? $"{Number(others.Min() / ours)}" : Missing;
    }

    private static string Number(double value) =>
        value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
