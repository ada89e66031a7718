namespace SoftmaxGen.Charts;

/// <summary>How a series is drawn.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Width">The width of its line.</param>
/// <param name="Dashes">The dashes of its line; null for a solid line with points.</param>
internal sealed record SeriesStyle(string Name, string Color, double Width, string? Dashes)
{
    public bool IsOurs => Color == Palette.Generated;

    /// <summary>The point of a figure.</summary>
    public void DrawPoint(SvgWriter svg, double x, double y) => svg.Circle(x, y, Width + 0.6, Color, Palette.Paper);
}
