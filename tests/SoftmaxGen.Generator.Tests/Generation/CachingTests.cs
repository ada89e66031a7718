using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Tests.TestSupport;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>What an edit recomputes, step by step.</summary>
public sealed class CachingTests
{
    private const string Iris = "[SoftmaxHead(K = 3)] partial class Iris { }";
    private const string Digits = "[SoftmaxHead(K = 10)] partial class Digits { }";

    [Fact]
    public void FirstRun_MakesEverything() => HeadRun.Of(Iris, Digits).AssertSteps("NN", "NN", "NN");

    [Fact]
    public void AddingAnUnrelatedType_KeepsEveryStepCached() =>
        HeadRun.Of(Iris).AddFile("New.cs", "class Other { }").AssertSteps("C", "C", "C");

    [Fact]
    public void EditingAnUnrelatedMethodBody_KeepsEveryStepCached() => HeadRun
        .Of(Iris, "class Other { int F() => 1; }")
        .Edit("B.cs", "class Other { int F() => 2; }")
        .AssertSteps("C", "C", "C");

    [Fact]
    public void AddingACommentAboveTheAttribute_KeepsEveryStepCached() => HeadRun
        .Of(Iris)
        .Edit("A.cs", "using SoftmaxGen; // three species\n" + Iris)
        .AssertSteps("C", "C", "C");

    [Fact]
    public void AddingABlankLineAboveTheAttribute_KeepsEveryStepCached() => HeadRun
        .Of(Iris)
        .Edit("A.cs", "using SoftmaxGen;\n\n" + Iris)
        .AssertSteps("C", "C", "C");

    [Fact]
    public void AddingAMemberToTheHead_KeepsEveryStepCached() => HeadRun
        .Of(Iris)
        .Edit("A.cs", "using SoftmaxGen; [SoftmaxHead(K = 3)] partial class Iris { public int Age; }")
        .AssertSteps("C", "C", "C");

    [Fact]
    public void AddingAPartOfTheHead_KeepsEveryStepCached() =>
        HeadRun.Of(Iris).AddFile("New.cs", "partial class Iris { public int Age; }").AssertSteps("C", "C", "C");

    [Fact]
    public void AddingAClashingMember_RemovesTheOutput()
    {
        IncrementalRun<SoftmaxHeadGenerator> run = HeadRun.Of(Iris)
            .Edit("A.cs", "using SoftmaxGen; [SoftmaxHead(K = 3)] partial class Iris { public int ClassCount; }");

        run.AssertSteps("R", "R", "R");
        Assert.Empty(run.GeneratedTexts);
    }

    [Fact]
    public void ChangingK_ModifiesEveryStep() => HeadRun
        .Of(Iris)
        .Edit("A.cs", "using SoftmaxGen; " + Iris.Replace("3", "4"))
        .AssertSteps("M", "M", "M");

    [Fact]
    public void SpellingKInAnotherWay_KeepsEveryStepCached() => HeadRun
        .Of(Iris)
        .Edit("A.cs", "using SoftmaxGen; " + Iris.Replace("3", "2 + 1"))
        .AssertSteps("C", "C", "C");

    [Fact]
    public void ChangingTheElementType_ModifiesEveryStep() => HeadRun
        .Of(Iris)
        .Edit("A.cs", "using SoftmaxGen; " + Iris.Replace("K = 3", "K = 3, ElementType = typeof(double)"))
        .AssertSteps("M", "M", "M");

    [Fact]
    public void RenamingTheHead_ModifiesEveryStep()
    {
        IncrementalRun<SoftmaxHeadGenerator> run = HeadRun.Of(Iris).Edit("A.cs", "using SoftmaxGen; " + Iris.Replace("Iris", "Rose"));

        run.AssertSteps("M", "M", "M");
        Assert.StartsWith("Rose.", Assert.Single(run.GeneratedTexts).Key);
    }

    [Fact]
    public void ChangingTheNamespace_ModifiesEveryStep() =>
        HeadRun.Of(Iris).Edit("A.cs", "using SoftmaxGen; namespace N { " + Iris + " }").AssertSteps("M", "M", "M");

    [Fact]
    public void AddingASecondHead_KeepsTheFirstCached() =>
        HeadRun.Of(Iris).AddFile("B.cs", "using SoftmaxGen; " + Digits).AssertSteps("CN", "CN", "CN");

    [Fact]
    public void AddingASecondHeadToTheSameFile_KeepsTheFirstCached() =>
        HeadRun.Of(Iris).Edit("A.cs", "using SoftmaxGen; " + Iris + Digits).AssertSteps("CN", "CN", "CN");

    [Fact]
    public void ChangingOneOfTwoHeads_KeepsTheOtherCached() => HeadRun
        .Of(Iris, Digits)
        .Edit("B.cs", "using SoftmaxGen; " + Digits.Replace("10", "11"))
        .AssertSteps("CM", "CM", "CM");

    [Fact]
    public void RemovingAHead_KeepsTheOtherCached()
    {
        IncrementalRun<SoftmaxHeadGenerator> run = HeadRun.Of(Iris, Digits).RemoveFile("B.cs");

        run.AssertSteps("CR", "CR", "CR");
        Assert.StartsWith("Iris.", Assert.Single(run.GeneratedTexts).Key);
    }

    [Fact]
    public void DeletingTheAttribute_RemovesTheOutput()
    {
        IncrementalRun<SoftmaxHeadGenerator> run = HeadRun.Of(Iris).Edit("A.cs", "using SoftmaxGen; partial class Iris { }");

        run.AssertSteps("R", "R", "R");
        Assert.Empty(run.GeneratedTexts);
    }

    [Fact]
    public void MakingTheHeadNotPartialAndPartialAgain_RemovesAndMakesTheOutput()
    {
        IncrementalRun<SoftmaxHeadGenerator> run = HeadRun.Of(Iris);
        string text = Assert.Single(run.GeneratedTexts).Value;

        run.Edit("A.cs", "using SoftmaxGen; " + Iris.Replace("partial ", "")).AssertSteps("R", "R", "R");
        Assert.Empty(run.GeneratedTexts);

        run.Edit("A.cs", "using SoftmaxGen; " + Iris).AssertSteps("N", "N", "N");
        Assert.Equal(text, Assert.Single(run.GeneratedTexts).Value);
    }

    [Fact]
    public void AddingAReference_KeepsEveryStepCached() => HeadRun
        .Of(Iris)
        .WithReferences(HeadRun.Runtime, MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location))
        .AssertSteps("C", "C", "C");

    [Fact]
    public void ChangingTheLanguageVersion_KeepsEveryStepCached() => HeadRun
        .Of(Iris)
        .WithParseOptions(HeadRun.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp12))
        .AssertSteps("C", "C", "C");

    [Fact]
    public void LoweringTheLanguageVersionTooFar_RemovesTheOutput() => HeadRun
        .Of(Iris)
        .WithParseOptions(HeadRun.ParseOptions.WithLanguageVersion(LanguageVersion.CSharp11))
        .AssertSteps("R", "R", "R");

    [Fact]
    public void ChangingTheCompilationOptions_KeepsEveryStepCached() => HeadRun
        .Of(Iris)
        .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, checkOverflow: true))
        .AssertSteps("C", "C", "C");

    [Fact]
    public void RunningAgain_KeepsEveryStepCached() => HeadRun.Of(Iris).Rerun().AssertSteps("C", "C", "C");

    [Theory]
    [InlineData("[SoftmaxHead(K = 12)] partial class Foo { }")]
    [InlineData("namespace N { partial struct O<T> { [SoftmaxHead(ElementType = typeof(double), K = 5)] public partial record Foo(int A); } }")]
    public void TypingAHead_NeverBreaksAndKeepsTheOtherHeadCached(string text)
    {
        IncrementalRun<SoftmaxHeadGenerator> run = HeadRun.Of(Iris).AddFile("Typed.cs", "");
        string iris = Assert.Single(run.GeneratedTexts).Key;

        for (int length = 1; length <= text.Length; length++)
        {
            string typed = "using SoftmaxGen; " + text[..length];
            run.Edit("Typed.cs", typed);

            foreach (string step in TrackingNames.All)
            {
                IncrementalStepRunReason reason = run.Reasons(step)[0];
                Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step} is {reason} after: {typed}");
            }

            AssertNoErrorInGeneratedCode(typed, [.. run.GeneratedTexts.Where(file => file.Key != iris).Select(static file => file.Value)]);
        }

        Assert.Equal(2, run.GeneratedTexts.Count);
    }

    private static void AssertNoErrorInGeneratedCode(string typed, string[] generated)
    {
        if (generated.Length == 0)
        {
            return;
        }

        CSharpCompilation compilation = HeadSource.Compile([typed, .. generated]);
        IEnumerable<SyntaxTree> generatedTrees = compilation.SyntaxTrees.TakeLast(generated.Length);
        Assert.DoesNotContain(
            compilation.GetDiagnostics(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && generatedTrees.Contains(diagnostic.Location.SourceTree));
    }
}
