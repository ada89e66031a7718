using System.Globalization;
using System.Text;
using System.Xml;

namespace SoftmaxGen.Charts;

/// <summary>Writes the few SVG shapes a chart needs; XML and numbers are always well-formed, whatever the culture.</summary>
internal sealed class SvgWriter : IDisposable
{
    private const string SvgNamespace = "http://www.w3.org/2000/svg";
    private const string FontFamily = "Segoe UI, Helvetica Neue, Helvetica, Arial, DejaVu Sans, sans-serif";

    private readonly XmlWriter _xml;

    /// <param name="output">Receives the document in UTF-8; is left open.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="title">What a screen reader says first.</param>
    /// <param name="description">What it says when asked for more.</param>
    public SvgWriter(Stream output, double width, double height, string title, string description)
    {
        _xml = XmlWriter.Create(output, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" });
        _xml.WriteStartElement("svg", SvgNamespace);
        Attribute("width", width);
        Attribute("height", height);
        Attribute("viewBox", $"0 0 {Number(width)} {Number(height)}");
        Attribute("role", "img");
        Attribute("font-family", FontFamily);
        _xml.WriteElementString("title", SvgNamespace, title);
        _xml.WriteElementString("desc", SvgNamespace, description);
    }

    public void Rectangle(double x, double y, double width, double height, string fill, string stroke = "none", double radius = 0)
    {
        Start("rect", ("x", x), ("y", y), ("width", width), ("height", height), ("rx", radius));
        Attribute("fill", fill);
        Attribute("stroke", stroke);
        _xml.WriteEndElement();
    }

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width = 1, string? dashes = null)
    {
        Start("line", ("x1", x1), ("y1", y1), ("x2", x2), ("y2", y2), ("stroke-width", width));
        Attribute("stroke", stroke);
        if (dashes is not null)
            Attribute("stroke-dasharray", dashes);
        _xml.WriteEndElement();
    }

    public void Polyline(IEnumerable<(double X, double Y)> points, string stroke, double width, string? dashes = null)
    {
        Start("polyline", ("stroke-width", width));
        Attribute("points", Points(points));
        Attribute("fill", "none");
        Attribute("stroke", stroke);
        Attribute("stroke-linejoin", "round");
        if (dashes is not null)
            Attribute("stroke-dasharray", dashes);
        _xml.WriteEndElement();
    }

    public void Circle(double x, double y, double radius, string stroke, string fill)
    {
        Start("circle", ("cx", x), ("cy", y), ("r", radius), ("stroke-width", 1.5));
        Attribute("fill", fill);
        Attribute("stroke", stroke);
        _xml.WriteEndElement();
    }

    public void Polygon(IEnumerable<(double X, double Y)> corners, string stroke, string fill)
    {
        Start("polygon", ("stroke-width", 1.5));
        Attribute("points", Points(corners));
        Attribute("fill", fill);
        Attribute("stroke", stroke);
        _xml.WriteEndElement();
    }

    /// <param name="x">The anchor of the text.</param>
    /// <param name="y">Its base line.</param>
    /// <param name="text">Any text; it is escaped.</param>
    /// <param name="size">The size of the font.</param>
    /// <param name="fill">The colour.</param>
    /// <param name="anchor">start, middle or end.</param>
    /// <param name="bold">Whether the text is bold.</param>
    public void Text(double x, double y, string text, double size, string fill, string anchor = "start", bool bold = false)
    {
        Start("text", ("x", x), ("y", y), ("font-size", size));
        Attribute("fill", fill);
        Attribute("text-anchor", anchor);
        if (bold)
            Attribute("font-weight", "600");
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    public void Dispose()
    {
        _xml.WriteEndElement();
        _xml.Dispose();
    }

    private void Start(string element, params ReadOnlySpan<(string Name, double Value)> attributes)
    {
        _xml.WriteStartElement(element, SvgNamespace);
        foreach ((string name, double value) in attributes)
            Attribute(name, value);
    }

    private void Attribute(string name, double value) => Attribute(name, Number(value));

    private void Attribute(string name, string value) => _xml.WriteAttributeString(name, value);

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(static point => $"{Number(point.X)},{Number(point.Y)}"));

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
