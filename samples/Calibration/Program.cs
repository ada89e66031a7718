using System.Globalization;
using System.Text;
using Calibration;
using Shared;
using SoftmaxGen;
using Spectre.Console;

// A model that is surer than it should be, and the one number that repairs it.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
IAnsiConsole console = ConsoleFactory.Create();
string output = args is ["--output", var path] ? path : "reliability.svg";

DigitLogits rows = DigitLogits.Read();
DigitLogits held = rows.Slice(0, rows.Count / 2);
DigitLogits test = rows.Slice(held.Count, rows.Count - held.Count);
double temperature = TemperatureScaling.Fit(held);
Evaluation before = TemperatureScaling.Evaluate(test, 1);
Evaluation after = TemperatureScaling.Evaluate(test, temperature);

console.MarkupLine($"Temperature fitted on {held.Count} rows: [bold]{temperature:F3}[/]; measured on {test.Count} others:");
Table table = new Table().Border(TableBorder.Rounded).AddColumns("", "as trained", $"T = {temperature:F2}");
Row("mean loss", static e => $"{e.Loss.Mean:F4}");
Row("perplexity", static e => $"{e.Perplexity:F3}");
Row("accuracy", static e => $"{e.Accuracy:P1}");
Row("among the first 3", static e => $"{e.TopKAccuracy:P1}");
Row("expected calibration error", static e => $"{e.ExpectedCalibrationError:P1}");
console.Write(table);

Table bins = new Table().Border(TableBorder.Rounded).AddColumns("largest probability", "rows", "said", "found", "rows at T", "said at T", "found at T");
for (int i = 0; i < before.BinCount; i++)
{
    CalibrationBin a = before.Bin(i);
    CalibrationBin b = after.Bin(i);
    bins.AddRow($"{a.Lower:F1} to {a.Upper:F1}", $"{a.Count}", Percent(a, a.Confidence), Percent(a, a.Accuracy), $"{b.Count}", Percent(b, b.Confidence), Percent(b, b.Accuracy));
}

console.Write(bins);
ReliabilityDiagram.Save(output, ("as trained", before), ($"T = {temperature:F2}", after));
console.MarkupLine($"Reliability diagram: {Path.GetFullPath(output).EscapeMarkup()}");
console.MarkupLine($"To keep it: [blue][[SoftmaxHead(K = 10, Temperature = {temperature:F3})]][/]");
return after.ExpectedCalibrationError < before.ExpectedCalibrationError ? 0 : 1;

void Row(string name, Func<Evaluation, string> figure) => table.AddRow(name, figure(before), figure(after));

static string Percent(CalibrationBin bin, double value) => bin.Count == 0 ? "·" : $"{value:P0}";
