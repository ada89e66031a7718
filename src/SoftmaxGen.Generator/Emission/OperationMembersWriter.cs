using SoftmaxGen.Generator.Declarations;
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
        string title = "";
        foreach (OperationMember member in OperationMembers.All.Where(member => member.IsFor(plan.Options)))
        {
            writer.Line();
            if (Title(member.Group) is var its && its != title)
            {
                title = its;
                HeadWriter.WriteSection(writer, title);
            }

            Write(member);
        }
    }

    private static string Title(OperationGroups group) => group switch
    {
        _ when group.HasFlag(OperationGroups.InnerAxis) => "Batches [N, K, inner]: the class axis is not the last",
        OperationGroups.Losses => "Losses with options",
        OperationGroups.Derivatives => "Derivatives",
        OperationGroups.Temperature => "Temperatures and soft caps given at run time",
        OperationGroups.Masks => "Masked classes",
        OperationGroups.Storage => "Logits stored in 16 bits",
        OperationGroups.Evaluation => "Ranking and evaluation",
        _ => throw new InvalidOperationException($"{group} has no title."),
    };

    private void Write(OperationMember member)
    {
        writer.Line($"/// <summary>{Text(member.Summary)}</summary>");
        foreach (OperationParameter parameter in member.Parameters)
        {
            writer.Line($"/// <param name=\"{parameter.Name}\">{Text(parameter.Documentation)}</param>");
        }

        if (plan.Options.Constants.HasTransform && (member.Group & (OperationGroups.Derivatives | OperationGroups.Temperature)) != 0)
        {
            writer.Line("/// <remarks>Of the plain softmax: the temperature and the soft cap that the attribute has take no part here.</remarks>");
        }

        bool hasOptions = Has(member, ParameterKind.Options, ParameterKind.OptionalOptions);
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">{(hasOptions ? "A length does not fit, spans overlap, or an option has no meaning here" : "A length does not fit, or spans overlap")}; nothing has been written then.</exception>");
        if (Has(member, ParameterKind.Labels))
        {
            OutOfRange($"A label is neither a class (0 to {CSharpLiteral.Of(plan.Options.ClassCount - 1)}) nor the ignore label ({_ignore}, unless the options have another), or a number is out of its range");
        }
        else if (hasOptions || Has(member, ParameterKind.Number, ParameterKind.Integer, ParameterKind.Bits))
        {
            OutOfRange("A number is out of its range");
        }
        else if (Has(member, ParameterKind.Convention))
        {
            OutOfRange("The convention is unknown");
        }

        string parameters = string.Join(", ", member.Parameters.Select(parameter => Declaration(parameter, _element, "int")));
        string operation = member.Call.Substring(0, member.Call.IndexOf('('));
        string call = member.Call.Replace("{I}", _ignore)
            .Replace("{t}", plan.Options.Constants.HasTransform ? ", " + ConstantsWriter.Transform(plan) : "")
            .Replace("LossParts.", "global::SoftmaxGen.Runtime.LossParts.")
            .Replace(", options", ", " + ConstantsWriter.Merged(plan, operation, "options"));
        writer.Line($"public static {ReturnType(member)} {member.Name}({parameters}) => global::{HeadWriter.KernelNamespace}.Kernels.{call};");
    }

    /// <summary>The type that a member returns, in full.</summary>
    public static string ReturnType(OperationMember member) => member.Returns == "LossSum" ? "global::SoftmaxGen.LossSum" : member.Returns;

    /// <summary>A parameter as it is declared.</summary>
    public static string Declaration(OperationParameter parameter, string element, string classes)
    {
        bool isOfClasses = classes != "int" && parameter.Kind is ParameterKind.Labels or ParameterKind.Classes;
        string type = parameter.TypeFor(element, isOfClasses ? "{0}" : "int").Replace("System.", "global::System.").Replace("SoftmaxGen.", "global::SoftmaxGen.");
        if (isOfClasses)
        {
            type = type.Replace("{0}", classes);
        }

        if (parameter.Kind is ParameterKind.TensorInput or ParameterKind.TensorOutput or ParameterKind.TensorLabels or ParameterKind.TensorClasses)
        {
            type = "scoped " + type;
        }

        string value = parameter.Kind switch
        {
            ParameterKind.OptionalOptions => " = default",
            ParameterKind.Convention => " = global::SoftmaxGen.HessianConvention.Plain",
            ParameterKind.Reduction => " = global::SoftmaxGen.Reduction.Mean",
            _ => "",
        };
        return $"{type} {parameter.Name}{value}";
    }

    private void OutOfRange(string text) =>
        writer.Line($"/// <exception cref=\"global::System.ArgumentOutOfRangeException\">{text}; nothing has been written then.</exception>");

    private static bool Has(OperationMember member, params ParameterKind[] kinds) => member.Parameters.Any(parameter => kinds.Contains(parameter.Kind));

    /// <summary>Text as documentation has it.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private string Text(string text) => Escape(text.Replace("{K}", _count));
}
