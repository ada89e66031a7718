using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Tests.Testing.Toys;
using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Testing;

/// <summary>An incremental run tells what was recomputed, and finds what a step must not hold.</summary>
public sealed class IncrementalRunTests
{
    private static readonly Dictionary<string, string> OneClass = new() { ["A.cs"] = "partial class A { }" };

    [Fact]
    public void FirstRun_IsAllNew()
    {
        var run = new IncrementalRun<NameGenerator>(OneClass);

        Assert.Equal([IncrementalStepRunReason.New], run.Reasons("Names"));
        Assert.Equal([IncrementalStepRunReason.New], run.OutputReasons);
        Assert.Equal(["Names"], run.StepReasons.Keys);
        Assert.Equal(["A.g.cs"], run.GeneratedTexts.Keys);
        Assert.Throws<VerifierException>(run.AssertEverythingCached);
    }

    [Fact]
    public void AddingAnUnrelatedFile_KeepsEverythingCached()
    {
        var run = new IncrementalRun<NameGenerator>(OneClass).AddFile("B.cs", "class B { }");

        run.AssertEverythingCached();
        Assert.Equal([IncrementalStepRunReason.Cached], run.OutputReasons);
    }

    [Fact]
    public void EditingTheBody_LeavesTheNameUnchanged()
    {
        var run = new IncrementalRun<NameGenerator>(OneClass).Edit("A.cs", "partial class A { int F() => 1; }");

        Assert.Equal([IncrementalStepRunReason.Unchanged], run.Reasons("Names"));
        Assert.Equal([IncrementalStepRunReason.Cached], run.OutputReasons);
    }

    [Fact]
    public void Renaming_ModifiesTheOutput()
    {
        var run = new IncrementalRun<NameGenerator>(OneClass).Edit("A.cs", "partial class B { }");

        Assert.Equal([IncrementalStepRunReason.Modified], run.Reasons("Names"));
        Assert.Equal(["B.g.cs"], run.GeneratedTexts.Keys);
        var failure = Assert.Throws<VerifierException>(run.AssertEverythingCached);
        Assert.Contains("Names: Modified", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RemovingTheFile_RemovesTheOutput()
    {
        var run = new IncrementalRun<NameGenerator>(OneClass).RemoveFile("A.cs");

        Assert.Equal([IncrementalStepRunReason.Removed], run.Reasons("Names"));
        Assert.Empty(run.GeneratedTexts);
        Assert.Empty(run.Rerun().Reasons("Names"));
    }

    [Fact]
    public void OtherReferencesAndOptions_LeaveTheNameUnchanged()
    {
        var run = new IncrementalRun<NameGenerator>(OneClass);

        run.WithReferences(MetadataReference.CreateFromFile(typeof(Assert).Assembly.Location)).AssertEverythingCached();
        run.WithParseOptions(new CSharpParseOptions(LanguageVersion.CSharp12)).AssertEverythingCached();
        run.WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)).AssertEverythingCached();
    }

    [Fact]
    public void UnknownStepOrFile_Fails()
    {
        var run = new IncrementalRun<NameGenerator>(OneClass);

        Assert.Contains("Names", Assert.Throws<VerifierException>(() => run.Reasons("Nmaes")).Message, StringComparison.Ordinal);
        Assert.Throws<VerifierException>(() => run.Edit("B.cs", ""));
        Assert.Throws<VerifierException>(() => run.AssertNoRoslynObjectsHeld("Nmaes"));
    }

    [Fact]
    public void GeneratorThatThrows_Fails()
    {
        var failure = Assert.Throws<VerifierException>(static () => new IncrementalRun<ThrowingGenerator>(OneClass));

        Assert.Contains("cannot write A", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StepsOfPlainData_HoldNoRoslynObject() => new IncrementalRun<NameGenerator>(OneClass).AssertNoRoslynObjectsHeld();

    [Fact]
    public void StepThatHoldsASymbol_FailsWithThePath()
    {
        var run = new IncrementalRun<SymbolHoldingGenerator>(OneClass);

        run.AssertNoRoslynObjectsHeld("Names");
        var failure = Assert.Throws<VerifierException>(() => run.AssertNoRoslynObjectsHeld());
        Assert.Contains("'Holders' holds on to SymbolHolder.Symbols.array[0]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingTracked_FailsInsteadOfCheckingNothing() => Assert.Throws<VerifierException>(
        static () => new IncrementalRun<NameGenerator>(new Dictionary<string, string>()).AssertNoRoslynObjectsHeld());
}
