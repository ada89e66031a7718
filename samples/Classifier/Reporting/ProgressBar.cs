using Classifier.Learning;
using Spectre.Console;

namespace Classifier.Reporting;

/// <summary>One bar that follows the epochs, then waits for the timing.</summary>
internal static class ProgressBar
{
    private const int EpochsPerRefresh = 5;

    public static Outcome Show(IAnsiConsole console, Func<Action<int, double>, Outcome> run) =>
        console.Progress()
            // A refreshing thread would disturb the timing.
            .AutoRefresh(false)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                ProgressTask task = context.AddTask("training", maxValue: Outcome.Epochs);
                string latest = string.Empty;
                Outcome outcome = run((epoch, loss) =>
                {
                    latest = $"epoch {epoch}, loss {loss:F4}";
                    task.Value = epoch;
                    task.Description = epoch < Outcome.Epochs ? latest : $"{latest}, timing";
                    if (epoch % EpochsPerRefresh == 0)
                        context.Refresh();
                });
                task.Description = latest;
                return outcome;
            });
}
