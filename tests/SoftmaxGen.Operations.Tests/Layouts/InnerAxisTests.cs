using System.Globalization;
using System.Text.RegularExpressions;
using SoftmaxGen.Tests.Widths;
using Xunit.Abstractions;

namespace SoftmaxGen.Tests.Layouts;

/// <summary>[N, K, inner] has the bits of the ordinary layout, at every vector width of this machine.</summary>
public sealed partial class InnerAxisTests(ITestOutputHelper output)
{
    [Theory]
    [MemberData(nameof(WidthSettings.Distinct), MemberType = typeof(WidthSettings))]
    public void EveryOperation_HasTheBitsOfRows(string width, string? disabled, int bits)
    {
        var child = ChildProcess.Run("layouts", disabled);
        var text = string.Join('\n', child.Lines);
        output.WriteLine($"{width}\n{text}");

        Assert.StartsWith($"width {bits}:", child.Lines[0], StringComparison.Ordinal);
        var counts = CountLine().Match(child.Lines[^1]);
        Assert.True(counts.Success && counts.Groups["failures"].Value == "0" && child.ExitCode == 0, text);
        Assert.True(long.Parse(counts.Groups["compared"].Value, CultureInfo.InvariantCulture) > 1_000_000, text);
    }

    [Fact]
    public void Report_SeesAnotherBit()
    {
        var report = new BitReport("head");
        report.Same("zero", [0f], [-0f]);
        report.Same("number", [1.0, 2.0], [1.0, Math.BitIncrement(2.0)]);
        report.Same("NaN", [float.NaN], [-float.NaN]);

        Assert.Equal(2, report.Differences.Count);
    }

    [GeneratedRegex(@"^compared (?<compared>\d+), failures (?<failures>\d+)$")]
    private static partial Regex CountLine();
}
