using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Tests.Planning;

/// <summary>Which strategy is chosen, and how the plan is named.</summary>
public sealed class KernelPlannerTests
{
    private static readonly VectorWidth[] Widest = [VectorWidth.Bits512, VectorWidth.Bits256, VectorWidth.Bits128, VectorWidth.Scalar];

    [Fact]
    public void EveryWidth_IsPlannedWidestFirst() =>
        Assert.Equal(Widest, Plan(10).Widths.Select(static width => width.Width));

    [Fact]
    public void Scalar_IsAlwaysALoop() => Assert.All(
        new[] { 1, 2, 10, 100, 1000, int.MaxValue },
        static count => Assert.Equal(new WidthPlan(VectorWidth.Scalar, Strategy.ScalarLoop, Strategy.ScalarLoop, VectorWidth.Scalar, 0, 0), Plan(count).Widths[^1]));

    [Theory]
    [InlineData(VectorWidth.Bits512)]
    [InlineData(VectorWidth.Bits256)]
    [InlineData(VectorWidth.Bits128)]
    internal void Strategy_FollowsTheLimits(VectorWidth width)
    {
        foreach (ElementType type in Enum.GetValues<ElementType>())
        {
            int lanes = Precision.Of(type).Lanes(width);
            int across = (int)(lanes * Limits.RowsAcrossClassesPerLane(width));
            int inRegisters = lanes * Limits.RowInRegistersVectors;
            (Strategy, Strategy) Of(int count)
            {
                WidthPlan plan = Assert.Single(KernelPlanner.Plan(new HeadOptions(count, type, -100), [width]).Widths);
                return (plan.Strategy, plan.RowStrategy);
            }

            Assert.Equal((Strategy.RowsAcross, Strategy.RowInRegisters), Of(1));
            Assert.Equal((Strategy.RowsAcross, Strategy.RowInRegisters), Of(across));
            Assert.Equal((Strategy.RowsTogether, Strategy.RowInRegisters), Of(across + 1));
            Assert.Equal((Strategy.RowsTogether, Strategy.RowInRegisters), Of(inRegisters));
            Assert.Equal((Strategy.RowsTogether, Strategy.BlockedLoop), Of(inRegisters + 1));
            Assert.Equal((Strategy.RowsTogether, Strategy.BlockedLoop), Of(int.MaxValue));
        }
    }

    [Theory]
    [InlineData(16, 0, 0, 0)]
    [InlineData(17, 1, 1, 1)]
    [InlineData(100, 4, 4, 0)]
    public void PartialClasses_AreWhatTheLastVectorHolds(int count, int bits512, int bits256, int bits128) =>
        Assert.Equal([bits512, bits256, bits128, 0], Plan(count).Widths.Select(static width => width.PartialClasses));

    [Theory]
    [InlineData(1, ElementType.Single, VectorWidth.Bits128, VectorWidth.Bits128)]
    [InlineData(3, ElementType.Single, VectorWidth.Bits128, VectorWidth.Bits128)]
    [InlineData(4, ElementType.Single, VectorWidth.Bits128, VectorWidth.Bits128)]
    [InlineData(5, ElementType.Single, VectorWidth.Bits256, VectorWidth.Bits256)]
    [InlineData(8, ElementType.Single, VectorWidth.Bits256, VectorWidth.Bits256)]
    [InlineData(9, ElementType.Single, VectorWidth.Bits512, VectorWidth.Bits256)]
    [InlineData(16, ElementType.Single, VectorWidth.Bits512, VectorWidth.Bits256)]
    [InlineData(17, ElementType.Single, VectorWidth.Bits512, VectorWidth.Bits256)]
    [InlineData(1000, ElementType.Single, VectorWidth.Bits512, VectorWidth.Bits256)]
    [InlineData(2, ElementType.Double, VectorWidth.Bits128, VectorWidth.Bits128)]
    [InlineData(3, ElementType.Double, VectorWidth.Bits256, VectorWidth.Bits256)]
    [InlineData(4, ElementType.Double, VectorWidth.Bits256, VectorWidth.Bits256)]
    [InlineData(5, ElementType.Double, VectorWidth.Bits512, VectorWidth.Bits256)]
    [InlineData(8, ElementType.Double, VectorWidth.Bits512, VectorWidth.Bits256)]
    internal void RowWidth_IsTheNarrowestThatHoldsTheRow(int count, ElementType type, VectorWidth at512, VectorWidth at256) => Assert.Equal(
        [at512, at256, VectorWidth.Bits128, VectorWidth.Scalar],
        KernelPlanner.Plan(new HeadOptions(count, type, -100)).Widths.Select(static width => width.RowWidth));

    [Theory]
    [InlineData(VectorWidth.Bits512)]
    [InlineData(VectorWidth.Bits256)]
    [InlineData(VectorWidth.Bits128)]
    [InlineData(VectorWidth.Scalar)]
    internal void RowWidth_IsAmongThePlannedWidths(VectorWidth width)
    {
        foreach (int count in new[] { 1, 3, 8, 16, 100 })
        {
            HeadOptions options = new(count, ElementType.Single, -100);
            Assert.Equal(width, Assert.Single(KernelPlanner.Plan(options, [width]).Widths).RowWidth);
            Assert.All(KernelPlanner.Plan(options, [width, VectorWidth.Scalar]).Widths, static planned => Assert.Equal(planned.Width, planned.RowWidth));
        }
    }

    [Theory]
    [InlineData(VectorWidth.Bits512)]
    [InlineData(VectorWidth.Bits256)]
    [InlineData(VectorWidth.Bits128)]
    internal void SingleRows_HaveKernelsOfTheirOwnUpToTheLimit(VectorWidth width)
    {
        foreach (ElementType type in Enum.GetValues<ElementType>())
        {
            int lanes = Precision.Of(type).Lanes(width);
            int across = (int)(lanes * Limits.RowsAcrossClassesPerLane(width));
            int limit = lanes * Limits.RowKernelVectors;
            (int, bool) Of(int count)
            {
                WidthPlan plan = Assert.Single(KernelPlanner.Plan(new HeadOptions(count, type, -100), [width]).Widths);
                return (plan.BlockFromRows, plan.HasRowKernels);
            }

            Assert.Equal((Limits.PaddedBlockFromRows, true), Of(1));
            Assert.Equal((Limits.PaddedBlockFromRows, true), Of(across));
            Assert.Equal((Limits.PartialBlockFromRows, true), Of(across + 1));
            Assert.Equal((Limits.PartialBlockFromRows, true), Of(limit));
            Assert.Equal((1, false), Of(limit + 1));
            Assert.Equal((1, false), Of(int.MaxValue));
        }
    }

    [Theory]
    [InlineData(3, ElementType.Single, "f32-k3: v512 rows-across, v128 row-in-registers below 3 rows · v256 rows-across, v128 row-in-registers below 3 rows · v128 rows-across, row-in-registers below 3 rows · scalar scalar-loop")]
    [InlineData(100, ElementType.Single, "f32-k100: v512 rows-together, blocked-loop below 2 rows · v256 rows-together, blocked-loop below 2 rows · v128 rows-together, blocked-loop below 2 rows · scalar scalar-loop")]
    [InlineData(20, ElementType.Double, "f64-k20: v512 rows-together, row-in-registers below 2 rows · v256 rows-together, blocked-loop below 2 rows · v128 rows-together, blocked-loop below 2 rows · scalar scalar-loop")]
    [InlineData(1000, ElementType.Double, "f64-k1000: v512 rows-together, blocked-loop · v256 rows-together, blocked-loop · v128 rows-together, blocked-loop · scalar scalar-loop")]
    internal void Name_TellsTheWholePlan(int count, ElementType type, string expected) =>
        Assert.Equal(expected, KernelPlanner.Plan(new HeadOptions(count, type, -100)).Name);

    [Fact]
    public void Name_IsTheFirstCommentOfTheFile()
    {
        HeadPlan plan = Plan(10);
        HeadDeclaration head = new("", [], new TypeShell("class", "Digits", ""), true, "Digits.g.cs", plan.Options);

        Assert.StartsWith($"// <auto-generated/>\n// SoftmaxGen plan: {plan.Name}\n", HeadWriter.Write(head, plan));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(Limits.MaximumRowClasses, true)]
    [InlineData(Limits.MaximumRowClasses + 1, false)]
    public void Row_ExistsUpToItsLimit(int count, bool expected) => Assert.Equal(expected, Plan(count).HasRow);

    [Fact]
    public void EqualOptions_GiveEqualPlansAndText()
    {
        HeadDeclaration head = new("", [], new TypeShell("class", "Digits", ""), true, "Digits.g.cs", new HeadOptions(10, ElementType.Single, -100));

        Assert.Equal(Plan(10), Plan(10));
        Assert.Equal(Plan(10).GetHashCode(), Plan(10).GetHashCode());
        Assert.NotEqual(Plan(10), Plan(11));
        Assert.Equal(HeadWriter.Write(head, Plan(10)), HeadWriter.Write(head, Plan(10)));
    }

    private static HeadPlan Plan(int count) => KernelPlanner.Plan(new HeadOptions(count, ElementType.Single, -100));
}
