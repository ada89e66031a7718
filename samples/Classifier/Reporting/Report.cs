using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Classifier.DataSets;
using Classifier.Learning;
using Shared;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Classifier.Reporting;

/// <summary>What the user sees on the console, in order.</summary>
internal sealed class Report
{
    private readonly IAnsiConsole _console = ConsoleFactory.Create();

    public void WriteHeadline()
    {
        _console.MarkupLine("[bold]SoftmaxGen classifier[/]  logistic regression in float with generated softmax heads");
        _console.MarkupLine($"[grey]{RuntimeInformation.FrameworkDescription}, {WidestVector()}; {Outcome.Epochs} epochs, each checked against float64[/]");
    }

    public void WriteDataSet(Experiment experiment, DataSet data, TrainTestSplit split)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold blue]{experiment.Name}[/]").LeftJustified());
        _console.MarkupLineInterpolated($"{data.RowCount} rows × {data.FeatureCount} features, {split.Train.Count} to train and {split.Test.Count} to test");
        _console.MarkupLineInterpolated($"[aqua][[SoftmaxHead(K = {data.ClassNames.Count})]][/] public sealed partial class [aqua]{experiment.HeadName}[/];");
    }

    /// <summary>Runs an experiment with a progress bar, or with a few plain lines when nobody looks at a terminal.</summary>
    public Outcome ShowProgress(Experiment experiment, Func<Action<int, double>, Outcome> run) =>
        _console.Profile.Capabilities is { Interactive: true, Ansi: true }
            ? ProgressBar.Show(_console, run)
            : ShowLines(experiment, run);

    public void WriteResult(ExperimentResult result)
    {
        _console.Write(LossTable.Sparklines(result.Curve));
        _console.WriteLine();
        IRenderable losses = LossTable.Of(result.Curve);
        IRenderable confusion = ConfusionTable.Of(result.Outcome.Confusion, result.Data.ClassNames);
        _console.Write(new Columns(losses, confusion).Collapse());
        _console.Write(ExampleView.Of(result));
        WriteAccuracy(result);
        WriteSpeed(result.Outcome.Speed, result.Split.Train.Count);
        WriteVerdict(result.Verdict);
    }

    public void WriteSummary(IReadOnlyList<ExperimentResult> results)
    {
        _console.WriteLine();
        _console.Write(new Rule("[bold blue]summary[/]").LeftJustified());
        _console.Write(SummaryTable.Of(results));
        int failed = results.Count(static result => !result.Verdict.Passed);
        _console.MarkupLine(failed == 0
            ? "[bold green]All checks passed.[/]"
            : $"[bold red]{failed} of {results.Count} data sets failed a check.[/]");
    }

    public void WriteChartPath(string path) =>
        // Past Spectre, which would wrap a long path.
        _console.Profile.Out.Writer.WriteLine($"Loss curves: {path}");

    private Outcome ShowLines(Experiment experiment, Func<Action<int, double>, Outcome> run)
    {
        Outcome outcome = run((epoch, loss) =>
        {
            if (epoch % (Outcome.Epochs / 4) == 0)
                _console.WriteLine($"training {experiment.Name}: epoch {epoch,3} of {Outcome.Epochs}, loss {loss:F4}");
        });
        _console.WriteLine();
        return outcome;
    }

    private void WriteAccuracy(ExperimentResult result)
    {
        ConfusionMatrix confusion = result.Outcome.Confusion;
        double share = (double)confusion.Correct / confusion.Total;
        _console.MarkupLine($"test   [bold]{confusion.Correct}/{confusion.Total}[/] correct ({share * 100:F1} %), cross-entropy {result.Outcome.TestLoss.Mean:F4}, perplexity {result.Outcome.TestLoss.Perplexity:F3}");
    }

    private void WriteSpeed(Speed speed, int rows) =>
        _console.MarkupLine($"speed  [bold]{speed.EpochsPerSecond:N0}[/] epochs/s; loss and gradient {speed.LossAndGradient * 1e6:F2} µs, {speed.LossAndGradient * 1e9 / rows:F1} ns per row, {speed.LossAndGradient / speed.Epoch * 100:F0} % of it");

    private void WriteVerdict(Verdict verdict)
    {
        _console.MarkupLine($"check  {Mark(verdict.LossesAgree)} every loss within {Verdict.Tolerance:0e+0} of the reference; worst [bold]{verdict.LargestDeviation:0.0e+0}[/], epoch {verdict.WorstEpoch}");
        _console.MarkupLine($"check  {Mark(verdict.AccuracyAgrees)} test accuracy equals the reference");
    }

    private static string WidestVector() =>
        Vector512.IsHardwareAccelerated ? "512-bit vectors"
        : Vector256.IsHardwareAccelerated ? "256-bit vectors"
        : Vector128.IsHardwareAccelerated ? "128-bit vectors"
        : "no vectors";

    private static string Mark(bool passed) => passed ? "[green]passed[/]" : "[red]FAILED[/]";
}
