using System.Globalization;
using SoftmaxGen.Tests.Golden;

namespace SoftmaxGen.Tests.Replay;

/// <summary>The score of one golden file, or of one head.</summary>
/// <param name="Name">Its name.</param>
internal sealed record ReplayReport(string Name)
{
    private const int DetailedFailures = 40;

    /// <summary>How many cases were replayed.</summary>
    public int Cases { get; set; }

    /// <summary>The cases that heads cannot do, by reason.</summary>
    public SortedDictionary<string, int> Skipped { get; } = new(StringComparer.Ordinal);

    /// <summary>What was compared.</summary>
    public Judge Judge { get; } = new();

    /// <summary>One line, then one for each of the first failures.</summary>
    public void Write(TextWriter writer)
    {
        var skipped = string.Join(", ", Skipped.Select(static entry => $"{entry.Key} {entry.Value}"));
        var worst = string.Join(", ", Judge.Worst.Select(static entry => string.Create(CultureInfo.InvariantCulture, $"{entry.Key} {entry.Value:0.00}")));
        writer.WriteLine(
            $"{Name}: cases {Cases}, comparisons {Judge.Comparisons}, identities {Judge.Identities}, failures {Judge.Failures.Count}; skipped [{skipped}]; worst ulp [{worst}]");
        foreach (var failure in Judge.Failures.Take(DetailedFailures))
        {
            writer.WriteLine("  " + failure);
        }
    }
}
