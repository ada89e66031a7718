using System.Globalization;
using SoftmaxGen.Accuracy.Contenders;
using SoftmaxGen.Accuracy.Measuring;
using SoftmaxGen.Accuracy.Reporting;
using SoftmaxGen.Charts;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Accuracy.Charts;

/// <summary>The chart of the README: the worst error in float against the class count, a panel for each operation.</summary>
internal static class AccuracyChart
{
    private const double Width = 1000;
    private const double Height = 808;
    private const double PanelWidth = 400;
    private const double PanelHeight = 246;

    private static readonly (Operation Operation, string Title, double Left, double Top)[] Panels =
    [
        (Operation.Softmax, "softmax", 84, 132),
        (Operation.LogSoftmax, "log-softmax", 572, 132),
        (Operation.Loss, "loss (cross-entropy)", 84, 462),
        (Operation.Gradient, "gradient of the loss", 572, 462),
    ];

    // The loop's line is wide: where the curves coincide, it shows on both sides of the other.
    private static readonly (Contender Contender, SeriesStyle Style)[] Series =
    [
        (Contender.SoftmaxGen, new("SoftmaxGen", Palette.Generated, 2.8, null)),
        (Contender.TensorPrimitives, new("TensorPrimitives", Palette.TensorPrimitives, 1.6, null)),
        (Contender.Scalar, new("plain loop with MathF", Palette.Scalar, 4.2, null)),
    ];

    private static readonly SeriesStyle ContractStyle = new("contract of SoftmaxGen", Palette.Ink, 1, "4 3");

    /// <param name="path">Where it goes.</param>
    /// <param name="scores">What was measured.</param>
    /// <param name="elements">How many logits were measured per class count and scale.</param>
    public static void Save(string path, IReadOnlyList<Score> scores, int elements)
    {
        Score[] drawn = [.. scores.Where(static score => !score.IsDouble)];
        using FileStream file = File.Create(path);
        using var svg = new SvgWriter(file, Width, Height, "Worst errors of softmax, log-softmax, cross-entropy and its gradient", Describe(drawn));

        svg.Rectangle(0.5, 0.5, Width - 1, Height - 1, Palette.Paper, Palette.Border, radius: 6);
        svg.Text(24, 32, "Worst error in ulp, in float: lower is better, both axes are logarithmic", 17, Palette.Ink, bold: true);
        DrawLegends(svg, drawn);
        var classCounts = new LogRange(drawn.Min(static score => score.ClassCount), 200_000);
        foreach ((Operation operation, string title, double left, double top) in Panels)
            DrawPanel(new(svg, left, top, PanelWidth, PanelHeight, classCounts), title, operation, drawn);
        svg.Text(24, Height - 34, Setting(elements), 11.5, Palette.Muted);
        svg.Text(24, Height - 18, "From 1.7e7 ulp on, no digit is right. TensorPrimitives.SoftMax as it is; everywhere else, the maximum is taken off first.", 11.5, Palette.Muted);
    }

    private static void DrawPanel(ErrorPanel panel, string title, Operation operation, IEnumerable<Score> drawn)
    {
        panel.DrawAxes(title, Contract.Bound(operation), ContractStyle);
        // The first of the legend lies on top.
        foreach ((Contender contender, SeriesStyle style) in Series.Reverse())
            panel.DrawCurve([.. Points(drawn, operation, contender)], style);
    }

    private static void DrawLegends(SvgWriter svg, IEnumerable<Score> drawn)
    {
        var series = new Legend(svg, 24, 62);
        foreach ((_, SeriesStyle style) in Series)
            series.Add(style);
        series.Add(ContractStyle);

        double worst = Panels.SelectMany(panel => Series.SelectMany(series => Points(drawn, panel.Operation, series.Contender))).Max(static point => point.Error.Ulp);
        var marks = new Legend(svg, 24, 84);
        marks.Add("some result NaN or infinite where the true value is not", Palette.Ink, (x, y) => ErrorPanel.DrawNotFinite(svg, x, y, Palette.Ink));
        if (worst > ErrorPanel.Highest)
            marks.Add($"off by more than {ErrorPanel.Highest:0e0} ulp, up to {ErrorText.Number(worst)}", Palette.Ink, (x, y) => ErrorPanel.DrawBeyond(svg, x, y, Palette.Ink));
    }

    /// <summary>By class count, the worst over all scales.</summary>
    private static IEnumerable<(int ClassCount, WorstError Error)> Points(IEnumerable<Score> drawn, Operation operation, Contender contender) => drawn
        .Where(score => score.Operation == operation && score.Contender == contender)
        .GroupBy(static score => score.ClassCount)
        .OrderBy(static group => group.Key)
        .Select(static group => (group.Key, WorstError.Of(group)));

    private static string Setting(int elements) => string.Create(
        CultureInfo.InvariantCulture,
        $"The worst of {elements:#,##0} logits for each K and each standard deviation of {string.Join(", ", Measurement<float>.Scales)}; .NET {Environment.Version.ToString(2)}, vectors of {VectorWidth.Bits} bits");

    private static string Describe(IReadOnlyCollection<Score> drawn) => string.Join("; ", Panels.SelectMany(panel => Series.SelectMany(series =>
        Points(drawn, panel.Operation, series.Contender).Select(point => $"{panel.Title}, K = {point.ClassCount}, {series.Style.Name}: {ErrorText.Of(point.Error)} ulp"))));
}
