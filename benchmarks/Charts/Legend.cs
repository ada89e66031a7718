namespace SoftmaxGen.Charts;

/// <summary>The names of the series, from left to right, each beside a piece of its line.</summary>
/// <param name="svg">Where it is drawn.</param>
/// <param name="left">Where the first begins.</param>
/// <param name="baseLine">The base line of the names.</param>
internal sealed class Legend(SvgWriter svg, double left, double baseLine)
{
    private const double Sample = 20;
    private const double Gap = 8;

    // Of a wide font: who reads this has another one than we.
    private const double LetterWidth = 8.4;
    private const double BoldLetterWidth = 9.6;

    private double _x = left;

    public void Add(SeriesStyle style) =>
        Add(style.Name, style.Color, (x, y) => svg.Line(x - Sample / 2, y, x + Sample / 2, y, style.Color, style.Width, style.Dashes), style.IsOurs);

    /// <param name="name">What it is.</param>
    /// <param name="color">The colour of the name.</param>
    /// <param name="drawSample">Draws it around a place.</param>
    /// <param name="bold">Whether the name is bold.</param>
    public void Add(string name, string color, Action<double, double> drawSample, bool bold = false)
    {
        drawSample(_x + Sample / 2, baseLine - 4);
        svg.Text(_x + Sample + Gap, baseLine, name, 13, color, bold: bold);
        _x += Sample + 2 * Gap + (bold ? BoldLetterWidth : LetterWidth) * name.Length;
    }
}
