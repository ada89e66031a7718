using System.Diagnostics;
using System.Globalization;

namespace SoftmaxGen.FirstCall;

/// <summary>The first seconds of a process.</summary>
/// <param name="First">Milliseconds to the first result, compilation of the code included.</param>
/// <param name="FullSpeed">Milliseconds until a batch takes no more than a quarter longer than it does in the end.</param>
/// <param name="Steady">Microseconds of a batch in the end.</param>
internal sealed record Measurement(double First, double FullSpeed, double Steady)
{
    private const int Window = 5;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(3);

    /// <summary>Calls an operation again and again.</summary>
    public static Measurement Of(Action operation)
    {
        long start = Stopwatch.GetTimestamp();
        operation();
        double first = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var batches = new List<(double At, double Microseconds)>();
        while (Stopwatch.GetElapsedTime(start) < Duration)
        {
            double at = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            long before = Stopwatch.GetTimestamp();
            operation();
            batches.Add((at, Stopwatch.GetElapsedTime(before).TotalMicroseconds));
        }

        double steady = Quantile(batches.Skip(batches.Count / 2), 0.1);
        int full = Enumerable.Range(0, batches.Count - Window).FirstOrDefault(i => Quantile(batches.Skip(i).Take(Window), 0.5) <= 1.25 * steady);
        return new(first, batches[full].At, steady);
    }

    /// <summary>The same as a line between processes.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First:R} {FullSpeed:R} {Steady:R}");

    /// <summary>The line read.</summary>
    public static Measurement Parse(string line)
    {
        double[] parts = [.. line.Split(' ').Select(static part => double.Parse(part, CultureInfo.InvariantCulture))];
        return new(parts[0], parts[1], parts[2]);
    }

    private static double Quantile(IEnumerable<(double At, double Microseconds)> batches, double quantile)
    {
        double[] sorted = [.. batches.Select(static batch => batch.Microseconds).Order()];
        return sorted[(int)(quantile * (sorted.Length - 1))];
    }
}
