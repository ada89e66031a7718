using SoftmaxGen.Testing;

namespace SoftmaxGen.Generator.Tests.Generation;

/// <summary>No step keeps a compilation alive.</summary>
public sealed class HeldReferencesTests
{
    private const string Heads = """
        [SoftmaxHead(K = 3)] partial class Iris { }
        namespace N
        {
            partial interface IOuter<in T> { [SoftmaxHead(K = 300, ElementType = typeof(double), IgnoreLabel = 1)] partial record struct Digits<U>; }
        }
        [SoftmaxHead(K = 3)] class NotPartial { }
        """;

    [Fact]
    public void EveryNamedStep_IsTracked() => Assert.Equal(TrackingNames.All.Order(), HeadRun.Of(Heads).StepReasons.Keys.Order());

    [Fact]
    public void NoNamedStep_HoldsARoslynObject() => HeadRun.Of(Heads).AssertNoRoslynObjectsHeld(TrackingNames.All);

    [Fact]
    public void AfterAnEdit_NoNamedStepHoldsARoslynObject()
    {
        IncrementalRun<SoftmaxHeadGenerator> run = HeadRun.Of(Heads).Edit("A.cs", "using SoftmaxGen; " + Heads.Replace("300", "30"));

        run.AssertNoRoslynObjectsHeld(TrackingNames.All);
    }
}
