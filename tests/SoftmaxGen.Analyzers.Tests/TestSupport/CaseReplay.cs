using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SoftmaxGen.Generator.Analyzers;

namespace SoftmaxGen.Analyzers.Tests.TestSupport;

/// <summary>Compiles case files together with the stubs of libraries, as their README says, and runs the analyzer.</summary>
internal static class CaseReplay
{
    private const string ImplicitUsings =
        "global using System; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; "
        + "global using System.Threading.Tasks; global using System.Collections.Generic;";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Cases");

    /// <summary>The compilation; a case that does not compile is a broken test.</summary>
    public static CSharpCompilation Compile(IEnumerable<CaseFile> cases)
    {
        IEnumerable<SyntaxTree> stubs = Directory.EnumerateFiles(Path.Combine(Folder, "stubs"), "*.cs")
            .Select(static path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), ParseOptions, path));
        IEnumerable<SyntaxTree> files = cases.Select(static file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path));
        return CSharpCompilation.Create(
            "Cases",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions, "Usings.cs"), .. stubs, .. files],
            AnalyzerReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>What the analyzer says, as file, line and label.</summary>
    public static async Task<IReadOnlyList<(string Path, int Line, string Label, string Message)>> RunAsync(IEnumerable<CaseFile> cases)
    {
        CSharpCompilation compilation = Compile(cases);
        Assert.DoesNotContain(compilation.GetDiagnostics(), static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

        ImmutableArray<Diagnostic> findings = await compilation.WithAnalyzers([new SoftmaxCodeAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return
        [
            .. findings.Select(static finding =>
            {
                FileLinePositionSpan span = finding.Location.GetLineSpan();
                return (span.Path, span.StartLinePosition.Line + 1, CaseLabels.Of(finding.Id), finding.GetMessage());
            }),
        ];
    }
}
