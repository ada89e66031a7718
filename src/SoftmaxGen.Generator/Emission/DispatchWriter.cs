using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes <c>Kernels</c>: one method per kernel, which calls that of the widest width the processor has.</summary>
internal static class DispatchWriter
{
    public static void Write(CSharpWriter writer, HeadPlan plan)
    {
        string element = Precision.Of(plan.Options.ElementType).Keyword;
        writer.Line("/// <summary>Calls the kernels of the widest vectors that the processor has; to the JIT, the choice is a constant.</summary>");
        using (writer.Block("file static class Kernels"))
        {
            foreach (Operation operation in Operation.All)
            {
                (string Type, string Name)[] parameters = new (string Type, string Name, bool Present)[]
                {
                    ($"ref {element}", "logits", true),
                    ("ref int", "labels", operation.UsesLabels),
                    ($"ref {element}", "results", operation.Result != RowOutput.None),
                    ($"ref {element}", "output", operation.Elements != ElementOutput.None),
                    ("nint", "rows", true),
                    (element, "scale", operation.Elements == ElementOutput.Gradient),
                }.Where(static parameter => parameter.Present).Select(static parameter => (parameter.Type, parameter.Name)).ToArray();
                Write(writer, plan, operation.Result == RowOutput.Loss ? "double" : "void", operation.Name, parameters);
                writer.Line();
            }

            Write(writer, plan, "void", "Predict", [($"ref {element}", "logits"), ("ref int", "classes"), ("nint", "rows")]);
        }
    }

    private static void Write(CSharpWriter writer, HeadPlan plan, string returns, string name, (string Type, string Name)[] parameters)
    {
        string arguments = string.Join(", ", parameters.Select(static parameter =>
            parameter.Type.StartsWith("ref ", StringComparison.Ordinal) ? $"ref {parameter.Name}" : parameter.Name));
        using (writer.Block($"internal static {returns} {name}({string.Join(", ", parameters.Select(static parameter => $"{parameter.Type} {parameter.Name}"))})"))
        {
            for (int i = 0; i < plan.Widths.Count; i++)
            {
                VectorWidth width = plan.Widths[i].Width;
                string call = $"{KernelClassWriter.NameOf(width)}.{name}({arguments});";
                if (i == plan.Widths.Count - 1)
                {
                    writer.Line(returns == "void" ? call : $"return {call}");
                    break;
                }

                using (writer.Block($"if (SG::VectorWidth.Is{(int)width})"))
                {
                    writer.Line(returns == "void" ? call : $"return {call}");
                    if (returns == "void")
                    {
                        writer.Line("return;");
                    }
                }

                writer.Line();
            }
        }
    }
}
