using SoftmaxGen.Generator.Tests.Testing.Toys;
using SoftmaxGen.Testing;
using EndlessTest = SoftmaxGen.Testing.CSharpCodeFixTest<
    SoftmaxGen.Generator.Tests.Testing.Toys.LowerCaseTypeAnalyzer,
    SoftmaxGen.Generator.Tests.Testing.Toys.EndlessFix,
    SoftmaxGen.Testing.DefaultVerifier>;
using ToyTest = SoftmaxGen.Testing.CSharpCodeFixTest<
    SoftmaxGen.Generator.Tests.Testing.Toys.LowerCaseTypeAnalyzer,
    SoftmaxGen.Generator.Tests.Testing.Toys.UpperCaseFix,
    SoftmaxGen.Testing.DefaultVerifier>;

namespace SoftmaxGen.Generator.Tests.Testing;

/// <summary>A fix test passes when the fix gives the fixed code by every way, and that compiles.</summary>
public sealed class CSharpCodeFixTestTests
{
    [Fact]
    public Task RightFix_InSeveralFiles_Passes() => new ToyTest
    {
        TestState = { Sources = { "class [|ab|] { } // kept\nclass [|cd|] { }", ("B.cs", "struct [|ef|] { }") } },
        FixedState = { Sources = { "class Ab { } // kept\nclass Cd { }", ("B.cs", "struct Ef { }") } },
    }.RunAsync();

    [Fact]
    public Task DiagnosticWithoutFix_MayRemain() => new ToyTest
    {
        TestCode = "class [|untouchable|] { } class [|a|] { }",
        FixedCode = "class [|untouchable|] { } class A { }",
    }.RunAsync();

    [Theory]
    [InlineData("class AB { }", 1, null)]
    [InlineData("class AB { }", null, "All upper case")]
    [InlineData("class Ab { }", 0, "Upper case")]
    public Task ChosenAction_IsApplied(string fixedCode, int? index, string? key) => new ToyTest
    {
        TestCode = "class [|ab|] { }",
        FixedCode = fixedCode,
        CodeActionIndex = index,
        CodeActionEquivalenceKey = key,
    }.RunAsync();

    [Theory]
    [InlineData("class [|ab|] { }", "class AB { }", "first difference in line 1")]
    [InlineData("class [|ab|] { }", "class [|x|] { } class Ab { }", "first difference in line 1")]
    [InlineData("class [|ab|] { ab? _x; }", "class Ab { ab? _x; }", "CS0246")]
    [InlineData("class ab { }", "class Ab { }", "[test state]")]
    [InlineData("class [|ab|] { }", "class [|Ab|] { }", "[fixed state]")]
    [InlineData("class [|ab|] { }", null, "fixes offered")]
    [InlineData("class [|ab|] { }", "class [|ab|] { }", "fixes offered")]
    [InlineData("class [|untouchable|] { }", "class Untouchable { }", "no fix is offered")]
    public async Task WrongFix_Fails(string testCode, string? fixedCode, string reason)
    {
        var message = await Failing.MessageOfAsync(new ToyTest { TestCode = testCode, FixedCode = fixedCode });

        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FixThatBreaksTheBuild_FailsEvenIfErrorsAreNotLookedAt()
    {
        var message = await Failing.MessageOfAsync(new ToyTest
        {
            TestCode = "class [|ab|] { ab? _x; }",
            FixedCode = "class Ab { ab? _x; }",
            CompilerDiagnostics = CompilerDiagnostics.None,
        });

        Assert.Contains("breaks the build", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task NoFixedCode_PassesIfNoFixIsOffered() => new ToyTest { TestCode = "class [|untouchable|] { }" }.RunAsync();

    [Fact]
    public async Task FixThatLeavesItsDiagnostic_Fails()
    {
        var message = await Failing.MessageOfAsync(
            new EndlessTest { TestCode = "class [|a|] { }", FixedCode = "class [|ax|] { }" });

        Assert.Contains("[one by one] after 1 fixes", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task NumberOfIterations_StopsAFixThatLeavesItsDiagnostic() => new EndlessTest
    {
        TestCode = "class [|a|] { }",
        FixedCode = "class [|axx|] { }",
        NumberOfIncrementalIterations = 2,
        CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck,
    }.RunAsync();

    [Fact]
    public async Task FixAllThatDoesNotConverge_Fails()
    {
        var message = await Failing.MessageOfAsync(new EndlessTest
        {
            TestCode = "class [|a|] { }",
            FixedCode = "class [|ax|] { }",
            CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne,
        });

        Assert.Contains("[Fix All in Document]", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FixAllWithAnotherResult_Fails()
    {
        var message = await Failing.MessageOfAsync(new CSharpCodeFixTest<LowerCaseTypeAnalyzer, WrongFixAllFix, DefaultVerifier>
        {
            TestCode = "class [|a|] { }",
            FixedCode = "class A { }",
        });

        Assert.Contains("[Fix All in Project]", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TreeThatIsNotWhatItsTextSays_Fails()
    {
        var message = await Failing.MessageOfAsync(new CSharpCodeFixTest<LowerCaseTypeAnalyzer, MangledFix, DefaultVerifier>
        {
            TestCode = "class [|a|] { }",
            FixedCode = "class A : object { }",
        });

        Assert.Contains("is not what its text parses to", message, StringComparison.Ordinal);
    }

    [Fact]
    public Task GeneratedMembers_AreKnownBeforeAndAfterTheFix() => new ToyTest
    {
        TestCode = "partial class [|ab|] { string Twice => Name + Name; }",
        FixedCode = "partial class Ab { string Twice => Name + Name; }",
        Generators = { new NameGenerator() },
    }.RunAsync();
}
