using SoftmaxGen.Analyzers.Tests.TestSupport;
using Xunit.Abstractions;

namespace SoftmaxGen.Analyzers.Tests;

/// <summary>The corpus of faulty and sound code: all that is expected is found, where it is expected, and nothing else.</summary>
public sealed class CasesTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<CaseFile> Cases = ReadAll(Path.Combine(CaseReplay.Folder, "cases"));

    [Fact]
    public Task AllCases_AreFoundWhereTheyAreMarked_AndNothingElse() => VerifyAsync(Cases);

    /// <summary>More of the same kinds, denser: written against the descriptions rather than the cases.</summary>
    [Fact]
    public Task AllVariants_AreFoundWhereTheyAreMarked_AndNothingElse() => VerifyAsync(ReadAll(Path.Combine(AppContext.BaseDirectory, "Variants")));

    [Fact]
    public void EveryKindOfCase_IsThere()
    {
        Assert.True(Cases.Count(static file => file.IsSound) > 20);
        Assert.True(Cases.Sum(static file => file.Expected.Count) > 25);
        Assert.All(Cases.Where(static file => file.IsSound), static file => Assert.Empty(file.Allowed));
    }

    [Fact]
    public async Task AMissingMark_IsAProblem()
    {
        CaseFile faulty = Cases.First(static file => file.Name.StartsWith("N04", StringComparison.Ordinal));
        CaseFile unmarked = CaseFile.Parse(faulty.Path, faulty.Text.Replace("EXPECT", "NOTHING"));

        CaseVerdict verdict = CaseVerdict.Of([unmarked], await CaseReplay.RunAsync([unmarked]));

        Assert.Contains("unexpected unstable-exp-sum", Assert.Single(verdict.Problems));
    }

    [Fact]
    public async Task AMarkOnSoundCode_IsAProblem()
    {
        CaseFile sound = Cases.First(static file => file.Name.StartsWith("C01", StringComparison.Ordinal));
        CaseFile marked = CaseFile.Parse(sound.Path, sound.Text.Replace("var top = classes.Max();", "var top = classes.Max(); // EXPECT: unstable-exp-sum"));

        CaseVerdict verdict = CaseVerdict.Of([marked], await CaseReplay.RunAsync([marked]));

        Assert.EndsWith("no unstable-exp-sum", Assert.Single(verdict.Problems));
        Assert.Equal(0, verdict.Found);
    }

    private static IReadOnlyList<CaseFile> ReadAll(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.cs").Order(StringComparer.Ordinal).Select(CaseFile.Read)];

    private async Task VerifyAsync(IReadOnlyList<CaseFile> cases)
    {
        CaseVerdict verdict = CaseVerdict.Of(cases, await CaseReplay.RunAsync(cases));

        output.WriteLine($"{cases.Count} files, {verdict.Found} of {verdict.Expected} findings");
        Assert.Empty(verdict.Problems);
        Assert.Equal(verdict.Expected, verdict.Found);
    }
}
