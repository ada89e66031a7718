using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Testing;

/// <summary>One run of generators over a project: the compilation with what they wrote, and how it went.</summary>
internal sealed record GeneratorRun(Compilation Compilation, GeneratorDriverRunResult Result)
{
    /// <summary>Runs <paramref name="generators"/>; one that throws fails.</summary>
    public static async Task<GeneratorRun> RunAsync(
        IVerifier verifier, Project project, ImmutableArray<IIncrementalGenerator> generators, CancellationToken cancellationToken)
    {
        var compilation = await DiagnosticCollector
            .CompileAsync(project.WithAnalyzerReferences([]), cancellationToken)
            .ConfigureAwait(false);
        var options = project.AnalyzerOptions;
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            generators.Select(static generator => generator.AsSourceGenerator()),
            options.AdditionalFiles,
            (CSharpParseOptions?)project.ParseOptions,
            options.AnalyzerConfigOptionsProvider,
            new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var updated, out _, cancellationToken);
        var result = driver.GetRunResult();
        FailOnException(verifier, result);
        return new(updated, result);
    }

    /// <summary>Fails if a generator threw, which to a user is CS8785 and the loss of all its output.</summary>
    public static void FailOnException(IVerifier verifier, GeneratorDriverRunResult result)
    {
        foreach (var one in result.Results)
        {
            if (one.Exception is { } exception)
                verifier.Fail($"the generator {one.Generator.GetGeneratorType().Name} threw (the compiler says CS8785)\n{exception}");
        }
    }

    /// <summary>Whether <paramref name="diagnostic"/> is about code that a generator wrote.</summary>
    public bool IsInGeneratedCode(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree && Result.GeneratedTrees.Contains(tree);

    /// <summary>What the compiler says. If it finds no error it also has to write the assembly.</summary>
    /// <remarks>
    /// Some errors, such as too many constants or a missing runtime member, are found only on the way out. An assembly that can be
    /// written has been compiled as a whole, so only what is less than a warning is asked for once more.
    /// </remarks>
    public IReadOnlyCollection<Diagnostic> Compile(IVerifier verifier, CompilerDiagnostics level, CancellationToken cancellationToken)
    {
        using var assembly = new MemoryStream();
        var emitted = Compilation.Emit(assembly, cancellationToken: cancellationToken);
        if (emitted.Success && level <= CompilerDiagnostics.Warnings)
            return emitted.Diagnostics;

        var diagnostics = Compilation.GetDiagnostics(cancellationToken);
        if (!emitted.Success && !diagnostics.Any(static d => d.Severity == DiagnosticSeverity.Error))
            verifier.Fail(DiagnosticText.List("no assembly can be made of it", [.. emitted.Diagnostics.Select(DiagnosticText.Of)]));

        var known = diagnostics.Select(DiagnosticText.Of).ToHashSet();
        return emitted.Success
            ? [.. diagnostics, .. emitted.Diagnostics.Where(d => !known.Contains(DiagnosticText.Of(d)))]
            : diagnostics;
    }
}
