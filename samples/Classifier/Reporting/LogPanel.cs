namespace Classifier.Reporting;

/// <summary>A rectangle of a chart: epochs from left to right, values on a logarithmic scale from bottom to top.</summary>
internal sealed record LogPanel(double Left, double Top, double Width, double Height, int Epochs, double Lowest, double Highest)
{
    private const string Ink = "#333333";
    private const string GridLine = "#e4e4e4";
    private const int EpochStep = 25;

    public double Right => Left + Width;

    public double Bottom => Top + Height;

    public double X(double epoch) => Left + Width * epoch / Epochs;

    /// <summary>Values outside the panel, 0 and NaN too, are drawn at its edge.</summary>
    public double Y(double value) =>
        Bottom - Height * Math.Log(ClampToPanel(value) / Lowest) / Math.Log(Highest / Lowest);

    /// <summary>Grid, axes and their labels.</summary>
    /// <param name="svg">What to draw on.</param>
    /// <param name="label">What the values are.</param>
    /// <param name="ticks">Where to draw a grid line, and its label.</param>
    public void DrawAxes(SvgWriter svg, string label, IEnumerable<(double Value, string Text)> ticks)
    {
        foreach ((double value, string text) in ticks)
        {
            svg.Line(Left, Y(value), Right, Y(value), GridLine);
            svg.Text(Left - 8, Y(value) + 4, text, 12, Ink, "end");
        }

        for (int epoch = 0; epoch <= Epochs; epoch += EpochStep)
        {
            svg.Line(X(epoch), Top, X(epoch), Bottom, GridLine);
            svg.Line(X(epoch), Bottom, X(epoch), Bottom + 5, Ink);
            svg.Text(X(epoch), Bottom + 19, $"{epoch}", 12, Ink, "middle");
        }

        svg.Line(Left, Top, Left, Bottom, Ink);
        svg.Line(Left, Bottom, Right, Bottom, Ink);
        svg.Text(Left - 52, Top + Height / 2, label, 13, Ink, "middle", upright: true);
    }

    public void DrawCurve(SvgWriter svg, IEnumerable<double> values, string color, double width) =>
        svg.Polyline(values.Select((value, epoch) => (X(epoch), Y(value))), color, width);

    private double ClampToPanel(double value) => value >= Lowest ? Math.Min(value, Highest) : double.IsNaN(value) ? Highest : Lowest;
}
