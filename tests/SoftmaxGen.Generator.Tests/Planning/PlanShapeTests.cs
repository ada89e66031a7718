using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Tests.Emission;
using SoftmaxGen.Generator.Tests.TestSupport;

namespace SoftmaxGen.Generator.Tests.Planning;

/// <summary>Whatever the planner can choose, some head that is compared with true values has it.</summary>
public sealed class PlanShapeTests
{
    private static readonly int[] ClassCounts =
        [.. Enumerable.Range(1, 5000), 8192, 10_000, 16_384, 30_522, 32_000, 50_257, 65_536, 100_000, 128_256, 200_000, 1_000_000, int.MaxValue];

    [Theory]
    [InlineData(ElementType.Single)]
    [InlineData(ElementType.Double)]
    internal void EveryShape_IsAmongTheNumericTests(ElementType element) =>
        AssertCovered(element, NumericHeads.ClassCounts(element));

    [Fact]
    public void EveryShape_IsAmongTheForcedWidths()
    {
        AssertCovered(ElementType.Single, ForcedWidthHeads<float>.ClassCounts);
        AssertCovered(ElementType.Double, ForcedWidthHeads<double>.ClassCounts);
    }

    [Fact]
    public void EveryStrategy_IsAShape()
    {
        HashSet<Strategy> strategies =
        [
            .. ClassCounts.SelectMany(static count => Plan(count, ElementType.Single).Widths)
                .SelectMany(static width => new[] { width.Strategy, width.RowStrategy }),
        ];

        Assert.Equal(Enum.GetValues<Strategy>(), strategies.Order());
    }

    private static void AssertCovered(ElementType element, IEnumerable<int> tested)
    {
        HashSet<string> covered = [.. tested.SelectMany(count => Shapes(count, element))];
        string[] missing =
        [
            .. from count in ClassCounts
               from shape in Shapes(count, element)
               where !covered.Contains(shape)
               group count by shape into missed
               select $"K = {string.Join(", ", missed.Take(8))}: {missed.Key}",
        ];

        Assert.True(covered.Count > 20, string.Join('\n', covered));
        Assert.True(missing.Length == 0, string.Join('\n', missing));
    }

    private static IEnumerable<string> Shapes(int count, ElementType element)
    {
        HeadPlan plan = Plan(count, element);
        return plan.Widths.Select(width => PlanShape.Of(plan, width));
    }

    private static HeadPlan Plan(int count, ElementType element) => KernelPlanner.Plan(new HeadOptions(count, element, -100));
}
