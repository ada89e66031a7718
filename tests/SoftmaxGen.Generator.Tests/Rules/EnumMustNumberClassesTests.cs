using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0013.</summary>
public sealed class EnumMustNumberClassesTests
{
    [Theory]
    [InlineData("enum E { A = 1, B }")]
    [InlineData("enum E { A, B = 2 }")]
    [InlineData("enum E { A = -1, B, C }")]
    [InlineData("enum E { }")]
    [InlineData("[Flags] enum E { A = 1, B = 2, C = 4 }")]
    public Task WithAGap_IsReported(string classes) => HeadDeclarationTest.VerifyAsync(
        $"{classes} [{{|SMG0013:SoftmaxHead<E>|}}] partial class Animals;");

    [Theory]
    [InlineData("enum E { A, B, C }")]
    [InlineData("enum E { C = 2, A = 0, B = 1 }")]
    [InlineData("enum E { A, B, Alias = A }")]
    [InlineData("enum E : byte { A, B }")]
    [InlineData("enum E : ulong { A, [ClassWeight(3)] B }")]
    public Task WithoutAGap_IsFine(string classes) => HeadDeclarationTest.VerifyAsync(
        $"{classes} [SoftmaxHead<E>] partial class Animals;");

    [Fact]
    public Task WeightsOfMembers_MustBeFinite() => HeadDeclarationTest.VerifyAsync(
        "enum E { A, [ClassWeight(2)] B } [SoftmaxHead<E>(LabelSmoothing = {|SMG0012:2|})] partial class Animals;");
}
