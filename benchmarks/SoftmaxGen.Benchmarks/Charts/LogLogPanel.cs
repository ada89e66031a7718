using System.Globalization;

namespace SoftmaxGen.Benchmarks.Charts;

/// <summary>A rectangle of a chart with two logarithmic axes: class counts from left to right, times from bottom to top.</summary>
internal sealed record LogLogPanel(double Left, double Top, double Width, double Height, LogRange ClassCounts, LogRange Times)
{
    private const string Ink = "#333333";
    private const string GridLine = "#e4e4e4";

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double X(double classCount) => Left + Width * ClassCounts.Position(classCount);

    public double Y(double nanoseconds) => Bottom - Height * Times.Position(nanoseconds);

    /// <summary>Grid, axes and their labels.</summary>
    public void DrawAxes(SvgWriter svg, string title)
    {
        svg.Text(Left, Top - 14, title, 15, Ink, bold: true);
        foreach (double time in Times.Decades)
        {
            svg.Line(Left, Y(time), Right, Y(time), GridLine);
            svg.Text(Left - 8, Y(time) + 4, Duration(time), 12, Ink, "end");
        }

        foreach (double classCount in ClassCounts.Decades.Prepend(ClassCounts.Lowest))
        {
            svg.Line(X(classCount), Top, X(classCount), Bottom, GridLine);
            svg.Line(X(classCount), Bottom, X(classCount), Bottom + 5, Ink);
            svg.Text(X(classCount), Bottom + 19, classCount.ToString("#,0", CultureInfo.InvariantCulture), 12, Ink, "middle");
        }

        svg.Line(Left, Top, Left, Bottom, Ink);
        svg.Line(Left, Bottom, Right, Bottom, Ink);
        svg.Text(Left + Width / 2, Bottom + 40, "classes (K)", 13, Ink, "middle");
    }

    public void DrawCurve(SvgWriter svg, IReadOnlyCollection<(double ClassCount, double Nanoseconds)> points, SeriesStyle style)
    {
        (double X, double Y)[] places = [.. points.Select(point => (X(point.ClassCount), Y(point.Nanoseconds)))];
        svg.Polyline(places, style.Color, style.Width, style.Dashes);
        if (style.Dashes is null)
        {
            foreach ((double x, double y) in places)
                svg.Circle(x, y, style.Width + 0.6, style.Color, "#ffffff");
        }
    }

    private static string Duration(double nanoseconds) => nanoseconds switch
    {
        < 1_000 => $"{nanoseconds.ToString("0.###", CultureInfo.InvariantCulture)} ns",
        < 1_000_000 => $"{(nanoseconds / 1_000).ToString("0", CultureInfo.InvariantCulture)} µs",
        _ => $"{(nanoseconds / 1_000_000).ToString("0", CultureInfo.InvariantCulture)} ms",
    };
}
