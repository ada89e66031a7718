using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.GeneratorCost;

/// <summary>A user's project, in memory: heads, and files that have nothing to do with them.</summary>
internal static class Project
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp13);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "SoftmaxGen.dll")
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A project with heads of so many class counts, and so many other files.</summary>
    public static CSharpCompilation With(IEnumerable<int> classCounts, int otherFiles, string elementType = "float") => CSharpCompilation.Create(
        "User",
        classCounts.Select((k, i) => Parse($"[SoftmaxGen.SoftmaxHead(K = {k}, ElementType = typeof({elementType}))] public sealed partial class Head{i}_{k};", $"Head{i}.cs"))
            .Concat(Enumerable.Range(0, otherFiles).Select(static i => Parse(Other(i), $"Other{i}.cs"))),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The driver with the generator.</summary>
    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create([new Generator.SoftmaxHeadGenerator().AsSourceGenerator()], parseOptions: ParseOptions);

    /// <summary>A keystroke in a file: a letter more in a comment.</summary>
    public static CSharpCompilation Type(CSharpCompilation compilation, string file)
    {
        SyntaxTree tree = compilation.SyntaxTrees.Single(tree => tree.FilePath == file);
        return compilation.ReplaceSyntaxTree(tree, Parse(tree + " // x", file));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static string Other(int i) => $$"""
        using System;
        using System.Collections.Generic;

        namespace User.Part{{i % 20}};

        [Obsolete("an attribute that is not ours")]
        public sealed class Order{{i}}
        {
            private readonly List<string> _lines = new();

            public int Id { get; set; }

            public decimal Total(decimal rate)
            {
                decimal sum = 0;
                foreach (string line in _lines)
                {
                    sum += line.Length * rate;
                }

                return sum;
            }
        }
        """;
}
