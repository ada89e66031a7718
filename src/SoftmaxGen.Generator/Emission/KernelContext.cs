using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>What the writers of one width's kernels share.</summary>
/// <param name="Writer">Where the text goes.</param>
/// <param name="Plan">The head's plan.</param>
/// <param name="Width">The plan of this width.</param>
internal sealed record KernelContext(CSharpWriter Writer, HeadPlan Plan, WidthPlan Width)
{
    public const string Inline = "[C::MethodImpl(C::MethodImplOptions.AggressiveInlining)]";

    public Precision Precision { get; } = Precision.Of(Plan.Options.ElementType);

    /// <summary>Vectors of this width.</summary>
    public LaneSpelling Lanes { get; } = new(Precision.Of(Plan.Options.ElementType), Width.Width);

    /// <summary>Single numbers: what belongs to a row as a whole, when rows are computed one by one.</summary>
    public LaneSpelling Number { get; } = new(Precision.Of(Plan.Options.ElementType), VectorWidth.Scalar);

    public string Element => Precision.Keyword;

    public string Integer => Precision.IntegerKeyword;

    public int ClassCount => Plan.Options.ClassCount;

    public string IgnoreLabel => CSharpLiteral.Of(Plan.Options.IgnoreLabel);
}
