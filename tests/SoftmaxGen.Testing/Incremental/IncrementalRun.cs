using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>A generator that lives through edits, as in an editor: every edit reruns it, and the reasons say what was recomputed.</summary>
/// <typeparam name="TGenerator">The generator.</typeparam>
public sealed class IncrementalRun<TGenerator>
    where TGenerator : IIncrementalGenerator, new()
{
    private readonly DefaultVerifier _verifier = new();
    private readonly HashSet<string> _namesSeen = new(StringComparer.Ordinal);
    private CSharpParseOptions _parseOptions;
    private CSharpCompilation _compilation;
    private GeneratorDriver _driver;
    private GeneratorRunResult _result;

    /// <summary>Runs the generator over files by path; <paramref name="references"/> come on top of the framework.</summary>
    public IncrementalRun(
        IReadOnlyDictionary<string, string> sources,
        IEnumerable<MetadataReference>? references = null,
        CSharpParseOptions? parseOptions = null)
    {
        _parseOptions = parseOptions ?? ProjectDefaults.ParseOptions;
        _compilation = CSharpCompilation.Create(
            ProjectDefaults.Name,
            sources.Select(source => Parse(source.Key, source.Value)),
            [.. ReferenceAssemblies.Net.References, .. references ?? []],
            ProjectDefaults.CompilationOptions);
        _driver = CSharpGeneratorDriver.Create(
            [new TGenerator().AsSourceGenerator()],
            parseOptions: _parseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Rerun();
    }

    /// <summary>What the generator wrote in the last run, by hint name.</summary>
    public ImmutableSortedDictionary<string, string> GeneratedTexts => _result.GeneratedSources.ToImmutableSortedDictionary(
        static source => source.HintName, static source => source.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>The reasons of every step the generator named, by name.</summary>
    public ImmutableSortedDictionary<string, IReadOnlyList<IncrementalStepRunReason>> StepReasons => TrackedSteps.ReasonsOf(
        _result.TrackedSteps.Where(static step => TrackedSteps.IsNamedByGenerator(step.Key)));

    /// <summary>The reasons of what reaches the compilation, by kind of output.</summary>
    public ImmutableSortedDictionary<string, IReadOnlyList<IncrementalStepRunReason>> OutputReasonsByKind =>
        TrackedSteps.ReasonsOf(_result.TrackedOutputSteps);

    /// <summary>The reasons of everything that reaches the compilation.</summary>
    public IReadOnlyList<IncrementalStepRunReason> OutputReasons => [.. OutputReasonsByKind.Values.SelectMany(static reasons => reasons)];

    /// <summary>The reasons of one step, Roslyn's own included: one for each output, removed ones included.</summary>
    /// <remarks>Empty if the step had nothing to do; a name that no run has seen is a slip of the pen and fails.</remarks>
    public IReadOnlyList<IncrementalStepRunReason> Reasons(string stepName)
    {
        _verifier.True(
            _namesSeen.Contains(stepName),
            $"no step is named '{stepName}'; there are: {string.Join(", ", _namesSeen.Order(StringComparer.Ordinal))}");
        return _result.TrackedSteps.TryGetValue(stepName, out var steps) ? TrackedSteps.ReasonsOf(steps) : [];
    }

    /// <summary>Replaces the text of a file.</summary>
    public IncrementalRun<TGenerator> Edit(string path, string text) =>
        Rerun(_compilation.ReplaceSyntaxTree(Find(path), Parse(path, text)));

    /// <summary>Adds a file.</summary>
    public IncrementalRun<TGenerator> AddFile(string path, string text) => Rerun(_compilation.AddSyntaxTrees(Parse(path, text)));

    /// <summary>Removes a file.</summary>
    public IncrementalRun<TGenerator> RemoveFile(string path) => Rerun(_compilation.RemoveSyntaxTrees(Find(path)));

    /// <summary>Parses every file anew.</summary>
    public IncrementalRun<TGenerator> WithParseOptions(CSharpParseOptions parseOptions)
    {
        _parseOptions = parseOptions;
        _driver = _driver.WithUpdatedParseOptions(parseOptions);
        var trees = _compilation.SyntaxTrees.Select(tree => Parse(tree.FilePath, tree.GetText().ToString()));
        return Rerun(_compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees));
    }

    /// <summary>Compiles against the framework and these references.</summary>
    public IncrementalRun<TGenerator> WithReferences(params IEnumerable<MetadataReference> references) =>
        Rerun(_compilation.WithReferences([.. ReferenceAssemblies.Net.References, .. references]));

    /// <summary>Compiles with other options.</summary>
    public IncrementalRun<TGenerator> WithCompilationOptions(CSharpCompilationOptions options) => Rerun(_compilation.WithOptions(options));

    /// <summary>Runs once more; <paramref name="compilation"/> is the last one if nothing has changed.</summary>
    public IncrementalRun<TGenerator> Rerun(CSharpCompilation? compilation = null)
    {
        _compilation = compilation ?? _compilation;
        _driver = _driver.RunGenerators(_compilation);
        var result = _driver.GetRunResult();
        GeneratorRun.FailOnException(_verifier, result);
        _result = result.Results.Single();
        _namesSeen.UnionWith(_result.TrackedSteps.Keys);
        return this;
    }

    /// <summary>Fails unless the last run recomputed nothing that differs: every named step and every output is cached or unchanged.</summary>
    public void AssertEverythingCached() => TrackedSteps.VerifyCached(_verifier, StepReasons.Concat(OutputReasonsByKind));

    /// <summary>
    /// Fails, naming the path, if a step's output reaches a symbol, node, tree, reference to syntax, compilation, semantic
    /// model, location or attribute: it would keep whole compilations alive and never equal its successor.
    /// </summary>
    /// <param name="stepNames">The steps; all that the generator named if empty.</param>
    public void AssertNoRoslynObjectsHeld(params IEnumerable<string> stepNames) =>
        TrackedSteps.VerifyNoRoslynObjects(_verifier, _result.TrackedSteps, [.. stepNames]);

    private SyntaxTree Find(string path) =>
        _compilation.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path)
        ?? throw new VerifierException($"there is no file '{path}'");

    private SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), _parseOptions, path);
}
