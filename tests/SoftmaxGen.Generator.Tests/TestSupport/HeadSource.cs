using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.Generator.Tests.TestSupport;

/// <summary>Source with heads in it, compiled in memory, and what the parser makes of it.</summary>
internal static class HeadSource
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path)),
        MetadataReference.CreateFromFile(typeof(SoftmaxHeadAttribute).Assembly.Location),
    ];

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Heads",
        sources.Prepend(HeadDeclarationTest.GlobalUsings).Select(static source => CSharpSyntaxTree.ParseText(source)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The result for every application of the attribute, in source order; asked with and without somebody who listens.</summary>
    public static IReadOnlyList<HeadDeclaration?> Parse(params string[] sources)
    {
        CSharpCompilation compilation = Compile(sources);
        var results = new List<HeadDeclaration?>();
        foreach (INamedTypeSymbol type in TypesIn(compilation.Assembly.GlobalNamespace))
        {
            foreach (AttributeData attribute in type.GetAttributes().Where(static a => a.AttributeClass?.Name == nameof(SoftmaxHeadAttribute)))
            {
                var problems = new List<DeclarationProblem>();
                HeadDeclaration? silent = HeadDeclarationParser.Parse(type, attribute, compilation, report: null, CancellationToken.None);
                HeadDeclaration? loud = HeadDeclarationParser.Parse(type, attribute, compilation, problems.Add, CancellationToken.None);

                Assert.Equal(silent, loud);
                results.Add(silent);
            }
        }

        return results;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol scope) => scope.GetMembers()
        .OfType<INamespaceOrTypeSymbol>()
        .SelectMany(static member => TypesIn(member).Prepend(member))
        .OfType<INamedTypeSymbol>();
}
