using System.Globalization;
using System.Text;
using Classifier;
using Classifier.DataSets;
using Classifier.Learning;
using Classifier.Reporting;

// Numbers look the same everywhere; files are read and written with the invariant culture explicitly.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;

CommandLine command = CommandLine.Parse(args);
if (command.Error is not null)
{
    Console.Error.WriteLine($"error: {command.Error}");
    Console.Error.WriteLine("Try --help.");
    return ExitCodes.Usage;
}

if (command.Help)
{
    Console.WriteLine(CommandLine.HelpText);
    return ExitCodes.Success;
}

try
{
    var report = new Report();
    report.WriteHeadline();

    var results = new List<ExperimentResult>();
    foreach (Experiment experiment in command.Experiments)
    {
        DataSet data = DataSetReader.Read(experiment.Name);
        var reference = Reference.Read(experiment.Name);
        var split = TrainTestSplit.Of(data, experiment.Scaling);

        report.WriteDataSet(experiment, data, split);
        Outcome outcome = report.ShowProgress(experiment, progress => experiment.Run(experiment, split, progress));
        var result = new ExperimentResult(experiment, data, split, reference, outcome);
        report.WriteResult(result);
        results.Add(result);
    }

    report.WriteSummary(results);
    LossChart.Save(command.Output, [.. results.Select(static result => result.Curve)]);
    report.WriteChartPath(Path.GetFullPath(command.Output));
    return results.All(static result => result.Verdict.Passed) ? ExitCodes.Success : ExitCodes.CheckFailed;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return ExitCodes.CheckFailed;
}
