using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Planning;

/// <summary>Everything that decides the text of a head's kernels.</summary>
/// <param name="Options">The constants of the head.</param>
/// <param name="Tree">The order in which the classes are summed, the same at every width.</param>
/// <param name="Widths">What is emitted per vector width, widest first; the last one needs no run-time check.</param>
/// <param name="HasRow">Whether the fixed-size <c>Row</c> type and its overloads are emitted.</param>
internal sealed record HeadPlan(HeadOptions Options, SummationTree Tree, EquatableArray<WidthPlan> Widths, bool HasRow)
{
    /// <summary>The plan as text, such as <c>f32-k3: v512 rows-across, … · scalar scalar-loop</c>.</summary>
    public string Name => $"{Precision.Of(Options.ElementType).ShortName}-k{Options.ClassCount}: "
        + string.Join(" · ", Widths.Select(static width => width.Name));
}
