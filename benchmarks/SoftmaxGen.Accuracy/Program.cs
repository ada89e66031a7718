using System.Globalization;
using SoftmaxGen.Accuracy;
using SoftmaxGen.Accuracy.Charts;
using SoftmaxGen.Accuracy.Contenders;
using SoftmaxGen.Accuracy.Measuring;
using SoftmaxGen.Accuracy.Reporting;

const int Elements = 500_000;
const int QuickElements = 5_000;

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

int elements = command.Quick ? QuickElements : Elements;
var scores = new List<Score>();
foreach (Score[] classCount in new Measurement<float>(elements).Run().Concat(new Measurement<double>(elements).Run()))
{
    scores.AddRange(classCount);
    double worst = classCount.Where(static score => score.Contender == Contender.SoftmaxGen).Max(static score => score.Error.Ulp);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{(classCount[0].IsDouble ? "double" : "float"),-6} K = {classCount[0].ClassCount,-7} SoftmaxGen at worst {worst:0.00} ulp"));
}

Score[] broken = [.. scores.Where(static score => score.Contender == Contender.SoftmaxGen && !score.Error.IsWithin(Contract.Bound(score.Operation)))];
foreach (Score score in broken)
{
    Console.WriteLine($"beyond the contract: {score}");
}

try
{
    if (command.Output is not null)
    {
        string chart = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(command.Output))!, Path.GetFullPath(command.Chart!)).Replace('\\', '/');
        File.WriteAllText(command.Output, new AccuracyReport(scores, command.Quick ? " -- --quick" : "", elements, chart).ToString());
        Console.WriteLine($"written: {command.Output}");
    }

    if (command.Chart is not null)
    {
        AccuracyChart.Save(command.Chart, scores, elements);
        Console.WriteLine($"written: {command.Chart}");
    }
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return ExitCodes.Usage;
}

return command.Check && broken.Length > 0 ? ExitCodes.CheckFailed : ExitCodes.Success;
