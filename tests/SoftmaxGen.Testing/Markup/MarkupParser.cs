using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>Reads <c>[|…|]</c>, <c>{|ID:…|}</c> and <c>{|#0:…|}</c>, which may nest.</summary>
/// <remarks>Unbalanced markup is an error: taken literally, a slip of the pen would silently expect less.</remarks>
internal static partial class MarkupParser
{
    /// <summary>Takes the markup out of <paramref name="source"/>.</summary>
    public static MarkupText Parse(string path, string source)
    {
        var text = new StringBuilder(source.Length);
        var spans = ImmutableArray.CreateBuilder<MarkupSpan>();
        var open = new Stack<(string Closer, MarkupSpan Start)>();
        for (var i = 0; i < source.Length;)
        {
            var rest = source.AsSpan(i);
            if (rest.StartsWith("[|"))
            {
                open.Push(("|]", new(null, null, new TextSpan(text.Length, 0))));
                i += 2;
            }
            else if (rest.StartsWith("{|"))
            {
                var match = NamedOpener().Match(source, i);
                if (!match.Success)
                    throw new VerifierException($"{path}: '{{|' at offset {i} is followed by neither 'ID:' nor '#0:'");

                open.Push(("|}", Start(match, text.Length)));
                i += match.Length;
            }
            else if (rest.StartsWith("|]") || rest.StartsWith("|}"))
            {
                if (!open.TryPop(out var top) || !rest.StartsWith(top.Closer))
                    throw new VerifierException($"{path}: '{rest[..2]}' at offset {i} closes nothing");

                spans.Add(top.Start with { Span = TextSpan.FromBounds(top.Start.Span.Start, text.Length) });
                i += 2;
            }
            else
            {
                text.Append(source[i++]);
            }
        }

        if (open.Count > 0)
            throw new VerifierException($"{path}: a marked span is not closed with '{open.Peek().Closer}'");

        return new(text.ToString(), spans.ToImmutable());
    }

    private static MarkupSpan Start(Match match, int position)
    {
        var span = new TextSpan(position, 0);
        var key = match.Groups["key"];
        return key.Success
            ? new(null, int.Parse(key.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), span)
            : new(match.Groups["id"].Value, null, span);
    }

    [GeneratedRegex(@"\G\{\|(?:#(?<key>\d+)|(?<id>[A-Za-z_]\w*)):")]
    private static partial Regex NamedOpener();
}
