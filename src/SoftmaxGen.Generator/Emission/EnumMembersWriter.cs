using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the members of a head whose classes an enum names: each calls the one for numbers, with the labels as they are in
/// memory where those are ints, else converted.
/// </summary>
internal sealed class EnumMembersWriter(CSharpWriter writer, HeadDeclaration head, HeadPlan plan, EnumClasses classes)
{
    private readonly string _element = Precision.Of(plan.Options.ElementType).Keyword;

    private string Row => $"global::System.ReadOnlySpan<{_element}> row";

    public void Write()
    {
        // The interface speaks of numbers: its members stay, out of sight.
        if (head.ImplementsInterface)
        {
            string self = $"global::SoftmaxGen.ISoftmaxHeadCore<{head.FullName}, {_element}>";
            writer.Lines($"""
                static int {self}.Predict({Row}) => (int)Predict(row);

                static int {self}.Predict({Row}, out {_element} probability) => (int)Predict(row, out probability);

                """);
        }

        WriteSummary("The cross-entropy −log p_y of one row.");
        writer.Line($"public static {_element} CrossEntropy({Row}, {classes.FullName} label) => CrossEntropy(row, unchecked((int)label));");
        writer.Line();
        WriteSummary("The cross-entropy of one row and its gradient.");
        writer.Line($"public static {_element} CrossEntropyWithGradient({Row}, {classes.FullName} label, global::System.Span<{_element}> gradient) => CrossEntropyWithGradient(row, unchecked((int)label), gradient);");
        foreach (OperationMember member in EnumMembers.Of(plan.Options))
        {
            writer.Line();
            Write(member);
        }
    }

    private void Write(OperationMember member)
    {
        WriteSummary(member.Summary.Replace("{K}", CSharpLiteral.Of(plan.Options.ClassCount)));
        string parameters = string.Join(", ", member.Parameters.Select(parameter => OperationMembersWriter.Declaration(parameter, _element, classes.FullName)));
        string signature = $"public static {OperationMembersWriter.ReturnType(member)} {member.Name}({parameters})";
        if (classes.UnderlyingType == "int")
        {
            writer.Line($"{signature} => {Call(member, Cast)};");
            return;
        }

        using (writer.Block(signature))
        {
            foreach (OperationParameter parameter in member.Parameters.Where(static parameter => IsOfClasses(parameter)))
            {
                bool isInput = parameter.Kind == ParameterKind.Labels;
                string type = $"global::SoftmaxGen.Runtime.{(isInput ? "ClassNumbers" : "ClassResults")}<{classes.UnderlyingType}>";
                writer.Line($"using var {parameter.Name}Numbers = new {type}({Cast(parameter)}{(isInput ? $", \"{parameter.Name}\"" : "")});");
            }

            string call = Call(member, static parameter => $"{parameter.Name}Numbers.Span");
            OperationParameter? results = member.Parameters.FirstOrDefault(static parameter => parameter.Kind == ParameterKind.Classes);
            writer.Line(results is null && member.Returns != "void" ? $"return {call};" : $"{call};");
            if (results is not null)
            {
                writer.Line($"{results.Name}Numbers.Store();");
            }
        }
    }

    private static string Call(OperationMember member, Func<OperationParameter, string> ofClasses) =>
        $"{member.Name}({string.Join(", ", member.Parameters.Select(parameter => IsOfClasses(parameter) ? ofClasses(parameter) : parameter.Name))})";

    private static bool IsOfClasses(OperationParameter parameter) => parameter.Kind is ParameterKind.Labels or ParameterKind.Classes;

    private string Cast(OperationParameter parameter) =>
        $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<{classes.FullName}, {classes.UnderlyingType}>({parameter.Name})";

    private void WriteSummary(string summary) => writer.Line(
        $"/// <summary>{OperationMembersWriter.Escape(summary)} Classes are values of <see cref=\"{classes.FullName}\"/>; all else is as for numbers.</summary>");
}
