using SoftmaxGen.Benchmarks.Charts;

namespace SoftmaxGen.Benchmarks.Reporting;

/// <summary>Makes a chart or a table of files with figures.</summary>
internal static class ReportCommand
{
    public const string ChartVerb = "chart";
    public const string TableVerb = "table";

    public static void Chart(IReadOnlyList<string> arguments)
    {
        (IReadOnlyList<string> inputs, string output) = Parse(ChartVerb, arguments);
        SpeedChart.Save(output, MergedMeasurements.Read(inputs));
        Console.WriteLine($"Chart: {Path.GetFullPath(output)}");
    }

    public static void Table(IReadOnlyList<string> arguments)
    {
        (IReadOnlyList<string> inputs, string output) = Parse(TableVerb, arguments);
        File.WriteAllText(output, MarkdownTable.Of(MergedMeasurements.Read(inputs)));
        Console.WriteLine($"Table: {Path.GetFullPath(output)}");
    }

    /// <summary><c>--input a.json b.json --output path</c>.</summary>
    private static (IReadOnlyList<string> Inputs, string Output) Parse(string verb, IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, List<string>> { ["--input"] = [], ["--output"] = [] };
        List<string>? current = null;
        foreach (string argument in arguments)
        {
            if (values.TryGetValue(argument, out List<string>? named))
                current = named;
            else if (current is not null && !argument.StartsWith("--", StringComparison.Ordinal))
                current.Add(argument);
            else
                throw new UsageException($"unknown argument '{argument}'.");
        }

        return values["--input"] is { Count: > 0 } inputs && values["--output"] is [var output]
            ? (inputs, output)
            : throw new UsageException($"{verb} needs --input <file> [<file> ...] and --output <file>.");
    }
}
