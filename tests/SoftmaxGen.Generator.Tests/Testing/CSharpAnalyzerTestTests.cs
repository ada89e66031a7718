using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Tests.Testing.Toys;
using SoftmaxGen.Testing;
using ToyTest = SoftmaxGen.Testing.CSharpAnalyzerTest<
    SoftmaxGen.Generator.Tests.Testing.Toys.LowerCaseTypeAnalyzer, SoftmaxGen.Testing.DefaultVerifier>;

namespace SoftmaxGen.Generator.Tests.Testing;

/// <summary>An analyzer test passes when every diagnostic is expected, and only then.</summary>
public sealed class CSharpAnalyzerTestTests
{
    [Fact]
    public Task EveryKindOfMarkup_InSeveralFiles_Passes() => new ToyTest
    {
        TestState =
        {
            Sources =
            {
                "class [|a|] { class {|TOY0001:b|} { } }",
                ("Other.cs", "struct {|#0:{|TOY0001:c|}|} { }\nstruct {|#1:d|} { }"),
                "class {|TOY0002:_e|} : {|CS0246:Missing|} { }",
            },
            ExpectedDiagnostics =
            {
                new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithLocation(1).WithArguments("d"),
            },
        },
    }.RunAsync();

    [Theory]
    [InlineData("class a { }", "unexpected (1)")]
    [InlineData("class [|A|] { }", "missing (1)")]
    [InlineData("[|class|] a { }", "missing (1)")]
    [InlineData("class {|TOY0002:a|} { }", "missing (1)")]
    [InlineData("class [|[|a|]|] { }", "missing (1)")]
    [InlineData("class A : Missing { }", "CS0246")]
    [InlineData("class _a { }", "TOY0002 hidden /0/Test0.cs(1,7)-(1,9): Type '_a' has an underscore")]
    public async Task WrongDiagnostics_Fail(string source, string reason)
    {
        var message = await Failing.MessageOfAsync(new ToyTest { TestCode = source });

        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    public static TheoryData<DiagnosticResult> RightResults() =>
    [
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithLocation(1, 7),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithLocation("Test0.cs", 1, 7),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithSpan(1, 7, 1, 10).WithArguments("abc"),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithSpan("/0/Test0.cs", 1, 7, 1, 10)
            .WithMessage("Type 'abc' is in lower case"),
    ];

    [Theory]
    [MemberData(nameof(RightResults), DisableDiscoveryEnumeration = true)]
    public Task RightResult_Passes(DiagnosticResult result) =>
        new ToyTest { TestCode = "class abc { }", ExpectedDiagnostics = { result } }.RunAsync();

    public static TheoryData<DiagnosticResult> WrongResults() =>
    [
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Error).WithLocation(1, 7),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithLocation(1, 8),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithLocation("Test1.cs", 1, 7),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithSpan(1, 7, 1, 9),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithSpan(1, 7, 1, 10).WithSpan(1, 7, 1, 10),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithLocation(1, 7).WithArguments("ab"),
        new DiagnosticResult("TOY0001", DiagnosticSeverity.Warning).WithLocation(1, 7).WithMessage("abc"),
    ];

    [Theory]
    [MemberData(nameof(WrongResults), DisableDiscoveryEnumeration = true)]
    public async Task WrongResult_Fails(DiagnosticResult result)
    {
        var message = await Failing.MessageOfAsync(new ToyTest { TestCode = "class abc { }", ExpectedDiagnostics = { result } });

        Assert.Contains("missing (1)", message, StringComparison.Ordinal);
        Assert.Contains("unexpected (1)", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnalyzerThatThrows_Fails()
    {
        var message = await Failing.MessageOfAsync(
            new CSharpAnalyzerTest<ThrowingAnalyzer, DefaultVerifier> { TestCode = "class [|a|] { }" });

        Assert.Contains("cannot look at a", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class A { int _unused; }", "CS0169")]
    [InlineData("class A { string _text = null; string Text() => _text; }", "CS8625")]
    public async Task CompilerWarning_FailsOnlyAtItsLevel(string source, string id)
    {
        await new ToyTest { TestCode = source }.RunAsync();
        var message = await Failing.MessageOfAsync(new ToyTest { TestCode = source, CompilerDiagnostics = CompilerDiagnostics.Warnings });

        Assert.Contains(id, message, StringComparison.Ordinal);
    }

    [Fact]
    public Task WhatIsTurnedOff_IsNotReported() => new ToyTest
    {
        TestCode = "class a : Missing { }\n#pragma warning disable TOY0002\nclass _b { }",
        CompilerDiagnostics = CompilerDiagnostics.None,
        DisabledDiagnostics = { "TOY0001" },
    }.RunAsync();

    [Fact]
    public Task EditorConfig_SetsSeverity() => new ToyTest
    {
        TestState =
        {
            Sources = { "class {|#0:a|} { }" },
            AnalyzerConfigFiles = { ("/.editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.TOY0001.severity = error\n") },
            ExpectedDiagnostics = { new DiagnosticResult("TOY0001", DiagnosticSeverity.Error).WithLocation(0) },
        },
    }.RunAsync();

    [Fact]
    public async Task GeneratedMember_IsKnownWhenTheGeneratorRunsBeside()
    {
        const string Source = "partial class [|a|] { string Twice => {|#0:Name|} + Name; }";

        await new ToyTest { TestCode = Source, Generators = { new NameGenerator() } }.RunAsync();
        var message = await Failing.MessageOfAsync(new ToyTest { TestCode = Source });

        Assert.Contains("CS0103", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GeneratorThatThrowsBeside_Fails()
    {
        var message = await Failing.MessageOfAsync(
            new ToyTest { TestCode = "partial class A { }", Generators = { new ThrowingGenerator() } });

        Assert.Contains("cannot write A", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task WithoutAFramework_NotEvenObjectIsKnown() => new ToyTest
    {
        TestCode = "class {|CS0518:{|CS1729:A|}|} { }",
        ReferenceAssemblies = ReferenceAssemblies.None,
    }.RunAsync();
}
