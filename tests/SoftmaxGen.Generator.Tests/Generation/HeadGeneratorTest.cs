using SoftmaxGen.Generator.Tests.TestSupport;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>A run of the whole generator, whose output must compile cleanly: the source may use <c>System</c> and <c>SoftmaxGen</c>.</summary>
internal sealed class HeadGeneratorTest : CSharpSourceGeneratorTest<SoftmaxHeadGenerator, DefaultVerifier>
{
    public HeadGeneratorTest(params string[] sources)
    {
        TestState.AdditionalReferences.Add(typeof(SoftmaxHeadAttribute).Assembly);
        TestState.Sources.Add(HeadDeclarationTest.GlobalUsings);
        foreach (string source in sources)
        {
            TestState.Sources.Add(source);
        }
    }

    public static Task VerifyAsync(params string[] sources) => new HeadGeneratorTest(sources).RunAsync();
}
