using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Testing;

/// <summary>Applies a fix one by one and with Fix All in every scope, and compares the results with the fixed code.</summary>
/// <remarks>Without fixed code, or with fixed code equal to the test code, no fix may be offered.</remarks>
/// <typeparam name="TAnalyzer">The analyzer whose diagnostics are fixed.</typeparam>
/// <typeparam name="TCodeFix">The fix.</typeparam>
/// <typeparam name="TVerifier">How failures are reported.</typeparam>
public class CSharpCodeFixTest<TAnalyzer, TCodeFix, TVerifier> : AnalyzerTest<TVerifier>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
    where TVerifier : IVerifier, new()
{
    /// <summary>Adds a source file as it is after the fix; markup says which diagnostics remain.</summary>
    public string? FixedCode
    {
        set
        {
            if (value is not null)
                FixedState.Sources.Add(value);
        }
    }

    /// <summary>The project after the fix; references and configuration are those of the test state unless given.</summary>
    public SolutionState FixedState { get; } = new();

    /// <summary>The project after Fix All, if that is not <see cref="FixedState"/>.</summary>
    public SolutionState BatchFixedState { get; } = new();

    /// <summary>Which of the fixes offered for a diagnostic is meant, counted from zero; the first by default.</summary>
    public int? CodeActionIndex { get; set; }

    /// <summary>The equivalence key of the fix that is meant.</summary>
    public string? CodeActionEquivalenceKey { get; set; }

    /// <summary>How often the fix is applied; by default until none is offered, at most once per diagnostic.</summary>
    public int? NumberOfIncrementalIterations { get; set; }

    /// <summary>How often Fix All may run, per kind of fix (and document, in that scope).</summary>
    public int NumberOfFixAllIterations { get; set; } = 1;

    /// <summary>What to leave out.</summary>
    public CodeFixTestBehaviors CodeFixTestBehaviors { get; set; }

    private protected override async Task RunImplAsync(IVerifier verifier, CancellationToken cancellationToken)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new TAnalyzer()];
        using var workspace = new AdhocWorkspace();
        var before = ParsedState.Parse(TestState);
        var project = await VerifyAnalyzerAsync(verifier.PushContext("test state"), workspace, before, analyzers, cancellationToken)
            .ConfigureAwait(false);
        var selector = new FixSelector(verifier, new TCodeFix(), analyzers, CodeActionIndex, CodeActionEquivalenceKey);
        var after = FixedState.Sources.Count == 0 ? before : ParsedState.Parse(FixedState, TestState);
        if (after.HasSameSources(before))
        {
            var offered = await selector.GetOfferedAsync(project, cancellationToken).ConfigureAwait(false);
            verifier.Empty("fixes offered", offered.Select(static fix => $"'{fix.Action.Title}' for {DiagnosticText.Of(fix.Diagnostic)}"));
            return;
        }

        await VerifyAnalyzerAsync(verifier.PushContext("fixed state"), workspace, after, analyzers, cancellationToken)
            .ConfigureAwait(false);
        var times = CodeFixTestBehaviors.HasFlag(CodeFixTestBehaviors.FixOne) ? 1 : NumberOfIncrementalIterations;
        var oneByOne = verifier.PushContext("one by one");
        var result = await new FixRunner(oneByOne, selector)
            .FixOneByOneAsync(project, times, cancellationToken)
            .ConfigureAwait(false);
        await VerifyFixedAsync(oneByOne, project, result, after, cancellationToken).ConfigureAwait(false);
        if (selector.Provider.GetFixAllProvider() is { } provider)
            await VerifyFixAllAsync(verifier, selector, provider, project, after, cancellationToken).ConfigureAwait(false);
    }

    private async Task VerifyFixAllAsync(
        IVerifier verifier, FixSelector selector, FixAllProvider provider, Project project, ParsedState after, CancellationToken cancellationToken)
    {
        if (BatchFixedState.Sources.Count > 0)
            after = ParsedState.Parse(BatchFixedState, TestState);

        (FixAllScope Scope, CodeFixTestBehaviors Skip)[] scopes =
        [
            (FixAllScope.Document, CodeFixTestBehaviors.SkipFixAllInDocumentCheck),
            (FixAllScope.Project, CodeFixTestBehaviors.SkipFixAllInProjectCheck),
            (FixAllScope.Solution, CodeFixTestBehaviors.SkipFixAllInSolutionCheck),
        ];
        foreach (var (scope, skip) in scopes)
        {
            if (CodeFixTestBehaviors.HasFlag(skip) || !provider.GetSupportedFixAllScopes().Contains(scope))
                continue;

            var fixAll = verifier.PushContext($"Fix All in {scope}");
            var result = await new FixRunner(fixAll, selector)
                .FixAllAsync(project, provider, scope, NumberOfFixAllIterations, cancellationToken)
                .ConfigureAwait(false);
            await VerifyFixedAsync(fixAll, project, result, after, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task VerifyFixedAsync(
        IVerifier verifier, Project before, Project after, ParsedState expected, CancellationToken cancellationToken)
    {
        await FixedProjectComparer.VerifySourcesAsync(verifier, expected, after, cancellationToken).ConfigureAwait(false);
        await FixedProjectComparer.VerifyNoNewErrorsAsync(verifier, before, after, expected, cancellationToken).ConfigureAwait(false);
    }
}
