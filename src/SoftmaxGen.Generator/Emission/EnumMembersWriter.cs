using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the members of a head whose classes an enum names: labels and predictions of its type.</summary>
internal sealed class EnumMembersWriter(CSharpWriter writer, HeadDeclaration head, HeadPlan plan, EnumClasses classes)
{
    private const string Kernels = $"global::{HeadWriter.KernelNamespace}.Kernels";
    private readonly string _element = Precision.Of(plan.Options.ElementType).Keyword;
    private readonly string _ignore = CSharpLiteral.Of(plan.Options.IgnoreLabel);

    private string Logits => $"global::System.ReadOnlySpan<{_element}> logits";

    private string Row => $"global::System.ReadOnlySpan<{_element}> row";

    private string Labels => $"global::System.ReadOnlySpan<{classes.FullName}> labels";

    private string Output(string name) => $"global::System.Span<{_element}> {name}";

    private string Options => $"in global::SoftmaxGen.LossOptions<{_element}> options";

    public void Write()
    {
        // The interface speaks of numbers: its members stay, out of sight.
        if (head.ImplementsInterface)
        {
            string self = $"global::SoftmaxGen.ISoftmaxHead<{head.FullName}, {_element}>";
            writer.Lines($"""
                static int {self}.Predict({Row}) => (int)Predict(row);

                static int {self}.Predict({Row}, out {_element} probability) => (int)Predict(row, out probability);

                """);
        }

        Member(
            "The class with the largest logit, for each row.",
            $"void Predict({Logits}, global::System.Span<{classes.FullName}> destination)",
            classes.UnderlyingType == "int"
                ? $"Predict(logits, global::System.Runtime.InteropServices.MemoryMarshal.Cast<{classes.FullName}, int>(destination))"
                : $"{Kernels}.Predict(logits, global::System.Runtime.InteropServices.MemoryMarshal.Cast<{classes.FullName}, {classes.UnderlyingType}>(destination))");
        Member("The cross-entropy −log p_y of one row.", $"{_element} CrossEntropy({Row}, {classes.FullName} label)", "CrossEntropy(row, unchecked((int)label))");
        Member("The cross-entropy of one row and its gradient.", $"{_element} CrossEntropyWithGradient({Row}, {classes.FullName} label, {Output("gradient")})", "CrossEntropyWithGradient(row, unchecked((int)label), gradient)");
        string options = ConstantsWriter.Merged(plan, "CrossEntropy", "options");
        string none = ConstantsWriter.Merged(plan, "CrossEntropy", "default");
        string reduced = ConstantsWriter.Merged(plan, "CrossEntropy", $"new global::SoftmaxGen.LossOptions<{_element}> {{ Reduction = reduction }}");
        string parts = "global::SoftmaxGen.Runtime.LossParts";
        Member("The cross-entropy of each row, added up.", $"global::SoftmaxGen.LossSum CrossEntropy({Logits}, {Labels})", Loss("default", "default", $"{parts}.Sum", none, "CrossEntropy(logits, {0})"));
        Member("The cross-entropy of each row.", $"global::SoftmaxGen.LossSum CrossEntropy({Logits}, {Labels}, {Output("losses")})", Loss("losses", "default", $"{parts}.Losses", none, "CrossEntropy(logits, {0}, losses)"));
        Member("The cross-entropy of each row with options, added up.", $"global::SoftmaxGen.LossSum CrossEntropy({Logits}, {Labels}, {Options})", Loss("default", "default", $"{parts}.Sum", options, null));
        Member("The cross-entropy of each row with options.", $"global::SoftmaxGen.LossSum CrossEntropy({Logits}, {Labels}, {Output("losses")}, {Options})", Loss("losses", "default", $"{parts}.Losses", options, null));
        Member("The cross-entropy of each row, and its gradient.", $"global::SoftmaxGen.LossSum CrossEntropyWithGradient({Logits}, {Labels}, {Output("gradient")}, global::SoftmaxGen.Reduction reduction = global::SoftmaxGen.Reduction.Mean)", Loss("default", "gradient", $"{parts}.Gradient", reduced, "CrossEntropyWithGradient(logits, {0}, gradient, reduction)"));
        Member("The cross-entropy of each row with options, and its gradient.", $"global::SoftmaxGen.LossSum CrossEntropyWithGradient({Logits}, {Labels}, {Output("gradient")}, {Options})", Loss("default", "gradient", $"{parts}.Gradient", options, null), isLast: true);
    }

    /// <summary>Through the plain member where labels are ints in memory, else through conversion.</summary>
    private string Loss(string losses, string gradient, string parts, string options, string? plain)
    {
        string cast = $"global::System.Runtime.InteropServices.MemoryMarshal.Cast<{classes.FullName}, {classes.UnderlyingType}>(labels)";
        return classes.UnderlyingType == "int" && plain is not null
            ? string.Format(System.Globalization.CultureInfo.InvariantCulture, plain, cast)
            : $"{Kernels}.CrossEntropy(logits, {cast}, {losses}, {gradient}, {parts}, {options}, {_ignore})";
    }

    private void Member(string summary, string signature, string body, bool isLast = false)
    {
        writer.Line($"/// <summary>{summary} Classes are values of <see cref=\"{classes.FullName}\"/>; all else is as for numbers.</summary>");
        writer.Line($"public static {signature} => {body};");
        if (!isLast)
        {
            writer.Line();
        }
    }
}
