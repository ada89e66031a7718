using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Rules;

/// <summary>SMG0008.</summary>
public sealed class SingleClassIsConstantTests
{
    [Fact]
    public Task OneClass_IsReportedOnK() => HeadDeclarationTest.VerifyAsync(
        "[SoftmaxHead(IgnoreLabel = 0, K = {|SMG0008:1|})] partial class Spam;");

    [Fact]
    public Task TwoClasses_AreFine() => HeadDeclarationTest.VerifyAsync(
        "[SoftmaxHead(K = 2)] partial class Spam;");

    [Fact]
    public Task Pragma_Suppresses() => HeadDeclarationTest.VerifyAsync("""
        #pragma warning disable SMG0008
        [SoftmaxHead(K = 1)] partial class Spam;
        """);
}
