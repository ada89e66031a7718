using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Analyzers.Tests.TestSupport;

/// <summary>A test of the rules about softmax code: the source may use the framework, MathNet, TensorPrimitives, TorchSharp, TensorFlow.NET, NumSharp and Unity.</summary>
internal sealed class SoftmaxCodeTest : CSharpAnalyzerTest<SoftmaxCodeAnalyzer, DefaultVerifier>
{
    private const string GlobalUsings =
        "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading.Tasks; global using SoftmaxGen;";

    private static readonly Lazy<MetadataReference> Stubs = new(CompileStubs);

    public SoftmaxCodeTest()
    {
        foreach (string library in AnalyzerReferences.Libraries)
        {
            TestState.AdditionalReferences.Add(library);
        }

        TestState.AdditionalReferences.Add(Stubs.Value);
        TestState.Sources.Add(GlobalUsings);
        CompilationOptions = CompilationOptions.WithAllowUnsafe(true);
    }

    /// <summary>Whole files.</summary>
    public static Task VerifyAsync(params string[] sources)
    {
        var test = new SoftmaxCodeTest();
        foreach (string source in sources)
        {
            test.TestState.Sources.Add(source);
        }

        return test.RunAsync();
    }

    /// <summary>Members of a class.</summary>
    public static Task VerifyMembersAsync(string members) => VerifyAsync($$"""
        public partial class Code
        {
        {{members}}
        }
        """);

    /// <summary>Members of a class that uses a library.</summary>
    public static Task VerifyMembersAsync(string usings, string members) => VerifyAsync($$"""
        {{usings}}

        public partial class Code
        {
        {{members}}
        }
        """);

    /// <summary>Whole files, beside what the generator makes of the heads in them.</summary>
    public static Task VerifyWithHeadsAsync(params string[] sources)
    {
        var test = new SoftmaxCodeTest();
        test.Generators.Add(new SoftmaxHeadGenerator());
        foreach (string source in sources)
        {
            test.TestState.Sources.Add(source);
        }

        return test.RunAsync();
    }

    // As users have them: without source.
    private static MetadataReference CompileStubs()
    {
        IEnumerable<SyntaxTree> stubs = Directory.EnumerateFiles(Path.Combine(CaseReplay.Folder, "stubs"), "*.cs")
            .Select(static path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)))
            .Append(CSharpSyntaxTree.ParseText("global using System; global using System.Collections.Generic;"));
        using var image = new MemoryStream();
        Assert.True(CSharpCompilation.Create("Stubs", stubs, AnalyzerReferences.All, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).Emit(image).Success);
        image.Position = 0;
        return MetadataReference.CreateFromStream(image);
    }
}
