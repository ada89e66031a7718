namespace SoftmaxGen.Analyzers.Tests.TestSupport;

/// <summary>A file of the corpus, and where its marks say that findings belong.</summary>
/// <param name="Name">The name without extension.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Text">Its text.</param>
/// <param name="Expected">Line and label of every finding that must be there.</param>
/// <param name="Allowed">Lines where findings may be: those expected, and those marked <c>ALSO</c> or <c>MAYBE</c>.</param>
internal sealed record CaseFile(string Name, string Path, string Text, IReadOnlyList<(int Line, string Label)> Expected, IReadOnlySet<(int Line, string Label)> Allowed)
{
    /// <summary>A label for what no rule is about.</summary>
    private const string Unjudged = "other-naive";

    public bool IsSound => Name.StartsWith('C');

    public bool IsBorderline => Name.StartsWith('B');

    public static CaseFile Read(string path) => Parse(path, File.ReadAllText(path));

    public static CaseFile Parse(string path, string text)
    {
        var expected = new List<(int, string)>();
        var allowed = new HashSet<(int, string)>();
        string[] lines = text.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            foreach (string label in LabelsIn(lines[i], "// EXPECT:"))
            {
                expected.Add((i + 1, label));
                allowed.Add((i + 1, label));
            }

            foreach (string label in LabelsIn(lines[i], "// ALSO:").Concat(LabelsIn(lines[i], "// MAYBE:")))
            {
                allowed.Add((i + 1, label));
            }
        }

        return new(System.IO.Path.GetFileNameWithoutExtension(path), path, text, expected, allowed);
    }

    private static IEnumerable<string> LabelsIn(string line, string mark)
    {
        int start = line.IndexOf(mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return [];
        }

        string rest = line[(start + mark.Length)..];
        int next = rest.IndexOf("//", StringComparison.Ordinal);
        return (next < 0 ? rest : rest[..next])
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(static label => label != Unjudged);
    }
}
