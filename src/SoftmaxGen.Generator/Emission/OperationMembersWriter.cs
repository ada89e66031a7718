using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the members of <see cref="OperationMembers"/>: documentation with the head's own numbers, and a call.</summary>
internal sealed class OperationMembersWriter(CSharpWriter writer, HeadPlan plan)
{
    private readonly string _element = Precision.Of(plan.Options.ElementType).Keyword;
    private readonly string _count = CSharpLiteral.Of(plan.Options.ClassCount);
    private readonly string _ignore = CSharpLiteral.Of(plan.Options.IgnoreLabel);

    public void Write()
    {
        bool isFirst = true;
        foreach (OperationMember member in OperationMembers.All.Where(member => member.IsFor(plan.Options)))
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            Write(member);
        }
    }

    private void Write(OperationMember member)
    {
        writer.Line($"/// <summary>{Text(member.Summary)}</summary>");
        foreach (OperationParameter parameter in member.Parameters)
        {
            writer.Line($"/// <param name=\"{parameter.Name}\">{Text(parameter.Documentation)}</param>");
        }

        writer.Line("/// <exception cref=\"global::System.ArgumentException\">A length does not fit, spans overlap, or an option is out of its range or has no meaning here; nothing has been written then.</exception>");
        if (member.Parameters.Any(static parameter => parameter.Kind is ParameterKind.Labels or ParameterKind.LongLabels or ParameterKind.ByteLabels))
        {
            writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">A label is neither a class (0 to {CSharpLiteral.Of(plan.Options.ClassCount - 1)}) nor the ignore label ({_ignore}, unless the options have another).</exception>");
        }

        string parameters = string.Join(", ", member.Parameters.Select(Declaration));
        string operation = member.Call.Substring(0, member.Call.IndexOf('('));
        string call = member.Call.Replace("{I}", _ignore)
            .Replace("LossParts.", "global::SoftmaxGen.Runtime.LossParts.")
            .Replace(", options", ", " + ConstantsWriter.Merged(plan, operation, "options"));
        string returns = member.Returns == "LossSum" ? "global::SoftmaxGen.LossSum" : member.Returns;
        writer.Line($"public static {returns} {member.Name}({parameters}) => global::{HeadWriter.KernelNamespace}.Kernels.{call};");
    }

    private string Declaration(OperationParameter parameter) => parameter.Kind switch
    {
        ParameterKind.Input => $"global::System.ReadOnlySpan<{_element}> {parameter.Name}",
        ParameterKind.Output => $"global::System.Span<{_element}> {parameter.Name}",
        ParameterKind.Labels => $"global::System.ReadOnlySpan<int> {parameter.Name}",
        ParameterKind.LongLabels => $"global::System.ReadOnlySpan<long> {parameter.Name}",
        ParameterKind.ByteLabels => $"global::System.ReadOnlySpan<byte> {parameter.Name}",
        ParameterKind.Options => $"in global::SoftmaxGen.LossOptions<{_element}> {parameter.Name}",
        ParameterKind.OptionalOptions => $"in global::SoftmaxGen.LossOptions<{_element}> {parameter.Name} = default",
        ParameterKind.Number => $"double {parameter.Name}",
        ParameterKind.Integer => $"int {parameter.Name}",
        ParameterKind.Classes => $"global::System.Span<int> {parameter.Name}",
        ParameterKind.Mask => $"global::System.ReadOnlySpan<bool> {parameter.Name}",
        ParameterKind.Bits => $"ulong {parameter.Name}",
        ParameterKind.Convention => $"global::SoftmaxGen.HessianConvention {parameter.Name} = global::SoftmaxGen.HessianConvention.Plain",
        ParameterKind.HalfInput => $"global::System.ReadOnlySpan<global::System.Half> {parameter.Name}",
        ParameterKind.HalfOutput => $"global::System.Span<global::System.Half> {parameter.Name}",
        ParameterKind.BFloat16Input => $"global::System.ReadOnlySpan<global::SoftmaxGen.BFloat16> {parameter.Name}",
        ParameterKind.BFloat16Output => $"global::System.Span<global::SoftmaxGen.BFloat16> {parameter.Name}",
        ParameterKind.Evaluation => $"global::SoftmaxGen.Evaluation {parameter.Name}",
        _ => throw new InvalidOperationException($"{parameter.Kind} has no declaration."),
    };

    private string Text(string text) => text.Replace("{K}", _count).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
