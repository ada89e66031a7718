using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>The documentation of a head's members, with the head's own numbers.</summary>
internal sealed class MemberDocumentation(CSharpWriter writer, HeadPlan plan)
{
    private const string NotABatch = "The length of <paramref name=\"logits\"/> is not a multiple of {0}";
    private readonly string _count = CSharpLiteral.Of(plan.Options.ClassCount);
    private readonly string _last = CSharpLiteral.Of(plan.Options.ClassCount - 1);
    private readonly string _ignore = CSharpLiteral.Of(plan.Options.IgnoreLabel);
    private readonly string _element = Precision.Of(plan.Options.ElementType).Keyword;

    public void ClassCount() => Summary($"The number of classes: {_count}.");

    public void Row()
    {
        Summary($"The {_count} numbers of one row, on the stack: logits, probabilities or a gradient. Converts to and from spans; the members that take it need no length check.");
        writer.Line($"[global::System.Runtime.CompilerServices.InlineArray({_count})]");
    }

    public void Elementwise(string name)
    {
        bool log = name == "LogSoftmax";
        Summary(log
            ? $"log p_i = z_i − log Σ exp(z_j), for each row of {_count} logits z; within 2 ulp, however close to 0."
            : $"p_i = exp(z_i) / Σ exp(z_j), for each row of {_count} logits z, of whatever size; within 3 ulp.");
        Logits();
        writer.Line($"/// <param name=\"destination\">Receives {(log ? "log p" : "p")}, [N, {_count}]; may be the logits themselves. What lies beyond is not touched.</param>");
        writer.Line($"/// <remarks>A logit of −∞ has {(log ? "log p = −∞" : "p = 0")}. A row with a NaN, with +∞ or of nothing but −∞ becomes NaN; other rows are not affected. N = 0 is legal.</remarks>");
        ArgumentException($"{string.Format(NotABatch, _count)}, the destination is shorter, or it overlaps the logits without starting where they start.");
    }

    public void LogSumExpRow()
    {
        Summary($"log Σ exp(z_j) of one row of {_count} logits z: NaN if one is NaN, else +∞ if one is; −∞ if all are −∞.");
        RowParameter();
        ArgumentException($"The row does not have {_count} elements.");
    }

    public void LogSumExp()
    {
        Summary($"log Σ exp(z_j) of each row of {_count} logits z: NaN if one is NaN, else +∞ if one is; −∞ if all are −∞.");
        Logits();
        writer.Line("/// <param name=\"destination\">Receives one number per row, [N]. What lies beyond is not touched.</param>");
        ArgumentException($"{string.Format(NotABatch, _count)}, the destination has fewer than N elements, or it overlaps the logits.");
    }

    public void PredictRow()
    {
        Summary($"The class (0 to {_last}) with the largest logit; the lowest wins ties, and the first NaN beats every number.");
        RowParameter();
        ArgumentException($"The row does not have {_count} elements.");
    }

    public void PredictWithProbability()
    {
        Summary($"The class (0 to {_last}) with the largest logit, and its probability; the lowest class wins ties, and the first NaN beats every number.");
        RowParameter();
        writer.Line("/// <param name=\"probability\">max p; NaN if a logit is NaN or +∞, or all are −∞.</param>");
        ArgumentException($"The row does not have {_count} elements.");
    }

    public void Predict()
    {
        Summary($"The class (0 to {_last}) with the largest logit, for each row; the lowest wins ties, and the first NaN beats every number.");
        Logits();
        writer.Line("/// <param name=\"destination\">Receives one class per row, [N]. What lies beyond is not touched.</param>");
        ArgumentException($"{string.Format(NotABatch, _count)}, the destination has fewer than N elements, or it overlaps the logits.");
    }

    public void CrossEntropyRow()
    {
        Summary($"The cross-entropy −log p_y = log Σ exp(z_j) − z_y of one row of {_count} logits z, in nats; within 2 ulp, however small.");
        RowParameter();
        Label();
        writer.Line("/// <returns>The loss; +∞ if the label's logit is −∞, 0 for the ignore label.</returns>");
        ArgumentException($"The row does not have {_count} elements.");
        LabelException("label");
    }

    public void CrossEntropy(bool losses)
    {
        Summary($"Σ −log p_y over the rows of {_count} logits, in nats, without those whose label is {_ignore}{(losses ? "; and the loss of each row" : "")}.");
        Logits();
        LabelsParameter();
        if (losses)
        {
            writer.Line("/// <param name=\"losses\">Receives −log p_y of each row, [N]; 0 for an ignored row. What lies beyond is not touched.</param>");
        }

        writer.Line("/// <returns>The sum, and the number of rows in it; its Mean is NaN if there are none.</returns>");
        ArgumentException($"{string.Format(NotABatch, _count)}, there is not one label per row{(losses ? ", or losses is too short or overlaps an input" : "")}.");
        LabelException("labels");
    }

    public void CrossEntropyWithGradient()
    {
        Summary($"Σ −log p_y over the rows of {_count} logits, and its gradient p − onehot(y) with respect to the logits, in one pass.");
        Logits();
        LabelsParameter();
        writer.Lines($"""
            /// <param name="gradient">Receives ∂loss/∂z, [N, {_count}]: 0 for an ignored row, whatever its logits. May be the logits themselves. What lies beyond is not touched.</param>
            /// <param name="reduction">Mean: the gradient of the mean loss, divided by the number of rows that are not ignored. Sum: that of the sum.</param>
            /// <returns>The sum of the losses (whatever the reduction), and the number of rows in it.</returns>
            """);
        ArgumentException($"{string.Format(NotABatch, _count)}, there is not one label per row, or the gradient is too short or overlaps an input without starting where the logits start.");
        LabelException("labels", " Or the reduction is neither Mean nor Sum.");
    }

    public void CrossEntropyWithGradientRow()
    {
        Summary($"The cross-entropy −log p_y of one row of {_count} logits, and its gradient p − onehot(y) with respect to them.");
        RowParameter();
        Label();
        writer.Lines($"""
            /// <param name="gradient">Receives ∂loss/∂z, [{_count}]; 0 for the ignore label. May be the row itself.</param>
            /// <returns>The loss; 0 for the ignore label.</returns>
            """);
        ArgumentException($"The row does not have {_count} elements, or the gradient is too short or overlaps the row without starting where it starts.");
        LabelException("label");
    }

    /// <summary>The overloads on <c>Row</c>, which say what those on spans say, less the lengths.</summary>
    public void FixedSize(string name, string? otherParameters = null)
    {
        string span = $"global::System.ReadOnlySpan{{{_element}}}";
        string others = name is "Softmax" or "LogSoftmax"
            ? $", global::System.Span{{{_element}}}"
            : otherParameters is null ? "" : ", " + otherParameters.Replace('<', '{').Replace('>', '}');
        writer.Line($"/// <inheritdoc cref=\"{name}({span}{others})\"/>");
    }

    private void Summary(string text) => writer.Line($"/// <summary>{text}</summary>");

    private void Logits() => writer.Line($"/// <param name=\"logits\">z, row-major [N, {_count}]; N follows from the length.</param>");

    private void RowParameter() => writer.Line($"/// <param name=\"row\">z, [{_count}].</param>");

    private void Label() => writer.Line($"/// <param name=\"label\">y, 0 to {_last}, or {_ignore} to ignore the row.</param>");

    private void LabelsParameter() => writer.Line($"/// <param name=\"labels\">y, [N]: 0 to {_last}, or {_ignore} to ignore the row.</param>");

    private void ArgumentException(string text) => writer.Line($"/// <exception cref=\"global::System.ArgumentException\">{text}</exception>");

    private void LabelException(string name, string more = "") => writer.Line(
        $"/// <exception cref=\"global::System.ArgumentOutOfRangeException\"><paramref name=\"{name}\"/> holds something that is neither 0 to {_last} nor {_ignore}.{more}</exception>");
}
