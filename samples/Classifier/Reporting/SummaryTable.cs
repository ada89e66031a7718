using Classifier.Learning;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Classifier.Reporting;

/// <summary>One line per data set.</summary>
internal static class SummaryTable
{
    public static IRenderable Of(IEnumerable<ExperimentResult> results)
    {
        Table table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("data set").NoWrap());
        foreach (string heading in new[] { "final loss", "deviation", "test", "reference", "epochs/s" })
            table.AddColumn(new TableColumn(heading).RightAligned().NoWrap());
        table.AddColumn(new TableColumn("verdict").NoWrap());

        foreach (ExperimentResult result in results)
        {
            ConfusionMatrix confusion = result.Outcome.Confusion;
            table.AddRow(
                result.Experiment.Name,
                $"{result.Outcome.Losses[^1]:F6}",
                $"{result.Verdict.LargestDeviation:0.0e+0}",
                $"{confusion.Correct}/{confusion.Total}",
                $"{result.Reference.TestCorrect}/{result.Reference.TestCount}",
                $"{result.Outcome.Speed.EpochsPerSecond:N0}",
                result.Verdict.Passed ? "[green]passed[/]" : "[red]FAILED[/]");
        }

        return table;
    }
}
