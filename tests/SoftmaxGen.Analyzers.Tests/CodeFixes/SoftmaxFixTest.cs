using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Analyzers.Tests.TestSupport;
using SoftmaxGen.Generator;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Analyzers.Tests.CodeFixes;

/// <summary>A test of a fix: one by one, and with Fix All in document, project and solution.</summary>
internal sealed class SoftmaxFixTest<TFix> : CSharpCodeFixTest<SoftmaxCodeAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private const string GlobalUsings =
        "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading.Tasks;";

    private static readonly Lazy<MetadataReference> Stubs = new(CompileStubs);

    private SoftmaxFixTest()
    {
        foreach (string library in AnalyzerReferences.Libraries)
        {
            TestState.AdditionalReferences.Add(library);
        }

        TestState.AdditionalReferences.Add(Stubs.Value);
        Generators.Add(new SoftmaxHeadGenerator());
        CompilationOptions = CompilationOptions.WithAllowUnsafe(true);
    }

    /// <summary>Whole files.</summary>
    public static Task VerifyAsync(string[] before, string[] after, Action<SoftmaxFixTest<TFix>>? configure = null)
    {
        var test = new SoftmaxFixTest<TFix>();
        configure?.Invoke(test);
        foreach (string source in before.Append(GlobalUsings))
        {
            test.TestCode = source;
        }

        foreach (string source in after.Append(GlobalUsings))
        {
            test.FixedCode = source;
        }

        return test.RunAsync();
    }

    public static Task VerifyAsync(string before, string after) => VerifyAsync([before], [after]);

    /// <summary>Members of a class; the fixed ones too.</summary>
    public static Task VerifyMembersAsync(string before, string after, string usings = "") => VerifyAsync(Class(usings, before), Class(usings, after));

    /// <summary>Members of a class that no fix is offered for.</summary>
    public static Task VerifyNotOfferedAsync(string members, string usings = "") => VerifyAsync(Class(usings, members), Class(usings, members));

    private static string Class(string usings, string members) => $$"""
        {{usings}}
        public partial class Code
        {
        {{string.Join("\n", members.Split('\n').Select(static line => line.Length == 0 ? line : "    " + line))}}
        }
        """;

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
