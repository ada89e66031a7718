using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>Runs a generator over C#; what it writes must compile without a warning, and equal what is expected if that is given.</summary>
/// <typeparam name="TGenerator">The generator.</typeparam>
/// <typeparam name="TVerifier">How failures are reported.</typeparam>
public class CSharpSourceGeneratorTest<TGenerator, TVerifier> : AnalyzerTest<TVerifier>
    where TGenerator : IIncrementalGenerator, new()
    where TVerifier : IVerifier, new()
{
    private protected override async Task RunImplAsync(IVerifier verifier, CancellationToken cancellationToken)
    {
        var state = ParsedState.Parse(TestState);
        using var workspace = new AdhocWorkspace();
        var project = CreateProject(workspace, state, [], withGenerators: false);
        var run = await GeneratorRun
            .RunAsync(verifier, project, [new TGenerator(), .. Generators], cancellationToken)
            .ConfigureAwait(false);

        var compiled = run.Compile(verifier, CompilerDiagnostics, cancellationToken).ToLookup(run.IsInGeneratedCode);
        var broken = compiled[true].Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed).ToList();
        if (broken.Count > 0)
            verifier.Fail(DiagnosticText.List("the generated code does not compile cleanly", [.. broken.Select(DiagnosticText.Of)]));

        DiagnosticComparer.Verify(
            verifier,
            state.Expected,
            [.. compiled[false].AtLevel(CompilerDiagnostics), .. run.Result.Diagnostics]);
        if (TestState.GeneratedSources.Count > 0)
            CompareSources(verifier, run.Result);
    }

    private void CompareSources(IVerifier verifier, GeneratorDriverRunResult result)
    {
        var expected = TestState.GeneratedSources.ToImmutableSortedDictionary(
            static file => file.hintName, static file => file.content.ToString(), StringComparer.Ordinal);
        var actual = result.Results.SelectMany(static one => one.GeneratedSources).ToImmutableSortedDictionary(
            static file => file.HintName, static file => file.SourceText.ToString(), StringComparer.Ordinal);
        verifier.SequenceEqual(
            expected.Keys,
            actual.Keys,
            message: $"expected the hint names [{string.Join(", ", expected.Keys)}], actual [{string.Join(", ", actual.Keys)}]");

        foreach (var (hintName, text) in expected)
        {
            if (TextDifference.Describe(text, actual[hintName]) is { } difference)
                verifier.Fail($"'{hintName}' is not what is expected; {difference}");
        }
    }
}
