using SoftmaxGen.Benchmarks.Contenders;
using SoftmaxGen.Benchmarks.Workloads;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace SoftmaxGen.Benchmarks.Reporting;

/// <summary>One operation: a line per class count.</summary>
internal static class OperationTable
{
    public static IRenderable Of(Operation operation, IReadOnlyList<Measurement> measurements)
    {
        bool scalar = measurements.Any(static measurement => measurement.Library == Names.Scalar);
        bool tensors = measurements.Any(static measurement => measurement.Library == Names.TensorPrimitives);
        bool columns = measurements.Any(static measurement => measurement.Library == Names.GeneratedColumns);
        Table table = new Table().Border(TableBorder.Rounded).Title($"[bold blue]{operation.Name()}[/]");
        string[] headings =
        [
            "K", "rows", "[bold]ns/row[/]", "ns/element", "CopyTo\nns/row", "[bold]times\nCopyTo[/]",
            .. tensors ? ["Tensor\nns/row", "[bold]faster\nby[/]"] : Array.Empty<string>(), .. scalar ? ["scalar\nns/row", "[bold]faster\nby[/]"] : Array.Empty<string>(), "spread",
            .. columns ? ["inner axis\nns/row", "[bold]times\nordinary[/]"] : Array.Empty<string>(),
        ];
        foreach (string heading in headings)
            table.AddColumn(new TableColumn(heading).RightAligned());
        string[] peers = [Names.TensorPrimitives, Names.Scalar];
        foreach (IGrouping<int, Measurement> row in measurements.GroupBy(static measurement => measurement.K))
            table.AddRow([.. Cells(row.ToDictionary(static measurement => measurement.Library), [.. peers.Where(peer => measurements.Any(measurement => measurement.Library == peer))])]);
        return table;
    }

    private static IEnumerable<string> Cells(Dictionary<string, Measurement> libraries, string[] peers)
    {
        Measurement ours = libraries[Names.Generated];
        double time = ours.NanosecondsPerRow;
        double copy = libraries[Names.Copy].NanosecondsPerRow;
        yield return $"{ours.K}";
        yield return $"{ours.Rows}";
        yield return $"[bold]{Number(time)}[/]";
        yield return Number(time / ours.K);
        yield return Number(copy);
        yield return $"[bold]{Number(time / copy)}[/]";
        foreach (string peer in peers)
        {
            double peerTime = libraries[peer].NanosecondsPerRow;
            yield return Number(peerTime);
            yield return Faster(peerTime / time);
        }

        yield return $"{ours.Launches.Max() / ours.Launches.Min():F2}";
        if (libraries.TryGetValue(Names.GeneratedColumns, out Measurement? columns))
        {
            yield return Number(columns.NanosecondsPerRow);
            yield return $"[bold]{columns.NanosecondsPerRow / time:F2}[/]";
        }
    }

    /// <summary>How many times faster; red where it is slower.</summary>
    private static string Faster(double factor) => $"[bold {(factor < 1 ? "red" : "green")}]{Number(factor)}[/]";

    /// <summary>Three digits.</summary>
    private static string Number(double value) => value switch
    {
        < 1 => $"{value:F3}",
        < 10 => $"{value:F2}",
        < 100 => $"{value:F1}",
        _ => $"{value:F0}",
    };
}
