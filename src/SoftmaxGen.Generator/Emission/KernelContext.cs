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

    public const string NoInline = "[C::MethodImpl(C::MethodImplOptions.NoInlining)]";

    public Precision Precision { get; } = Precision.Of(Plan.Options.ElementType);

    /// <summary>Vectors of this width.</summary>
    public LaneSpelling Lanes { get; } = new(Precision.Of(Plan.Options.ElementType), Width.Width);

    /// <summary>Single numbers: what belongs to a row as a whole, when rows are computed one by one.</summary>
    public LaneSpelling Number { get; } = new(Precision.Of(Plan.Options.ElementType), VectorWidth.Scalar);

    public string Element => Precision.Keyword;

    public int ClassCount => Plan.Options.ClassCount;

    public string IgnoreLabel => CSharpLiteral.Of(Plan.Options.IgnoreLabel);

    /// <summary>The parameters of a kernel for a single row or block: logits and, as the operation needs them, labels, output and scale.</summary>
    public string CoreParameters(Operation operation, string label) => string.Join(", ", new[]
    {
        $"ref {Element} x",
        operation.UsesLabels ? label : null,
        operation.Elements != ElementOutput.None ? $"ref {Element} y" : null,
        operation.Elements == ElementOutput.Gradient ? $"{Element} scale" : null,
    }.Where(static part => part is not null));

    /// <summary>The arguments that go with <see cref="CoreParameters"/>.</summary>
    public static string CoreArguments(Operation operation, string logits, string label, string output) => string.Join(", ", new[]
    {
        $"ref {logits}",
        operation.UsesLabels ? label : null,
        operation.Elements != ElementOutput.None ? $"ref {output}" : null,
        operation.Elements == ElementOutput.Gradient ? "scale" : null,
    }.Where(static part => part is not null));
}
