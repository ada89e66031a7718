using System.Text;

namespace SoftmaxGen.Testing;

/// <summary>Says where two texts part, line by line, so that a failure can be read without a diff tool.</summary>
internal static class TextDifference
{
    private const int ContextLines = 3;

    /// <summary>The differing block with a little context, or null if the texts are equal.</summary>
    public static string? Describe(string expected, string actual)
    {
        if (expected == actual)
            return null;

        var wanted = expected.Split('\n');
        var found = actual.Split('\n');
        var shorter = Math.Min(wanted.Length, found.Length);
        var head = 0;
        while (head < shorter && wanted[head] == found[head])
            head++;

        var tail = 0;
        while (tail < shorter - head && wanted[^(tail + 1)] == found[^(tail + 1)])
            tail++;

        var text = new StringBuilder($"first difference in line {head + 1} (- expected, + actual):\n");
        Append(text, "  ", wanted[Math.Max(0, head - ContextLines)..head]);
        Append(text, "- ", wanted[head..^tail]);
        Append(text, "+ ", found[head..^tail]);
        Append(text, "  ", wanted[^tail..].Take(ContextLines));
        return text.ToString();
    }

    // A carriage return is invisible in a console, and often the whole difference.
    private static void Append(StringBuilder text, string prefix, IEnumerable<string> lines)
    {
        foreach (var line in lines)
            text.Append(prefix).Append(line.Replace("\r", "\\r", StringComparison.Ordinal)).Append('\n');
    }
}
