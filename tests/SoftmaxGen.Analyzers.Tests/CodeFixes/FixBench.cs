using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SoftmaxGen.Analyzers.Tests.TestSupport;
using SoftmaxGen.Generator;
using SoftmaxGen.Generator.Analyzers;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>Applies fixes to source, and runs it before and after.</summary>
internal static class FixBench
{
    private const string Usings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading.Tasks; global using System.Net.Http; global using System.Threading;";

    private const int MaxFixes = 20;

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly Lazy<ImmutableArray<string>> Stubs = new(static () => ReadAll(Path.Combine(CaseReplay.Folder, "stubs")));

    private static readonly Lazy<ImmutableArray<string>> Runnable = new(static () => ReadAll(Path.Combine(AppContext.BaseDirectory, "CodeFixes", "Stubs")));

    /// <summary>Libraries that compute what they promise, in place of those that only compile.</summary>
    public static ImmutableArray<string> RunnableStubs => Runnable.Value;

    /// <summary>The source after one fix after the other, until there is none; as it was if there is none at all.</summary>
    public static async Task<string> FixAsync(CodeFixProvider provider, string source, ImmutableArray<string> stubs = default)
    {
        for (int count = 0; count < MaxFixes; count++)
        {
            using var workspace = new AdhocWorkspace();
            Document document = CreateDocument(workspace, source, stubs);
            CodeAction? action = null;
            foreach (Diagnostic diagnostic in await FindingsAsync(document))
            {
                if (action is null && provider.FixableDiagnosticIds.Contains(diagnostic.Id))
                {
                    await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (offered, _) => action ??= offered, default));
                }
            }

            if (action is null)
            {
                return source;
            }

            ApplyChangesOperation change = (await action.GetOperationsAsync(default)).OfType<ApplyChangesOperation>().Single();
            source = (await change.ChangedSolution.GetDocument(document.Id)!.GetTextAsync()).ToString();
        }

        throw new InvalidOperationException("the fixes go in circles:\n" + source);
    }

    /// <summary>The ids that the analyzer finds in a source.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(string source, ImmutableArray<string> stubs = default)
    {
        using var workspace = new AdhocWorkspace();
        return [.. (await FindingsAsync(CreateDocument(workspace, source, stubs))).Select(static diagnostic => diagnostic.Id)];
    }

    /// <summary>The method <c>Code.Run</c> of a source, as a function of numbers.</summary>
    public static Func<double[], double[]> Load(string source, ImmutableArray<string> stubs = default)
    {
        Compilation compilation = CSharpCompilation.Create(
            "Program" + Guid.NewGuid().ToString("N"),
            (stubs.IsDefault ? Stubs.Value : stubs).Append(Usings).Append(source).Select(static text => CSharpSyntaxTree.ParseText(text, ParseOptions)),
            AnalyzerReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create(new SoftmaxHeadGenerator()).WithUpdatedParseOptions(ParseOptions).RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _);
        using var image = new MemoryStream();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)) + "\n" + source);
        MethodInfo run = Assembly.Load(image.ToArray()).GetType("Code")!.GetMethod("Run", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        bool isFloat = run.GetParameters()[0].ParameterType == typeof(float[]);
        return logits => Numbers(run.Invoke(null, [isFloat ? Array.ConvertAll(logits, static x => (float)x) : logits.Clone()]));
    }

    private static ImmutableArray<string> ReadAll(string folder) => [.. Directory.EnumerateFiles(folder, "*.cs").Select(File.ReadAllText)];

    private static double[] Numbers(object? result) => result switch
    {
        double number => [number],
        float number => [number],
        IEnumerable<double> numbers => [.. numbers],
        IEnumerable<float> numbers => [.. numbers.Select(static x => (double)x)],
        _ => throw new InvalidOperationException($"Run returns {result?.GetType()}"),
    };

    private static async Task<IEnumerable<Diagnostic>> FindingsAsync(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync())!;
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id is not ("CS0117")));
        SyntaxTree tree = (await document.GetSyntaxTreeAsync())!;
        return (await compilation.WithAnalyzers([new SoftmaxCodeAnalyzer()]).GetAnalyzerDiagnosticsAsync())
            .Where(diagnostic => diagnostic.Location.SourceTree == tree)
            .OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start);
    }

    private static Document CreateDocument(AdhocWorkspace workspace, string source, ImmutableArray<string> stubs)
    {
        ProjectInfo info = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Program",
            "Program",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: ParseOptions,
            metadataReferences: AnalyzerReferences.All);
        Project project = workspace.AddProject(info);
        int count = 0;
        foreach (string stub in (stubs.IsDefault ? Stubs.Value : stubs).Append(Usings))
        {
            project = project.AddDocument($"Stub{count++}.cs", stub).Project;
        }

        return project.AddDocument("Code.cs", source);
    }
}
