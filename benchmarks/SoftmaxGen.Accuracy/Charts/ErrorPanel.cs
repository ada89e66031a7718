using System.Globalization;
using SoftmaxGen.Accuracy.Measuring;
using SoftmaxGen.Charts;

namespace SoftmaxGen.Accuracy.Charts;

/// <summary>The errors of one operation against the class count, and above the axis two lines for what it has no place for.</summary>
internal sealed class ErrorPanel(SvgWriter svg, double left, double top, double width, double height, LogRange classCounts)
{
    /// <summary>Where the axis ends: a float result without a correct digit is off by 1.7e7 ulp, or by more when it is too large.</summary>
    public const double Highest = 1e8;

    private const double Lowest = 0.1;
    private const double NotFiniteLine = 8;
    private const double BeyondLine = 28;
    private const double AxisTop = 48;
    private const double MarkSize = 4;

    private readonly LogLogPanel _axes = new(left, top + AxisTop, width, height - AxisTop, classCounts, new LogRange(Lowest, Highest));

    /// <summary>The mark of results that are not finite.</summary>
    public static void DrawNotFinite(SvgWriter svg, double x, double y, string color)
    {
        svg.Line(x - MarkSize, y - MarkSize, x + MarkSize, y + MarkSize, color, 2);
        svg.Line(x - MarkSize, y + MarkSize, x + MarkSize, y - MarkSize, color, 2);
    }

    /// <summary>The mark of errors beyond the axis.</summary>
    public static void DrawBeyond(SvgWriter svg, double x, double y, string color) =>
        svg.Polygon([(x, y - MarkSize), (x + MarkSize, y + MarkSize), (x - MarkSize, y + MarkSize)], color, Palette.Paper);

    public void DrawAxes(string title, double contract, SeriesStyle contractStyle)
    {
        _axes.DrawTitle(svg, title, AxisTop);
        DrawLineAbove(NotFiniteLine, "NaN or ∞");
        DrawLineAbove(BeyondLine, "more");
        svg.Line(left, top, left, top + AxisTop, Palette.GridLine);
        _axes.DrawAxes(svg, Label);
        svg.Line(left, _axes.Y(contract), _axes.Right, _axes.Y(contract), contractStyle.Color, contractStyle.Width, contractStyle.Dashes);
    }

    public void DrawCurve(IReadOnlyCollection<(int ClassCount, WorstError Error)> points, SeriesStyle style)
    {
        svg.Polyline(points.Select(point => (_axes.X(point.ClassCount), Y(point.Error))), style.Color, style.Width, style.Dashes);
        foreach ((int classCount, WorstError error) in points)
        {
            double x = _axes.X(classCount);
            if (error.IsNotFinite)
                DrawNotFinite(svg, x, Y(error), style.Color);
            else if (error.Ulp > Highest)
                DrawBeyond(svg, x, Y(error), style.Color);
            else
                style.DrawPoint(svg, x, Y(error));
        }
    }

    private double Y(WorstError error) => error switch
    {
        { IsNotFinite: true } => top + NotFiniteLine,
        { Ulp: > Highest } => top + BeyondLine,
        _ => _axes.Y(Math.Max(error.Ulp, Lowest)),
    };

    private void DrawLineAbove(double down, string label)
    {
        svg.Line(left, top + down, _axes.Right, top + down, Palette.GridLine);
        svg.Text(left - 8, top + down + 4, label, 12, Palette.Ink, "end");
    }

    private static string Label(double ulp) => ulp < 100_000
        ? ulp.ToString("#,0.#", CultureInfo.InvariantCulture)
        : ulp.ToString("0e0", CultureInfo.InvariantCulture);
}
