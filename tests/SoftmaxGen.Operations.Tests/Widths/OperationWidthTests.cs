using System.Globalization;
using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace SoftmaxGen.Tests.Widths;

/// <summary>The golden vectors of every operation at every vector width of this machine, each in a process of its own.</summary>
public sealed partial class OperationWidthTests(ITestOutputHelper output)
{
    /// <summary>What the golden files hold is a little more than this.</summary>
    private const long FewestComparisons = 240_000;

    [Theory]
    [MemberData(nameof(WidthSettings.All), MemberType = typeof(WidthSettings))]
    public void Replay_EveryGoldenFile_HasNoFailure(string width, string? disabled, int bits)
    {
        var child = ChildProcess.Run("replay", disabled);
        var text = string.Join('\n', child.Lines);
        output.WriteLine($"{width}\n{text}");

        Assert.StartsWith($"width {bits}:", child.Lines[0], StringComparison.Ordinal);
        var reports = child.Lines.Select(static line => ReportLine().Match(line)).Where(static match => match.Success).ToArray();
        Assert.Equal(Program.Files, reports.Select(static report => report.Groups["file"].Value));
        Assert.True(reports.All(static report => report.Groups["failures"].Value == "0") && child.ExitCode == 0, text);
        Assert.True(reports.Sum(static report => long.Parse(report.Groups["comparisons"].Value, CultureInfo.InvariantCulture)) > FewestComparisons, text);
    }

    [GeneratedRegex(@"^(?<file>\S+): cases \d+, comparisons (?<comparisons>\d+), identities \d+, failures (?<failures>\d+);")]
    private static partial Regex ReportLine();
}
