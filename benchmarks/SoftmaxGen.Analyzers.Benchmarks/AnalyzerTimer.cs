using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Analyzers.Benchmarks;

/// <summary>Measures the compiler and an analyzer on the same sources.</summary>
internal sealed class AnalyzerTimer(IReadOnlyList<string> sources)
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Parsing, binding and emitting, without analyzers.</summary>
    public TimeSpan Compile()
    {
        var clock = Stopwatch.StartNew();
        using var image = new MemoryStream();
        if (!Create().Emit(image).Success)
        {
            throw new InvalidOperationException("The generated sources do not compile.");
        }

        return clock.Elapsed;
    }

    /// <summary>The analyzer's own time as Roslyn counts it, with some rules only, and what it found.</summary>
    public async Task<(TimeSpan Time, int Findings)> AnalyzeAsync(DiagnosticAnalyzer analyzer, IReadOnlyCollection<string>? rules = null)
    {
        var severities = analyzer.SupportedDiagnostics
            .Select(static rule => rule.Id)
            .Distinct()
            .Where(id => rules is not null && !rules.Contains(id))
            .ToDictionary(static id => id, static _ => ReportDiagnostic.Suppress);
        CSharpCompilation compilation = Create();
        compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(severities));
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var run = new CompilationWithAnalyzers(compilation, [analyzer], options);
        AnalysisResult result = await run.GetAnalysisResultAsync(CancellationToken.None);
        return (result.AnalyzerTelemetryInfo[analyzer].ExecutionTime, result.GetAllDiagnostics().Length);
    }

    // Trees of its own for each run: what is kept per tree must not help the next.
    private CSharpCompilation Create() => CSharpCompilation.Create(
        "Large",
        sources.Select(static (source, index) => CSharpSyntaxTree.ParseText(source, path: $"{index}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable));
}
