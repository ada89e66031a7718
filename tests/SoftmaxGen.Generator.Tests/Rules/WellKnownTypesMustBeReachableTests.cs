using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Tests.TestSupport;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0011.</summary>
public sealed class WellKnownTypesMustBeReachableTests
{
    private const string Head = "[{|SMG0011:SoftmaxGen.SoftmaxHead(K = 3)|}] partial class Iris;";

    [Theory]
    [InlineData("class System;")]
    [InlineData("namespace SoftmaxGen { class Runtime; }")]
    [InlineData("namespace SoftmaxGen { class Generated; }")]
    [InlineData("namespace System { ref struct Span<T>; }")]
    [InlineData("namespace System { ref struct ReadOnlySpan<T>; }")]
    [InlineData("namespace System { static class Math; }")]
    [InlineData("namespace System.Runtime.CompilerServices { static class Unsafe; }")]
    [InlineData("namespace System.Runtime.InteropServices { static class MemoryMarshal; }")]
    [InlineData("namespace System.Runtime { class Intrinsics; }")]
    [InlineData("namespace SoftmaxGen { struct LossSum; }")]
    [InlineData("namespace SoftmaxGen { ref struct LossOptions<T>; }")]
    [InlineData("namespace SoftmaxGen { enum HessianConvention; }")]
    [InlineData("namespace SoftmaxGen.Runtime { enum LossParts; }")]
    [InlineData("namespace SoftmaxGen.Runtime { static class HeadGuard; }")]
    public Task NameThatTheProjectTakes_IsReported(string declaration) => VerifyAsync(Head + declaration, Reference());

    [Theory]
    [InlineData("namespace System { class Span; class Math<T>; class Matrix; }")]
    [InlineData("namespace N { class System; class Span<T>; namespace SoftmaxGen { class Runtime; } }")]
    [InlineData("class Outer { class System; class SoftmaxGen; }")]
    [InlineData("class System<T>; class SoftmaxGen<T>;")]
    public Task OtherNames_AreFine(string declaration) =>
        VerifyAsync("[SoftmaxGen.SoftmaxHead(K = 3)] partial class Iris;" + declaration, Reference());

    [Fact]
    public Task TypeInTwoReferences_IsReported() => VerifyAsync(Head, Reference(), Library("namespace System { public static class Math; }"));

    [Fact]
    public Task TypeInsideAnotherReference_IsFine() => VerifyAsync(
        "[SoftmaxGen.SoftmaxHead(K = 3)] partial class Iris;", Reference(), Library("namespace System { static class Math; }"));

    [Fact]
    public Task NamespaceThatIsATypeInAReference_IsReported() => VerifyAsync(Head, Reference(), Library("public class System;"));

    [Fact]
    public Task ExternAlias_IsReported() => VerifyAsync(
        "extern alias SG; [{|SMG0011:SG::SoftmaxGen.SoftmaxHead(K = 3)|}] partial class Iris;", Reference().WithAliases(["SG"]));

    [Fact]
    public Task ExternAliasBesidesTheGlobalOne_IsFine() => VerifyAsync(
        "extern alias SG; [SG::SoftmaxGen.SoftmaxHead(K = 3)] partial class Iris;", Reference().WithAliases(["SG", "global"]));

    [Fact]
    public Task LibraryWithTheAttributeOnly_IsReported() => VerifyAsync(
        Head, Library("namespace SoftmaxGen { public sealed class SoftmaxHeadAttribute : System.Attribute { public int K { get; set; } } }"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task AttributeOfTheUsers_IsNotOurs(bool withLibrary) => VerifyAsync(
        """
        [SoftmaxGen.SoftmaxHead(K = 0)] class Iris;
        namespace SoftmaxGen { sealed class SoftmaxHeadAttribute : System.Attribute { public int K { get; set; } } }
        """,
        withLibrary ? [Reference()] : []);

    [Fact]
    public void EveryListedType_Exists()
    {
        CSharpCompilation compilation = HeadSource.Compile();

        Assert.All(WellKnownTypes.Ours.Concat(WellKnownTypes.Framework), name => Assert.NotNull(compilation.GetTypeByMetadataName(name)));
    }

    private static PortableExecutableReference Reference() => MetadataReference.CreateFromFile(typeof(SoftmaxHeadAttribute).Assembly.Location);

    private static MetadataReference Library(string source) => CSharpCompilation.Create(
        "Library",
        [CSharpSyntaxTree.ParseText(source)],
        HeadSource.Compile().References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();

    private static Task VerifyAsync(string source, params MetadataReference[] references)
    {
        // Whoever takes the name of System has other errors too.
        CSharpAnalyzerTest<HeadDeclarationAnalyzer, DefaultVerifier> test = new() { TestCode = source, CompilerDiagnostics = CompilerDiagnostics.None };
        test.TestState.AdditionalReferences.AddRange(references);
        return test.RunAsync();
    }
}
