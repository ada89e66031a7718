using Microsoft.CodeAnalysis.CodeFixes;
using SoftmaxGen.Analyzers.Tests.TestSupport;
using SoftmaxGen.CodeFixes;
using Xunit.Abstractions;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>All fixes on the corpus: what they make compiles, and what they repair is found no more.</summary>
public sealed class CaseFixesTests(ITestOutputHelper output)
{
    public static TheoryData<CodeFixProvider> Fixes =>
    [
        new SubtractMaximumFix(),
        new UseGeneratedHeadFix(),
        new DropSoftmaxFix(),
        new LogSoftmaxFix(),
        new RemoveInnerSoftmaxFix(),
        new LogProbabilitiesFix(),
        new ShiftBeforeSoftMaxFix(),
    ];

    [Theory]
    [MemberData(nameof(Fixes))]
    public async Task EveryCase_CompilesAfterwards(CodeFixProvider fix)
    {
        int repaired = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(CaseReplay.Folder, "cases"), "*.cs").Order(StringComparer.Ordinal))
        {
            string before = await File.ReadAllTextAsync(path);
            IReadOnlyList<string> found = await FixBench.FindAsync(before);
            if (!found.Any(fix.FixableDiagnosticIds.Contains))
            {
                continue;
            }

            // A text that does not compile fails in the bench.
            string after = await FixBench.FixAsync(fix, before);
            IReadOnlyList<string> left = await FixBench.FindAsync(after);
            output.WriteLine($"{Path.GetFileNameWithoutExtension(path)}: {found.Count(fix.FixableDiagnosticIds.Contains)} before, {left.Count(fix.FixableDiagnosticIds.Contains)} after");
            if (after != before)
            {
                repaired++;
                output.WriteLine(after);
                Assert.True(left.Count(fix.FixableDiagnosticIds.Contains) < found.Count(fix.FixableDiagnosticIds.Contains), after);
            }
        }

        // The corpus has no shape for a head that this fix takes for plain.
        Assert.True(repaired > 0 || fix is UseGeneratedHeadFix);
    }
}
