using System.Globalization;
using Classifier.Learning;

namespace Classifier.Reporting;

/// <summary>The chart of the loss curves: float on top of its float64 reference, and how far the two are apart.</summary>
internal static class LossChart
{
    private const double Width = 960;
    private const double Height = 680;
    private const double PanelLeft = 84;
    private const double PanelWidth = 846;
    private const double ReferenceStep = 10;
    private const string Ink = "#333333";
    private const string Muted = "#666666";

    // Blue, orange, green of Okabe and Ito: told apart by colour-blind eyes too.
    private static readonly string[] Colors = ["#0072b2", "#d55e00", "#009e73"];

    public static void Save(string path, IReadOnlyList<LossCurve> curves)
    {
        string fullPath = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(fullPath)!);
        using FileStream file = File.Create(fullPath);
        using var svg = new SvgWriter(file, Width, Height, "Training loss of the generated softmax heads", Describe(curves));

        svg.Rectangle(0, 0, Width, Height, "#ffffff");
        svg.Text(PanelLeft, 34, "Training loss, float heads against the float64 reference", 19, Ink, bold: true);
        svg.Text(PanelLeft, 56, "mean cross-entropy of the training rows in nats, with the L2 penalty where there is one; full-batch gradient descent", 13, Muted);
        DrawLosses(svg, curves);
        DrawDeviations(svg, curves);
    }

    private static void DrawLosses(SvgWriter svg, IReadOnlyList<LossCurve> curves)
    {
        double[] all = [.. curves.SelectMany(static curve => curve.Reference)];
        double lowest = all.Min() / 1.25;
        double highest = all.Max() * 1.25;
        var panel = new LogPanel(PanelLeft, 76, PanelWidth, 350, curves[0].Losses.Length - 1, lowest, highest);
        panel.DrawAxes(svg, "loss (log scale)", LossTicks(lowest, highest));

        foreach ((LossCurve curve, string color) in curves.Zip(Colors))
        {
            panel.DrawCurve(svg, curve.Losses, color, 2);
            for (double epoch = 0; epoch < curve.Reference.Length; epoch += ReferenceStep)
                svg.Circle(panel.X(epoch), panel.Y(curve.Reference[(int)epoch]), 3.5, color, "#ffffff");
        }

        DrawLegend(svg, panel, curves);
    }

    private static void DrawLegend(SvgWriter svg, LogPanel panel, IReadOnlyList<LossCurve> curves)
    {
        const double LegendWidth = 270;
        const double LineHeight = 21;
        double left = panel.Right - LegendWidth - 10;
        double top = panel.Top + 10;
        svg.Rectangle(left, top, LegendWidth, (curves.Count + 1) * LineHeight + 12, "#ffffff", "#cccccc");

        double y = top + 20;
        svg.Text(left + 28, y, "float", 12, Muted, "middle");
        svg.Text(left + 82, y, "reference", 12, Muted, "middle");
        svg.Text(left + LegendWidth - 12, y, "final loss", 12, Muted, "end");
        foreach ((LossCurve curve, string color) in curves.Zip(Colors))
        {
            y += LineHeight;
            svg.Line(left + 12, y - 4, left + 44, y - 4, color, 2);
            svg.Circle(left + 82, y - 4, 3.5, color, "#ffffff");
            svg.Text(left + 130, y, curve.Name, 13, color, bold: true);
            svg.Text(left + LegendWidth - 12, y, Text(curve.Losses[^1], "F4"), 13, Ink, "end");
        }
    }

    private static void DrawDeviations(SvgWriter svg, IReadOnlyList<LossCurve> curves)
    {
        const double Lowest = 1e-10;
        const double Highest = 1e-4;
        var panel = new LogPanel(PanelLeft, 474, PanelWidth, 140, curves[0].Losses.Length - 1, Lowest, Highest);
        (double, string)[] ticks = [(1e-10, "1e-10"), (1e-8, "1e-8"), (1e-6, "1e-6"), (1e-4, "1e-4")];
        panel.DrawAxes(svg, "|float − reference|", ticks);

        foreach ((LossCurve curve, string color) in curves.Zip(Colors))
            panel.DrawCurve(svg, curve.Losses.Zip(curve.Reference, static (loss, reference) => Math.Abs(loss - reference)), color, 1.25);

        double tolerance = panel.Y(Verdict.Tolerance);
        svg.Line(panel.Left, tolerance, panel.Right, tolerance, Ink, 1.25, "6 4");
        svg.Text(panel.Right - 6, tolerance - 6, $"allowed: {Text(Verdict.Tolerance, "0e-0")}", 12, Ink, "end");
        svg.Text(panel.Left + panel.Width / 2, panel.Bottom + 42, "epoch", 13, Ink, "middle");
    }

    /// <summary>1, 2 and 5 of every decade, as far as they are inside.</summary>
    private static IEnumerable<(double Value, string Text)> LossTicks(double lowest, double highest) =>
        from decade in Enumerable.Range(-6, 9)
        from step in new[] { 1, 2, 5 }
        let value = step * Math.Pow(10, decade)
        where value >= lowest && value <= highest
        select (value, Text(value, "0.######"));

    private static string Describe(IEnumerable<LossCurve> curves) =>
        string.Join("; ", curves.Select(static curve => $"{curve.Name}: from {Text(curve.Losses[0], "F4")} to {Text(curve.Losses[^1], "F4")}"));

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
