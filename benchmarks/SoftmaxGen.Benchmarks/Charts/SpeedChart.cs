using System.Globalization;
using SoftmaxGen.Benchmarks.Reporting;
using SoftmaxGen.Benchmarks.Workloads;
using SoftmaxGen.Charts;

namespace SoftmaxGen.Benchmarks.Charts;

/// <summary>The chart of the README: the time of a row against the class count, softmax on the left, loss and gradient on the right.</summary>
internal static class SpeedChart
{
    private const double Width = 1000;
    private const double Height = 558;
    private const double PanelTop = 112;
    private const double PanelWidth = 400;
    private const double PanelHeight = 340;

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

        svg.Rectangle(0.5, 0.5, Width - 1, Height - 1, Palette.Paper, Palette.Border, radius: 6);
        svg.Text(24, 32, "Time per row of logits: lower is faster, both axes are logarithmic", 17, Palette.Ink, bold: true);
        DrawLegend(svg, drawn);
        var classCounts = new LogRange(drawn.Min(static measurement => measurement.K), 200_000);
        var times = LogRange.Around([.. drawn.Select(static measurement => measurement.NanosecondsPerRow)]);
        foreach ((Operation operation, string title, double left) in Panels)
            DrawPanel(svg, new(left, PanelTop, PanelWidth, PanelHeight, classCounts, times), title, [.. drawn.Where(measurement => measurement.Operation == operation.Name())]);
        svg.Text(24, Height - 34, measurements.Setting, 11.5, Palette.Muted);
        svg.Text(24, Height - 18, measurements.Versions, 11.5, Palette.Muted);
    }

    private static bool IsDrawn(Measurement measurement) =>
        Panels.Any(panel => panel.Operation.Name() == measurement.Operation) && LibraryStyles.All.Any(style => style.Name == measurement.Library);

    private static void DrawPanel(SvgWriter svg, LogLogPanel panel, string title, IReadOnlyList<Measurement> measurements)
    {
        panel.DrawTitle(svg, title);
        panel.DrawAxes(svg, Duration);
        // The first of the legend lies on top.
        foreach (SeriesStyle style in LibraryStyles.All.Reverse())
        {
            (double, double)[] points =
            [
                .. measurements
                    .Where(measurement => measurement.Library == style.Name)
                    .OrderBy(static measurement => measurement.K)
                    .Select(static measurement => ((double)measurement.K, measurement.NanosecondsPerRow)),
            ];
            if (points.Length > 0)
                panel.DrawCurve(svg, points, style);
        }
    }

    private static void DrawLegend(SvgWriter svg, IReadOnlyList<Measurement> drawn)
    {
        var legend = new Legend(svg, 24, 62);
        foreach (SeriesStyle style in LibraryStyles.All.Where(style => drawn.Any(measurement => measurement.Library == style.Name)))
            legend.Add(style);
    }

    private static string Describe(IEnumerable<Measurement> drawn) =>
        string.Join("; ", drawn.Select(static measurement => $"{measurement.Operation}, K = {measurement.K}, {measurement.Library}: {measurement.NanosecondsPerRow:0.##} ns"));

    private static string Duration(double nanoseconds) => nanoseconds switch
    {
        < 1_000 => $"{nanoseconds.ToString("0.###", CultureInfo.InvariantCulture)} ns",
        < 1_000_000 => $"{(nanoseconds / 1_000).ToString("0", CultureInfo.InvariantCulture)} µs",
        _ => $"{(nanoseconds / 1_000_000).ToString("0", CultureInfo.InvariantCulture)} ms",
    };
}
