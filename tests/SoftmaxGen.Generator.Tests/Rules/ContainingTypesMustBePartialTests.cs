using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0004.</summary>
public sealed class ContainingTypesMustBePartialTests
{
    [Theory]
    [InlineData("class")]
    [InlineData("static class")]
    [InlineData("struct")]
    [InlineData("record")]
    [InlineData("record struct")]
    [InlineData("interface")]
    public Task ContainingTypeWithoutPartial_IsReportedOnItsName(string kind) => HeadDeclarationTest.VerifyAsync(
        $$"""{{kind}} {|SMG0004:Models|} { [SoftmaxHead(K = 3)] partial class Iris; }""");

    [Fact]
    public Task EveryLevel_IsReported() => HeadDeclarationTest.VerifyAsync("""
        class {|SMG0004:Outer|}
        {
            partial struct Middle
            {
                interface {|SMG0004:IInner|}
                {
                    [SoftmaxHead(K = 3)] class {|SMG0001:Iris|};
                }
            }
        }
        """);

    [Fact]
    public Task EveryHeadInside_IsNamed() => HeadDeclarationTest.VerifyAsync("""
        class {|SMG0004:{|SMG0004:Models|}|}
        {
            [SoftmaxHead(K = 3)] partial class Iris;
            [SoftmaxHead(K = 10)] partial class Digits;
        }
        """);

    [Fact]
    public Task PartialAtEveryLevel_IsFine() => HeadDeclarationTest.VerifyAsync("""
        partial class Outer<T> where T : class
        {
            protected partial interface IInner
            {
                [SoftmaxHead(K = 3)] private protected partial class Iris;
            }
        }
        """);
}
