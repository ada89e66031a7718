using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.TestSupport;

/// <summary>A test of the declaration rules: the source may use <c>System</c> and <c>SoftmaxGen</c>.</summary>
internal sealed class HeadDeclarationTest : CSharpAnalyzerTest<HeadDeclarationAnalyzer, DefaultVerifier>
{
    public const string GlobalUsings = "global using System; global using SoftmaxGen;";

    public HeadDeclarationTest()
    {
        TestState.AdditionalReferences.Add(typeof(SoftmaxHeadAttribute).Assembly);
        TestState.Sources.Add(GlobalUsings);
    }

    public static Task VerifyAsync(string source) => new HeadDeclarationTest { TestCode = source }.RunAsync();
}
