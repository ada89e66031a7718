using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes <c>RowMath</c>: the mathematics of a row as a whole, on single numbers, shared by all widths.</summary>
internal static class RowMathWriter
{
    public static void Write(CSharpWriter writer, HeadPlan plan)
    {
        Precision precision = Precision.Of(plan.Options.ElementType);
        LaneSpelling number = new(precision, VectorWidth.Scalar);
        using (writer.Block("file static class RowMath"))
        {
            VectorMathWriter.WritePivot(writer, number);
            writer.Line();
            VectorMathWriter.WriteExp(writer, number);
            writer.Line();
            VectorMathWriter.WriteLogOnePlus(writer, number);
            writer.Line();
            WriteLogSumExpNotFinite(writer, precision, CSharpLiteral.Of(plan.Options.ClassCount));
        }
    }

    private static void WriteLogSumExpNotFinite(CSharpWriter writer, Precision precision, string count)
    {
        writer.Line("/// <summary>log Σ exp of a row with a NaN (NaN), else with +∞ (+∞), or of nothing but −∞ (−∞).</summary>");
        writer.Line(KernelContext.NoInline);
        using (writer.Block($"internal static {precision.Keyword} LogSumExpNotFinite(ref {precision.Keyword} x)"))
        {
            writer.Line($"{precision.Keyword} max = {precision.Keyword}.NegativeInfinity;");
            using (writer.Block($"for (nint c = 0; c < {count}; c++)"))
            {
                // Math.Max keeps NaN.
                writer.Line("max = global::System.Math.Max(max, C::Unsafe.Add(ref x, c));");
            }

            writer.Line("return max;");
        }
    }
}
