using System.Diagnostics;
using System.Globalization;
using System.Numerics.Tensors;
using SoftmaxGen.FirstCall;

// What a program pays before generated code runs at full speed, beside TensorPrimitives.SoftMax row by row. Every figure comes from
// processes of their own, with the runtime's default tiers.
const int Launches = 5;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [var contender, var classes])
{
    Console.WriteLine(Measurement.Of(Operation(contender, int.Parse(classes))));
    return;
}

Console.WriteLine($"median of {Launches} processes; a batch is 128 KiB of logits");
Console.WriteLine($"{"K",6}  {"",-18}{"first result, ms",18}{"full speed after, ms",22}{"batch then, µs",16}");
foreach (int k in new[] { 3, 10, 1000 })
{
    foreach (string name in new[] { "SoftmaxGen", "loss+gradient", "TensorPrimitives" })
    {
        Measurement[] launches = [.. Enumerable.Range(0, Launches).Select(_ => Launch(name, k))];
        Console.WriteLine($"{k,6}  {name,-18}{Median(launches, static m => m.First),18:F1}{Median(launches, static m => m.FullSpeed),22:F0}{Median(launches, static m => m.Steady),16:F1}");
    }
}

static double Median(Measurement[] launches, Func<Measurement, double> figure) => launches.Select(figure).Order().ElementAt(launches.Length / 2);

static Measurement Launch(string name, int k)
{
    var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
    if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
    {
        start.ArgumentList.Add(typeof(Measurement).Assembly.Location);
    }

    start.ArgumentList.Add(name);
    start.ArgumentList.Add(k.ToString());
    using Process process = Process.Start(start)!;
    return Measurement.Parse(process.StandardOutput.ReadLine()!);
}

static Action Operation(string contender, int k)
{
    int rows = Math.Max(16, 32 * 1024 / k / 16 * 16);
    var random = new Random(1);
    float[] logits = [.. Enumerable.Range(0, rows * k).Select(_ => (float)((random.NextDouble() * 10) - 5))];
    var output = new float[logits.Length];
    var labels = new int[rows];
    return (contender, k) switch
    {
        ("SoftmaxGen", 3) => () => Head3.Softmax(logits, output),
        ("SoftmaxGen", 10) => () => Head10.Softmax(logits, output),
        ("SoftmaxGen", 1000) => () => Head1000.Softmax(logits, output),
        ("loss+gradient", 3) => () => Head3.CrossEntropyWithGradient(logits, labels, output),
        ("loss+gradient", 10) => () => Head10.CrossEntropyWithGradient(logits, labels, output),
        ("loss+gradient", 1000) => () => Head1000.CrossEntropyWithGradient(logits, labels, output),
        _ => RowByRow,
    };

    void RowByRow()
    {
        for (int i = 0; i < logits.Length; i += k)
        {
            TensorPrimitives.SoftMax<float>(logits.AsSpan(i, k), output.AsSpan(i, k));
        }
    }
}
