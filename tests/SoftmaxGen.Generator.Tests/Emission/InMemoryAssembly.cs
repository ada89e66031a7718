using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Compiles source as a release build would, and loads it.</summary>
internal static class InMemoryAssembly
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(SoftmaxHeadAttribute).Assembly.Location)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    // As in a build without documentation: half of a head's members are comments.
    private static readonly CSharpParseOptions ParseOptions = new(documentationMode: DocumentationMode.None);

    public static Assembly Load(string name, IEnumerable<string> sources)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            sources.AsParallel().AsOrdered().Select(static (source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, $"/{index}.cs")),
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(10)));
        return Assembly.Load(image.ToArray());
    }
}
