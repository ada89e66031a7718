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
            SummationTree.For(options.ClassCount, precision.Lanes(VectorWidth.Bits512)),
            widths.Select(width => PlanWidth(options.ClassCount, precision, width, widths)).ToEquatableArray(),
            HasRow: options.ClassCount <= Limits.MaximumRowClasses);
    }

    private static WidthPlan PlanWidth(int classCount, Precision precision, VectorWidth width, IReadOnlyList<VectorWidth> widths)
    {
        int lanes = precision.Lanes(width);
        if (width == VectorWidth.Scalar)
        {
            return new WidthPlan(width, Strategy.ScalarLoop, Strategy.ScalarLoop, width, BlockFromRows: 0, PartialClasses: 0);
        }

        int partial = classCount % lanes;
        VectorWidth rowWidth = widths
            .Where(other => other <= width && other != VectorWidth.Scalar)
            .OrderBy(static other => other)
            .FirstOrDefault(other => other == width || classCount <= precision.Lanes(other));
        bool isUnrolled = classCount <= lanes * Limits.RowInRegistersVectors;
        if (classCount <= lanes * Limits.RowsAcrossClassesPerLane(width))
        {
            return new WidthPlan(width, Strategy.RowsAcross, Strategy.RowInRegisters, rowWidth, Limits.PaddedBlockFromRows, partial);
        }

        return isUnrolled
            ? new WidthPlan(width, Strategy.RowsTogether, Strategy.RowInRegisters, rowWidth, Limits.PartialBlockFromRows, partial)
            : new WidthPlan(width, Strategy.RowsTogether, Strategy.BlockedLoop, width, classCount <= Limits.RowKernelVectors * lanes ? Limits.PartialBlockFromRows : 1, partial);
    }
}
