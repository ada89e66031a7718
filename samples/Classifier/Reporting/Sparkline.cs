namespace Classifier.Reporting;

/// <summary>A curve in one line of text, on a logarithmic scale.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";

    public static string Of(ReadOnlySpan<double> values, int width)
    {
        double lowest = double.PositiveInfinity;
        double highest = double.NegativeInfinity;
        foreach (double value in values)
        {
            lowest = Math.Min(lowest, Math.Log(value));
            highest = Math.Max(highest, Math.Log(value));
        }

        Span<char> line = stackalloc char[width];
        for (int i = 0; i < width; i++)
        {
            double value = values[(int)((long)i * (values.Length - 1) / (width - 1))];
            double height = (Math.Log(value) - lowest) / (highest - lowest);
            line[i] = double.IsNaN(height) ? '?' : Levels[(int)Math.Round(height * (Levels.Length - 1))];
        }

        return new(line);
    }
}
