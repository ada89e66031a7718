using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>Writes diagnostics and spans the way failure messages show them, counted from one like an editor does.</summary>
internal static class DiagnosticText
{
    private const int LongestLine = 160;

    /// <summary>Id, severity, place, message and the line of source it points at.</summary>
    public static string Of(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var place = diagnostic.Location.Kind == LocationKind.None
            ? "(no location)"
            : Span(span.Path, span.StartLinePosition, span.EndLinePosition);
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        return $"{diagnostic.Id} {diagnostic.Severity.ToString().ToLowerInvariant()} {place}: {message}{SourceLine(diagnostic)}";
    }

    /// <summary>A file and a stretch of it.</summary>
    public static string Span(string path, LinePosition start, LinePosition? end)
    {
        var from = $"{path}({start.Line + 1},{start.Character + 1})";
        return end is { } to ? $"{from}-({to.Line + 1},{to.Character + 1})" : from;
    }

    /// <summary>A heading with one indented line per item.</summary>
    public static string List<T>(string heading, IReadOnlyCollection<T> items) =>
        $"{heading} ({items.Count}):\n" + string.Concat(items.Select(static item => $"  {item}\n"));

    private static string SourceLine(Diagnostic diagnostic)
    {
        if (diagnostic.Location.SourceTree is not { } tree)
            return "";

        var line = tree.GetText().Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start).ToString().Trim();
        return "\n      | " + (line.Length <= LongestLine ? line : line[..LongestLine] + "…");
    }
}
