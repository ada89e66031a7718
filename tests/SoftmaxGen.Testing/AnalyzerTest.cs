using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Testing;

/// <summary>What the three kinds of tests have in common: a project, and which diagnostics it should have.</summary>
/// <typeparam name="TVerifier">How failures are reported.</typeparam>
public abstract class AnalyzerTest<TVerifier>
    where TVerifier : IVerifier, new()
{
    /// <summary>Adds a source file, with markup.</summary>
    public string TestCode
    {
        set => TestState.Sources.Add(value);
    }

    /// <summary>The project.</summary>
    public SolutionState TestState { get; } = new();

    /// <summary>Diagnostics besides those in the markup.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics => TestState.ExpectedDiagnostics;

    /// <summary>The framework.</summary>
    public ReferenceAssemblies ReferenceAssemblies { get; set; } = ReferenceAssemblies.Default;

    /// <summary>Language version, symbols and whether documentation comments are checked.</summary>
    public CSharpParseOptions ParseOptions { get; set; } = ProjectDefaults.ParseOptions;

    /// <summary>The language version in <see cref="ParseOptions"/>.</summary>
    public LanguageVersion LanguageVersion
    {
        get => ParseOptions.SpecifiedLanguageVersion;
        set => ParseOptions = ParseOptions.WithLanguageVersion(value);
    }

    /// <summary>Nullability, output kind and so on; severities belong to <see cref="DisabledDiagnostics"/> or an editorconfig.</summary>
    public CSharpCompilationOptions CompilationOptions { get; set; } = ProjectDefaults.CompilationOptions;

    /// <summary>Which of the compiler's diagnostics in the user's source count.</summary>
    public CompilerDiagnostics CompilerDiagnostics { get; set; } = CompilerDiagnostics.Errors;

    /// <summary>Ids that are off, as with <c>NoWarn</c>.</summary>
    public List<string> DisabledDiagnostics { get; } = [];

    /// <summary>Generators that run beside, so that the source may use what they write.</summary>
    public List<IIncrementalGenerator> Generators { get; } = [];

    /// <summary>Runs the test; returns if everything is as expected.</summary>
    public Task RunAsync(CancellationToken cancellationToken = default) => RunImplAsync(new TVerifier(), cancellationToken);

    private protected abstract Task RunImplAsync(IVerifier verifier, CancellationToken cancellationToken);

    private protected Project CreateProject(
        AdhocWorkspace workspace, ParsedState state, ImmutableArray<DiagnosticAnalyzer> analyzers, bool withGenerators)
    {
        var rules = analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics);
        var settings = new ProjectSettings(
            ParseOptions,
            CompilationOptions.WithSeverities(rules, DisabledDiagnostics),
            ReferenceAssemblies,
            withGenerators ? [.. Generators] : []);
        return ProjectFactory.Create(workspace, state, settings);
    }

    /// <summary>Compares what compiler and analyzers say about <paramref name="state"/> with what it expects.</summary>
    private protected async Task<Project> VerifyAnalyzerAsync(
        IVerifier verifier,
        AdhocWorkspace workspace,
        ParsedState state,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        CancellationToken cancellationToken)
    {
        var project = CreateProject(workspace, state, analyzers, withGenerators: true);
        if (Generators.Count > 0)
            await GeneratorRun.RunAsync(verifier, project, [.. Generators], cancellationToken).ConfigureAwait(false);

        var compilation = await DiagnosticCollector.CompileAsync(project, cancellationToken).ConfigureAwait(false);
        var reported = await DiagnosticCollector
            .AnalyzeAsync(verifier, project, analyzers, cancellationToken)
            .ConfigureAwait(false);
        DiagnosticComparer.Verify(
            verifier,
            state.Expected,
            [.. compilation.GetDiagnostics(cancellationToken).AtLevel(CompilerDiagnostics), .. reported]);
        return project;
    }
}
