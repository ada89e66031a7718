using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels for a single row: the row core around whichever strategy walks over the row.</summary>
internal static class RowKernelWriter
{
    public static void Write(KernelContext context, IRowStrategyWriter strategy)
    {
        strategy.WriteHelpers();
        foreach (Operation operation in Operation.All)
        {
            WriteOperation(context, strategy, operation);
            context.Writer.Line();
        }
    }

    /// <summary>The strategy's writer for this context.</summary>
    public static IRowStrategyWriter StrategyFor(KernelContext context) => context.Width.RowStrategy switch
    {
        Strategy.RowInRegisters => new RowInRegistersWriter(context),
        Strategy.BlockedLoop => new BlockedLoopWriter(context),
        Strategy.ScalarLoop => new ScalarLoopWriter(context),
        _ => throw new InvalidOperationException($"{context.Width.RowStrategy} cannot compute a single row."),
    };

    private static void WriteOperation(KernelContext context, IRowStrategyWriter strategy, Operation operation)
    {
        CSharpWriter writer = context.Writer;
        string returns = operation.Result == RowOutput.None ? "void" : context.Element;
        using (writer.Block($"private static {returns} {operation.Name}Row({context.CoreParameters(operation, "int label")})"))
        {
            if (operation.UsesLabels)
            {
                WriteIgnored(context, operation);
                writer.Line($"{context.Element} picked = C::Unsafe.Add(ref x, label);");
            }

            strategy.WriteMaximum(operation);
            writer.Line($"RowMath.Pivot(max, out {context.Element} shift, out {context.Element} bound, out {context.Precision.IntegerKeyword} pivot);");
            strategy.WriteSum(operation);
            OperationWriter.WriteRowValues(context, context.Number, operation);
            if (operation.Elements != ElementOutput.None)
            {
                strategy.WriteElements(operation);
            }

            if (operation.Elements == ElementOutput.Gradient)
            {
                writer.Line("C::Unsafe.Add(ref y, label) = atLabel;");
            }

            if (operation.Result == RowOutput.LogSumExp)
            {
                writer.Line($"return {context.Element}.IsNaN(result) ? RowMath.LogSumExpNotFinite(ref x) : result;");
            }
            else if (operation.Result != RowOutput.None)
            {
                writer.Line("return result;");
            }
        }
    }

    private static void WriteIgnored(KernelContext context, Operation operation)
    {
        using (context.Writer.Block($"if (label == {context.IgnoreLabel})"))
        {
            if (operation.Elements == ElementOutput.Gradient)
            {
                context.Writer.Line($"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref y, {context.ClassCount}).Clear();");
            }

            context.Writer.Line($"return {context.Number.Zero};");
        }
    }
}
