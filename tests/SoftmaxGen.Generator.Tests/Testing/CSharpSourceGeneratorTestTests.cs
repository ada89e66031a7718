using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Tests.Testing.Toys;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Testing;

/// <summary>A generator test passes when what is written is what is expected and compiles cleanly.</summary>
public sealed class CSharpSourceGeneratorTestTests
{
    private const string GeneratedA = "partial class A\n{\n    internal const string Name = \"A\";\n}\n";

    [Fact]
    public Task ExpectedSource_Passes() => new CSharpSourceGeneratorTest<NameGenerator, DefaultVerifier>
    {
        TestCode = "partial class A { string Twice => Name + Name; }",
        TestState =
        {
            Sources = { "class B : {|CS0246:Missing|} { }" },
            GeneratedSources = { (typeof(NameGenerator), "A.g.cs", GeneratedA) },
        },
    }.RunAsync();

    [Theory]
    [InlineData("A.g.cs", "partial class A\n{\n}\n", "-     internal", "+     internal")]
    [InlineData("B.g.cs", GeneratedA, "B.g.cs", "A.g.cs")]
    public async Task OtherSourceThanExpected_Fails(string hintName, string text, params string[] reasons)
    {
        var message = await Failing.MessageOfAsync(new CSharpSourceGeneratorTest<NameGenerator, DefaultVerifier>
        {
            TestCode = "partial class A { }",
            TestState = { GeneratedSources = { (hintName, text) } },
        });

        Assert.Contains(reasons, reason => message.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task GeneratedError_FailsAtEveryLevel()
    {
        var message = await Failing.MessageOfAsync(new CSharpSourceGeneratorTest<UncompilableGenerator, DefaultVerifier>
        {
            TestCode = "partial class A { }",
            CompilerDiagnostics = CompilerDiagnostics.None,
        });

        Assert.Contains("CS0246", message, StringComparison.Ordinal);
        Assert.Contains("A.g.cs", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GeneratedWarning_Fails()
    {
        var message = await Failing.MessageOfAsync(
            new CSharpSourceGeneratorTest<WarningGenerator, DefaultVerifier> { TestCode = "partial class A { }" });

        Assert.Contains("CS0169", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GeneratorThatThrows_Fails()
    {
        var message = await Failing.MessageOfAsync(
            new CSharpSourceGeneratorTest<ThrowingGenerator, DefaultVerifier> { TestCode = "partial class A { }" });

        Assert.Contains("cannot write A", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ErrorInTheUsersSource_FailsUnlessExpected()
    {
        const string Source = "partial class A : Missing { }";
        var message = await Failing.MessageOfAsync(new CSharpSourceGeneratorTest<NameGenerator, DefaultVerifier> { TestCode = Source });
        await new CSharpSourceGeneratorTest<NameGenerator, DefaultVerifier>
        {
            TestCode = Source,
            ExpectedDiagnostics = { DiagnosticResult.CompilerError("CS0246").WithSpan(1, 19, 1, 26) },
        }.RunAsync();

        Assert.Contains("CS0246", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task LanguageVersionAndReferences_ReachTheCompiler() => new CSharpSourceGeneratorTest<NameGenerator, DefaultVerifier>
    {
        TestCode = "partial class A { int[] F() => []; System.Type T => typeof(Xunit.Assert); }",
        TestState = { AdditionalReferences = { typeof(Assert).Assembly } },
        LanguageVersion = LanguageVersion.CSharp11,
        ExpectedDiagnostics = { DiagnosticResult.CompilerError("CS9058").WithLocation(1, 32) },
    }.RunAsync();

    [Fact]
    public async Task ErrorThatOnlyEmittingFinds_Fails()
    {
        var message = await Failing.MessageOfAsync(
            new CSharpSourceGeneratorTest<HugeGenerator, DefaultVerifier> { TestCode = "partial class A { }" });

        Assert.Contains("CS8103", message, StringComparison.Ordinal);
    }
}
