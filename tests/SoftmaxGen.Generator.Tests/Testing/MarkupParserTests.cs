using SoftmaxGen.Generator.Tests.Testing.Toys;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Testing;

/// <summary>Markup that is not well formed fails instead of expecting less.</summary>
public sealed class MarkupParserTests
{
    [Theory]
    [InlineData("class [|A { }", "not closed")]
    [InlineData("class A|] { }", "closes nothing")]
    [InlineData("class {|TOY0001:A|] { }", "closes nothing")]
    [InlineData("class {|: A|} { }", "followed by neither")]
    [InlineData("class {|#0:A|} { } class {|#0:B|} { }", "used twice")]
    public async Task UnbalancedMarkup_Fails(string source, string reason)
    {
        var message = await Failing.MessageOfAsync(
            new CSharpAnalyzerTest<LowerCaseTypeAnalyzer, DefaultVerifier> { TestCode = source });

        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MarkupKeyThatIsNotInTheSource_Fails()
    {
        var message = await Failing.MessageOfAsync(new CSharpAnalyzerTest<LowerCaseTypeAnalyzer, DefaultVerifier>
        {
            TestCode = "class A { }",
            ExpectedDiagnostics = { new DiagnosticResult(LowerCaseTypeAnalyzer.LowerCase).WithLocation(7) },
        });

        Assert.Contains("{|#7:", message, StringComparison.Ordinal);
    }
}
