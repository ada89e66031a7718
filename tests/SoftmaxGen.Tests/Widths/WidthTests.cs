using System.Globalization;
using System.Text.RegularExpressions;
using SoftmaxGen.Tests.Golden;
using Xunit.Abstractions;

namespace SoftmaxGen.Tests.Widths;

/// <summary>The golden vectors at every vector width of this machine, each in a process of its own.</summary>
public sealed partial class WidthTests(ITestOutputHelper output)
{
    /// <summary>What the golden files hold for the operations that heads have is a little more than this.</summary>
    private const long FewestComparisons = 130_000;

    /// <summary>What is switched off, and what is left then: the names say when this machine has no 512-bit vectors to test.</summary>
    public static TheoryData<string, string?, int> Widths => new()
    {
        { Describe("natural", 512), null, Math.Min(ActualWidth.Hardware, 512) },
        { Describe("no AVX-512", 256), "DOTNET_EnableAVX512", Math.Min(ActualWidth.Hardware, 256) },
        { Describe("no AVX2", 128), "DOTNET_EnableAVX2", Math.Min(ActualWidth.Hardware, 128) },
        { "no intrinsics: scalar", "DOTNET_EnableHWIntrinsic", 0 },
    };

    [Theory]
    [MemberData(nameof(Widths))]
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
    public void Bits_OfEveryOutput_AreTheSameAtEveryWidth()
    {
        var natural = ChildProcess.Run("bits", null);
        Assert.StartsWith($"width {ActualWidth.Hardware}:", natural.Lines[0], StringComparison.Ordinal);
        Assert.True(natural.Lines.Length > 600, string.Join('\n', natural.Lines));
        foreach (var (_, disabled, bits) in Rows().Where(static row => row.Disabled is not null))
        {
            var child = ChildProcess.Run("bits", disabled);
            Assert.StartsWith($"width {bits}:", child.Lines[0], StringComparison.Ordinal);
            Assert.Equal(natural.Lines[1..], child.Lines[1..]);
        }
    }

    private static IEnumerable<(string Width, string? Disabled, int Bits)> Rows() =>
        Widths.Select(static row => ((string)row[0], (string?)row[1], (int)row[2]));

    private static string Describe(string name, int widest) => ActualWidth.Hardware < widest
        ? $"{name}: {ActualWidth.Hardware} bits, because this machine has no {widest}-bit vectors"
        : $"{name}: {widest} bits";

    [GeneratedRegex(@"^(?<file>\S+): cases \d+, comparisons (?<comparisons>\d+), identities \d+, failures (?<failures>\d+);")]
    private static partial Regex ReportLine();
}
