using System.Diagnostics;
using System.Globalization;
using SoftmaxGen;
using SoftmaxGen.Native;
using SoftmaxGen.Runtime;

// The same kernels, compiled at run time or ahead: native.sh runs this program both ways.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Console.WriteLine($"bits {VectorWidth.Bits}");
Measure<Head3>();
Measure<Head10>();
Measure<Head16>();
Measure<Head100>();
Measure<Head1000>();

static void Measure<THead>()
    where THead : ISoftmaxHead<THead, float>
{
    int k = THead.ClassCount;
    int rows = Math.Max(16, 32 * 1024 / k / 16 * 16);
    var random = new Random(1);
    var logits = new float[rows * k];
    var output = new float[rows * k];
    var labels = new int[rows];
    for (int i = 0; i < logits.Length; i++)
    {
        logits[i] = (float)((random.NextDouble() * 10) - 5);
    }

    Report("softmax", () => THead.Softmax(logits, output));
    Report("loss", () => THead.CrossEntropy(logits, labels));
    Report("loss+gradient", () => THead.CrossEntropyWithGradient(logits, labels, output));

    void Report(string name, Action operation) => Console.WriteLine($"{k} {name} {Least(operation) / rows:F2}");
}

static double Least(Action operation)
{
    // The second half is long enough for a just-in-time compiler to have come to its best.
    double least = double.MaxValue;
    long start = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(start).TotalSeconds < 1)
    {
        long before = Stopwatch.GetTimestamp();
        for (int i = 0; i < 10; i++)
        {
            operation();
        }

        least = Math.Min(least, Stopwatch.GetElapsedTime(before).TotalNanoseconds / 10);
    }

    return least;
}
