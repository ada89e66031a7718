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
        }
    }
}
