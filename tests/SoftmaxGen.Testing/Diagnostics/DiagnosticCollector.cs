using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Testing;

/// <summary>Asks the compiler and the analyzers what they have to say.</summary>
internal static class DiagnosticCollector
{
    // A test's source is a fragment; that its public members have no documentation is never the point.
    private const string MissingDocumentation = "CS1591";

    /// <summary>What the analyzers report, hidden diagnostics included. An analyzer that throws fails.</summary>
    public static async Task<ImmutableArray<Diagnostic>> AnalyzeAsync(
        IVerifier verifier, Project project, ImmutableArray<DiagnosticAnalyzer> analyzers, CancellationToken cancellationToken)
    {
        var compilation = await CompileAsync(project, cancellationToken).ConfigureAwait(false);
        var exceptions = new ConcurrentQueue<(DiagnosticAnalyzer Analyzer, Exception Exception)>();
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, analyzer, _) => exceptions.Enqueue((analyzer, exception)),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers(analyzers, options)
            .GetAnalyzerDiagnosticsAsync(cancellationToken)
            .ConfigureAwait(false);
        if (exceptions.TryPeek(out var first))
            verifier.Fail($"the analyzer {first.Analyzer.GetType().Name} threw (the compiler says AD0001)\n{first.Exception}");

        return diagnostics;
    }

    /// <summary>The compilation, with what the project's generators add.</summary>
    public static async Task<Compilation> CompileAsync(Project project, CancellationToken cancellationToken) =>
        await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false)
        ?? throw new InvalidOperationException($"The project '{project.Name}' does not support compilation.");

    /// <summary>Those of the compiler's diagnostics that a test at this level looks at.</summary>
    public static IEnumerable<Diagnostic> AtLevel(this IEnumerable<Diagnostic> diagnostics, CompilerDiagnostics level)
    {
        var lowest = level switch
        {
            CompilerDiagnostics.Errors => DiagnosticSeverity.Error,
            CompilerDiagnostics.Warnings => DiagnosticSeverity.Warning,
            CompilerDiagnostics.Suggestions => DiagnosticSeverity.Info,
            _ => DiagnosticSeverity.Hidden,
        };
        return level == CompilerDiagnostics.None
            ? []
            : diagnostics.Where(d => d.Severity >= lowest && !d.IsSuppressed && d.Id != MissingDocumentation);
    }
}
