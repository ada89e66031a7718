using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>A place in a file; without an end, only the start is compared.</summary>
internal sealed record ExpectedLocation(string Path, LinePosition Start, LinePosition? End)
{
    /// <summary>The place at exactly <paramref name="span"/>.</summary>
    public static ExpectedLocation Of(string path, LinePositionSpan span) => new(path, span.Start, span.End);

    /// <summary>Whether <paramref name="actual"/> is this place.</summary>
    public bool Matches(Location actual)
    {
        var line = actual.GetLineSpan();
        return line.Path == Path
            && line.StartLinePosition == Start
            && (End is not { } end || line.EndLinePosition == end);
    }

    /// <inheritdoc/>
    public override string ToString() => DiagnosticText.Span(Path, Start, End);
}
