using System.Globalization;
using System.Text.RegularExpressions;
using SoftmaxGen.Tests.Golden;
using Xunit.Abstractions;

namespace SoftmaxGen.Tests.Widths;

/// <summary>The golden vectors and the bits of every output at every vector width of this machine, each in a process of its own.</summary>
public sealed partial class WidthTests(ITestOutputHelper output)
{
    /// <summary>What the golden files hold for the operations that heads have is a little more than this.</summary>
    private const long FewestComparisons = 120_000;

    [Theory]
    [MemberData(nameof(WidthSettings.All), MemberType = typeof(WidthSettings))]
    public void Replay_EveryGoldenFile_HasNoFailure(string width, string? disabled, int bits)
    {
        var child = ChildProcess.Run("replay", disabled);
        var text = string.Join('\n', child.Lines);
        output.WriteLine($"{width}\n{text}");

        Assert.StartsWith($"width {bits}:", child.Lines[0], StringComparison.Ordinal);
        var reports = child.Lines.Select(static line => ReportLine().Match(line)).Where(static match => match.Success).ToArray();
        Assert.Equal(GoldenFile.Replayed, reports.Select(static report => report.Groups["file"].Value));
        Assert.True(reports.All(static report => report.Groups["failures"].Value == "0") && child.ExitCode == 0, text);
        Assert.True(reports.Sum(static report => long.Parse(report.Groups["comparisons"].Value, CultureInfo.InvariantCulture)) > FewestComparisons, text);
    }

    [Fact]
    public void Bits_OfEveryOutput_OfBatchesAndRows_AreTheSameAtEveryWidth()
    {
        var natural = Bits(null, ActualWidth.Hardware);
        Assert.True(natural.Length > 1200, string.Join('\n', natural));
        foreach (var (_, disabled, bits) in WidthSettings.Rows().DistinctBy(static row => row.Bits).Skip(1))
        {
            Assert.Equal(natural, Bits(disabled, bits));
        }
    }

    private static string[] Bits(string? disabled, int bits)
    {
        var child = ChildProcess.Run("bits", disabled);
        Assert.StartsWith($"width {bits}:", child.Lines[0], StringComparison.Ordinal);
        Assert.True(child.ExitCode == 0, string.Join('\n', child.Lines));
        return child.Lines[1..];
    }

    [GeneratedRegex(@"^(?<file>\S+): cases \d+, comparisons (?<comparisons>\d+), identities \d+, failures (?<failures>\d+);")]
    private static partial Regex ReportLine();
}
