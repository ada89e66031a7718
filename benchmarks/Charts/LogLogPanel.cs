using System.Globalization;

namespace SoftmaxGen.Charts;

/// <summary>A rectangle of a chart with two logarithmic axes: class counts from left to right, values from bottom to top.</summary>
internal sealed record LogLogPanel(double Left, double Top, double Width, double Height, LogRange ClassCounts, LogRange Values)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double X(double classCount) => Left + Width * ClassCounts.Position(classCount);

    public double Y(double value) => Bottom - Height * Values.Position(value);

    /// <summary>What the panel shows.</summary>
    /// <param name="svg">Where it is drawn.</param>
    /// <param name="title">The text.</param>
    /// <param name="height">How much more lies between the axes and the title.</param>
    public void DrawTitle(SvgWriter svg, string title, double height = 0) => svg.Text(Left, Top - height - 14, title, 15, Palette.Ink, bold: true);

    /// <summary>Grid, axes and their labels.</summary>
    public void DrawAxes(SvgWriter svg, Func<double, string> label)
    {
        foreach (double value in Values.Decades)
        {
            svg.Line(Left, Y(value), Right, Y(value), Palette.GridLine);
            svg.Text(Left - 8, Y(value) + 4, label(value), 12, Palette.Ink, "end");
        }

        foreach (double classCount in ClassCounts.Decades.Prepend(ClassCounts.Lowest))
        {
            svg.Line(X(classCount), Top, X(classCount), Bottom, Palette.GridLine);
            svg.Line(X(classCount), Bottom, X(classCount), Bottom + 5, Palette.Ink);
            svg.Text(X(classCount), Bottom + 19, classCount.ToString("#,0", CultureInfo.InvariantCulture), 12, Palette.Ink, "middle");
        }

        svg.Line(Left, Top, Left, Bottom, Palette.Ink);
        svg.Line(Left, Bottom, Right, Bottom, Palette.Ink);
        svg.Text(Left + Width / 2, Bottom + 40, "classes (K)", 13, Palette.Ink, "middle");
    }

    public void DrawCurve(SvgWriter svg, IReadOnlyCollection<(double ClassCount, double Value)> points, SeriesStyle style)
    {
        (double X, double Y)[] places = [.. points.Select(point => (X(point.ClassCount), Y(point.Value)))];
        svg.Polyline(places, style.Color, style.Width, style.Dashes);
        if (style.Dashes is null)
        {
            foreach ((double x, double y) in places)
                style.DrawPoint(svg, x, y);
        }
    }
}
