using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the members on tensors, and what they share: the elements of a dense tensor as a span. In the generated file rather
/// than in the library, which knows no tensors.
/// </summary>
internal static class TensorMembersWriter
{
    private const string Tensors = $"global::{HeadWriter.KernelNamespace}.Tensors";

    public static void Write(CSharpWriter writer, HeadPlan plan)
    {
        string element = Precision.Of(plan.Options.ElementType).Keyword;
        string count = CSharpLiteral.Of(plan.Options.ClassCount);
        bool isFirst = true;
        foreach (OperationMember member in TensorMembers.All)
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            writer.Line($"/// <summary>{OperationMembersWriter.Escape(member.Summary)}</summary>");
            foreach (OperationParameter parameter in member.Parameters)
            {
                writer.Line($"/// <param name=\"{parameter.Name}\">{OperationMembersWriter.Escape(parameter.Documentation.Replace("{K}", count))}</param>");
            }

            writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A tensor is not dense, the last dimension of the logits is not {count}, a length does not fit, or tensors overlap; nothing has been written then.</exception>");
            writer.Line("[global::System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]");
            string parameters = string.Join(", ", member.Parameters.Select(parameter => OperationMembersWriter.Declaration(parameter, element, "int")));
            string arguments = string.Join(", ", member.Parameters.Select(Argument));
            writer.Line($"public static {OperationMembersWriter.ReturnType(member)} {member.Name}({parameters}) => {member.Name}({arguments});");
        }
    }

    /// <summary>Writes the file-local class behind the members.</summary>
    public static void WriteShared(CSharpWriter writer, HeadPlan plan)
    {
        string element = Precision.Of(plan.Options.ElementType).Keyword;
        string count = CSharpLiteral.Of(plan.Options.ClassCount);
        writer.Line();
        writer.Line("/// <summary>Dense tensors as spans.</summary>");
        using (writer.Block("file static class Tensors"))
        {
            using (writer.Block($"internal static global::System.ReadOnlySpan<{element}> Rows(scoped in global::System.Numerics.Tensors.ReadOnlyTensorSpan<{element}> tensor, string name)"))
            {
                writer.Lines($$"""
                    if (tensor.Lengths.Length == 0 || tensor.Lengths[tensor.Lengths.Length - 1] != {{count}})
                    {
                        throw new global::System.ArgumentException($"The last dimension of the tensor has {(tensor.Lengths.Length == 0 ? 0 : tensor.Lengths[tensor.Lengths.Length - 1])} elements; expected {{count}}, one per class.", name);
                    }

                    return Values(tensor, name);
                    """);
            }

            foreach ((string tensor, string span, string create) in new[]
            {
                ("ReadOnlyTensorSpan", "ReadOnlySpan", "CreateReadOnlySpan(ref C::Unsafe.AsRef(in tensor.GetPinnableReference())"),
                ("TensorSpan", "Span", "CreateSpan(ref tensor.GetPinnableReference()"),
            })
            {
                writer.Line();
                using (writer.Block($"internal static global::System.{span}<T> Values<T>(scoped in global::System.Numerics.Tensors.{tensor}<T> tensor, string name)"))
                {
                    writer.Lines($$"""
                        if (!tensor.IsDense)
                        {
                            throw new global::System.ArgumentException("The tensor is not dense: its elements are not neighbours in memory.", name);
                        }

                        return global::System.Runtime.InteropServices.MemoryMarshal.{{create}}, checked((int)tensor.FlattenedLength));
                        """);
                }
            }
        }
    }

    private static string Argument(OperationParameter parameter) => parameter.Kind switch
    {
        ParameterKind.TensorInput => $"{Tensors}.Rows({parameter.Name}, \"{parameter.Name}\")",
        ParameterKind.TensorOutput or ParameterKind.TensorLabels or ParameterKind.TensorClasses => $"{Tensors}.Values({parameter.Name}, \"{parameter.Name}\")",
        _ => parameter.Name,
    };
}
