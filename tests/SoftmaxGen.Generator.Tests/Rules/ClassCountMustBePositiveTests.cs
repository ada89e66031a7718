using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0002.</summary>
public sealed class ClassCountMustBePositiveTests
{
    [Theory]
    [InlineData("{|SMG0002:SoftmaxHead|}")]
    [InlineData("{|SMG0002:SoftmaxHead()|}")]
    [InlineData("{|SMG0002:SoftmaxHead(IgnoreLabel = 0)|}")]
    [InlineData("{|SMG0002:{|CS1729:SoftmaxHead(3)|}|}")]
    public Task WithoutK_TheAttributeIsReported(string attribute) => HeadDeclarationTest.VerifyAsync(
        $"[{attribute}] partial class Iris;");

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("int.MinValue")]
    [InlineData("Iris.None")]
    public Task WithKBelowOne_ItsValueIsReported(string k) => HeadDeclarationTest.VerifyAsync(
        $$"""[SoftmaxHead(K = {|SMG0002:{{k}}|})] partial class Iris { public const int None = 0; }""");

    [Theory]
    [InlineData("2")]
    [InlineData("1_000")]
    [InlineData("int.MaxValue")]
    [InlineData("Iris.Some + 1")]
    public Task WithKAboveOne_NothingIsReported(string k) => HeadDeclarationTest.VerifyAsync(
        $$"""[SoftmaxHead(K = {{k}})] partial class Iris { public const int Some = 1; }""");

    [Theory]
    [InlineData("{|CS0029:\"x\"|}")]
    [InlineData("{|CS0103:Missing|}")]
    [InlineData("{|CS0182:Iris.NotConstant|}")]
    [InlineData("{|CS1525:)|}")]
    public Task WithKThatTheCompilerRejects_NothingIsAdded(string k) => HeadDeclarationTest.VerifyAsync(
        $$"""[SoftmaxHead(K = {{(k.Contains(')') ? k : k + ")")}}] partial class Iris { public static int NotConstant; }""");
}
