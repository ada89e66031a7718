using System.Diagnostics;
using System.Globalization;
using System.Text;
using OnnxPostprocess;
using Shared;
using Spectre.Console;

// From the logits of a model to labelled probabilities: one image, a batch, and why not as the tutorials do it.
//
// With ONNX Runtime, the logits are there without a copy:
//
//     using var results = session.Run(inputs);
//     ReadOnlySpan<float> logits = ((DenseTensor<float>)results[0].AsTensor<float>()).Buffer.Span;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = Encoding.UTF8;
IAnsiConsole console = ConsoleFactory.Create();
DigitLogits model = DigitLogits.Read();

console.MarkupLine("[bold]One image[/]: the three most likely classes, on the stack, nothing allocated");
const int Image = 694;
ReadOnlySpan<float> row = model.Logits.AsSpan(Image * Digits.ClassCount, Digits.ClassCount);
Span<float> probabilities = stackalloc float[Digits.ClassCount];
Digits.Softmax(row, probabilities);
Span<Digit> best = stackalloc Digit[3];
Digits.TopK(row, best.Length, best);
foreach (Digit digit in best)
{
    console.MarkupLine($"  {digit,-6} {probabilities[(int)digit],7:P2}  [blue]{new string('█', (int)(probabilities[(int)digit] * 40))}[/]");
}

console.MarkupLine($"  [grey]it is a {(Digit)model.Labels[Image]}[/]\n");

console.MarkupLine($"[bold]A batch[/] of {model.Count:N0} images");
float[] batch = new float[model.Logits.Length];
Digit[] predicted = new Digit[model.Count];
long start = Stopwatch.GetTimestamp();
Digits.Softmax(model.Logits, batch);
Digits.Predict(model.Logits, predicted);
double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
Table table = new Table().Border(TableBorder.Rounded).AddColumns("image", "predicted", "probability", "runner-up", "actual");
Span<Digit> two = stackalloc Digit[2];
foreach (int image in Enumerable.Range(0, model.Count).OrderBy(image => batch.AsSpan(image * Digits.ClassCount, Digits.ClassCount)[(int)predicted[image]]).Take(5))
{
    ReadOnlySpan<float> p = batch.AsSpan(image * Digits.ClassCount, Digits.ClassCount);
    Digits.TopK(model.Logits.AsSpan(image * Digits.ClassCount, Digits.ClassCount), 2, two);
    table.AddRow($"{image}", $"{predicted[image]}", $"{p[(int)two[0]]:P1}", $"{two[1]} {p[(int)two[1]]:P1}", $"{(Digit)model.Labels[image]}");
}

console.Write(table.Title("[grey]the five least sure[/]"));
int right = model.Labels.Where((label, image) => (int)predicted[image] == label).Count();
console.MarkupLine($"{right} of {model.Count} right; probabilities and classes in {microseconds:F0} µs, the first call included\n");

console.MarkupLine("[bold]The same logits, 100 higher[/]: softmax does not change, but the tutorials' does");
float[] higher = [.. model.Logits.Select(static logit => logit + 100)];
float[] generated = new float[higher.Length];
Digits.Softmax(higher, generated);
#pragma warning disable SMG1001 // What this sample warns of.
float sum = higher.Skip(Image * Digits.ClassCount).Take(Digits.ClassCount).Sum(static logit => (float)Math.Exp(logit));
float[] tutorial = [.. higher.Skip(Image * Digits.ClassCount).Take(Digits.ClassCount).Select(logit => (float)Math.Exp(logit) / sum)];
#pragma warning restore SMG1001
console.MarkupLine($"  generated head  {generated[(Image * Digits.ClassCount) + (int)best[0]]:P2}");
console.MarkupLine($"  Exp / Sum(Exp)  [red]{tutorial[(int)best[0]]}[/]");
return float.IsNaN(generated[0]) ? 1 : 0;
