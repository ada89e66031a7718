using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests;

/// <summary>Every C# block of the README compiles and runs, and what it prints is what its comments say.</summary>
public sealed partial class ReadmeTests
{
    private const string Head = """
        [SoftmaxHead(K = 3)]
        public sealed partial class Iris;
        """;

    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using SoftmaxGen;
        """;

    // Shadows System.Console, so that blocks can run beside other tests.
    private const string Recorder = """
        public static class Console
        {
            public static readonly List<string> Lines = [];
            public static void WriteLine(object value) =>
                Lines.Add(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
        }
        """;

    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, ReadBlocks().Count)];

    [Fact]
    public void Readme_HasBlocks_TheFirstDeclaresTheHead()
    {
        Assert.True(ReadBlocks().Count >= 5);
        Assert.Equal(Head, ReadBlocks()[0]);
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Block_CompilesAndPrintsWhatItsCommentsSay(int index)
    {
        string block = ReadBlocks()[index];
        bool isProgram = block != Head;

        IReadOnlyList<string> printed = Run(isProgram ? [block, Head, Recorder] : [block, Recorder, "return;"]);

        string[] expected = [.. ExpectedOutput().Matches(block).Select(static match => match.Groups["text"].Value)];
        Assert.Equal(expected.Length, block.Split("Console.WriteLine").Length - 1);
        Assert.Equal(expected.Length, printed.Count);
        Assert.All(expected.Zip(printed), static pair => Assert.StartsWith(pair.First, pair.Second));
    }

    [GeneratedRegex(@"Console\.WriteLine\(.*\); // (?<text>[^:\n]+)")]
    private static partial Regex ExpectedOutput();

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)\n```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    private static List<string> ReadBlocks() =>
        [.. CodeBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Select(static match => match.Groups["code"].Value)];

    private static IReadOnlyList<string> Run(string[] sources)
    {
        CSharpParseOptions options = new(LanguageVersion.CSharp13);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Readme",
            sources.Append(ImplicitUsings).Select(source => CSharpSyntaxTree.ParseText(source, options)),
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
                .Split(Path.PathSeparator)
                .Select(static path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        CSharpGeneratorDriver.Create([new SoftmaxHeadGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);

        using MemoryStream image = new();
        EmitResult result = output.Emit(image);
        Assert.Empty(result.Diagnostics.Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));

        Assembly assembly = Assembly.Load(image.ToArray());
        MethodInfo main = assembly.EntryPoint!;
        main.Invoke(null, [Array.Empty<string>()]);
        return (IReadOnlyList<string>)assembly.GetType("Console")!.GetField("Lines")!.GetValue(null)!;
    }
}
