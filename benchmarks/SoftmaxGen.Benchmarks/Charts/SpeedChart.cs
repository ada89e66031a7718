using SoftmaxGen.Benchmarks.Contenders;
using SoftmaxGen.Benchmarks.Reporting;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Charts;

/// <summary>The chart of the README: the time of a row against the class count, softmax on the left, loss and gradient on the right.</summary>
internal static class SpeedChart
{
    private const double Width = 1000;
    private const double Height = 558;
    private const double PanelTop = 112;
    private const double PanelWidth = 400;
    private const double PanelHeight = 340;
    private const string Ink = "#333333";
    private const string Muted = "#666666";

    private static readonly (Operation Operation, string Title, double Left)[] Panels =
    [
        (Operation.Softmax, "softmax", 72),
        (Operation.LossGradient, "cross-entropy with its gradient", 568),
    ];

    /// <exception cref="InvalidDataException">There is nothing to draw.</exception>
    public static void Save(string path, MergedMeasurements measurements)
    {
        Measurement[] drawn = [.. measurements.Results.Where(IsDrawn)];
        if (drawn.Length == 0)
            throw new InvalidDataException("there is no measurement of softmax or loss-gradient to draw.");

        string fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        using FileStream file = File.Create(fullPath);
        using var svg = new SvgWriter(file, Width, Height, "Time per row of softmax and of cross-entropy with its gradient", Describe(drawn));

        svg.Rectangle(0.5, 0.5, Width - 1, Height - 1, "#ffffff", "#d0d7de", radius: 6);
        svg.Text(24, 32, "Time per row of logits: lower is faster, both axes are logarithmic", 17, Ink, bold: true);
        DrawLegend(svg, drawn);
        var classCounts = new LogRange(drawn.Min(static measurement => measurement.K), 200_000);
        var times = LogRange.Around([.. drawn.Select(static measurement => measurement.NanosecondsPerRow)]);
        foreach ((Operation operation, string title, double left) in Panels)
            DrawPanel(svg, new(left, PanelTop, PanelWidth, PanelHeight, classCounts, times), title, [.. drawn.Where(measurement => measurement.Operation == operation.Name())]);
        svg.Text(24, Height - 34, measurements.Setting, 11.5, Muted);
        svg.Text(24, Height - 18, measurements.Versions, 11.5, Muted);
    }

    private static bool IsDrawn(Measurement measurement) =>
        Panels.Any(panel => panel.Operation.Name() == measurement.Operation) && SeriesStyle.All.Any(style => style.Library == measurement.Library);

    private static void DrawPanel(SvgWriter svg, LogLogPanel panel, string title, IReadOnlyList<Measurement> measurements)
    {
        panel.DrawAxes(svg, title);
        // The first of the legend lies on top.
        foreach (SeriesStyle style in SeriesStyle.All.Reverse())
        {
            (double, double)[] points =
            [
                .. measurements
                    .Where(measurement => measurement.Library == style.Library)
                    .OrderBy(static measurement => measurement.K)
                    .Select(static measurement => ((double)measurement.K, measurement.NanosecondsPerRow)),
            ];
            if (points.Length > 0)
                panel.DrawCurve(svg, points, style);
        }
    }

    private static void DrawLegend(SvgWriter svg, IReadOnlyList<Measurement> drawn)
    {
        const double Y = 62;
        const double Sample = 20;
        const double Gap = 8;
        // Of a wide font: who reads this has another one than we.
        const double LetterWidth = 8.4;
        double x = 24;
        foreach (SeriesStyle style in SeriesStyle.All.Where(style => drawn.Any(measurement => measurement.Library == style.Library)))
        {
            svg.Line(x, Y - 4, x + Sample, Y - 4, style.Color, style.Width, style.Dashes);
            svg.Text(x + Sample + Gap, Y, style.Library, 13, style.Color, bold: style.Library == Names.Generated);
            x += Sample + 2 * Gap + LetterWidth * style.Library.Length;
        }
    }

    private static string Describe(IEnumerable<Measurement> drawn) =>
        string.Join("; ", drawn.Select(static measurement => $"{measurement.Operation}, K = {measurement.K}, {measurement.Library}: {measurement.NanosecondsPerRow:0.##} ns"));
}
