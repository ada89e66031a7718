using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the class that holds all kernels of one vector width.</summary>
internal static class KernelClassWriter
{
    /// <summary>The name of the class for a width.</summary>
    public static string NameOf(VectorWidth width) => width == VectorWidth.Scalar ? "ScalarKernels" : $"Kernels{(int)width}";

    public static void Write(CSharpWriter writer, HeadPlan plan, WidthPlan width)
    {
        KernelContext context = new(writer, plan, width);
        BatchWriter batch = new(context);
        writer.Line($"/// <summary>{width.Name}.</summary>");
        using (writer.Block($"file static class {NameOf(width.Width)}"))
        {
            RowKernelWriter.Write(context, RowKernelWriter.StrategyFor(context));
            if (width.Width == VectorWidth.Scalar)
            {
                PredictWriter.WriteScalarRow(context);
            }
            else
            {
                PredictWriter.WriteRow(context);
            }

            writer.Line();
            if (width.Strategy == Strategy.RowsAcross)
            {
                new RowsAcrossWriter(context).Write();
                batch.WritePadded();
            }

            batch.Write();
        }
    }
}
