using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Chooses a strategy per vector width: a pure function of the head's constants.</summary>
internal static class KernelPlanner
{
    /// <summary>Every width, widest first.</summary>
    public static readonly IReadOnlyList<VectorWidth> AllWidths =
        [VectorWidth.Bits512, VectorWidth.Bits256, VectorWidth.Bits128, VectorWidth.Scalar];

    public static HeadPlan Plan(HeadOptions options) => Plan(options, AllWidths);

    /// <summary>Plans for a choice of widths, widest first: tests force a width that the machine at hand would not choose.</summary>
    public static HeadPlan Plan(HeadOptions options, IReadOnlyList<VectorWidth> widths)
    {
        Precision precision = Precision.Of(options.ElementType);
        return new HeadPlan(
            options,
            new SummationTree(precision.Lanes(VectorWidth.Bits512), KeepsErrors: options.ClassCount > Limits.PlainSumClasses),
            widths.Select(width => PlanWidth(options.ClassCount, precision.Lanes(width), width)).ToEquatableArray(),
            HasRow: options.ClassCount <= Limits.MaximumRowClasses);
    }

    private static WidthPlan PlanWidth(int classCount, int lanes, VectorWidth width)
    {
        if (width == VectorWidth.Scalar)
        {
            return new WidthPlan(width, Strategy.ScalarLoop, Strategy.ScalarLoop, PaddedTailRows: 0, PartialClasses: 0);
        }

        int partial = classCount % lanes;
        int unrolled = width == VectorWidth.Bits512 ? Limits.RowInRegistersVectors512 : Limits.RowInRegistersVectors;
        Strategy row = classCount <= lanes * unrolled
            ? Strategy.RowInRegisters
            : Strategy.BlockedLoop;
        return classCount <= lanes * Limits.RowsAcrossClassesPerLane
            ? new WidthPlan(width, Strategy.RowsAcross, row, Limits.PaddedTailRows, partial)
            : new WidthPlan(width, row, row, PaddedTailRows: 0, partial);
    }
}
