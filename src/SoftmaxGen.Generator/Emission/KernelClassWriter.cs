using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the type that holds all kernels of one vector width, and the one that chooses the width.</summary>
internal static class KernelClassWriter
{
    /// <summary>The declaration of <c>Kernels</c>, through which members call the kernels of the widest vectors there are.</summary>
    public static string Dispatch(HeadPlan plan)
    {
        // A plan for fewer widths than all (tests make them) uses its narrowest one in place of those that are missing.
        string NameFor(VectorWidth width) => NameOf((plan.Widths.FirstOrDefault(planned => planned.Width == width) ?? plan.Widths[plan.Widths.Count - 1]).Width);
        string types = string.Join(", ", KernelPlanner.AllWidths.Select(NameFor));
        return $"file abstract class Kernels : SG::HeadKernels<{types}, {Precision.Of(plan.Options.ElementType).Keyword}>;";
    }

    public static void Write(CSharpWriter writer, HeadPlan plan, WidthPlan width)
    {
        KernelContext context = new(writer, plan, width);
        writer.Line($"/// <summary>{width.Name}.</summary>");
        using (writer.Block($"file struct {NameOf(width.Width)} : SG::IHeadKernels<{context.Element}>"))
        {
            writer.Line($"public static int ClassCount => {CSharpLiteral.Of(context.ClassCount)};");
            writer.Line();
            new RowKernelWriter(context).Write();
            if (width.RowWidth != width.Width)
            {
                writer.Line($"public static int PredictRow(ref {context.Element} x) => {NameOf(width.RowWidth)}.PredictRow(ref x);");
            }
            else if (width.Width == VectorWidth.Scalar)
            {
                PredictWriter.WriteScalarRow(context);
            }
            else
            {
                PredictWriter.WriteRow(context);
            }

            RowBlocksWriter blocks = width.Strategy switch
            {
                Strategy.RowsAcross => new RowsAcrossWriter(context),
                Strategy.RowsTogether => new RowsTogetherWriter(context),
                _ => new ScalarRowsWriter(context),
            };
            writer.Line();
            blocks.Write();
        }
    }

    /// <summary>The name of the type with a width's kernels.</summary>
    public static string NameOf(VectorWidth width) => width == VectorWidth.Scalar ? "ScalarKernels" : $"Kernels{(int)width}";
}
