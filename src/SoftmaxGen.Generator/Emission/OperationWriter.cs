using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// The few lines in which the operations differ: what is made of a row's maximum and sum, and what is written per class.
/// Spelled with numbers where rows are computed one by one, with vectors where they lie across the lanes.
/// </summary>
/// <remarks>
/// <para>
/// Given: <c>max</c>; <c>shift</c>, <c>bound</c>, <c>pivot</c> of the exponential; <c>sum</c> of all terms, or <c>below</c>,
/// the sum of the terms below the maximum, and <c>ties</c>, how often the maximum occurs; <c>picked</c>, the label's logit.
/// </para>
/// <para>
/// Method: with q = Σ over the classes other than (one) maximum / the maximum's term, logsumexp = max + log(1 + q),
/// loss = (max − z_y) + log(1 + q), both of them sums of what cannot cancel, and the gradient of the true class is minus
/// the sum of the other probabilities: a confident, correct prediction keeps its loss and its gradient.
/// </para>
/// </remarks>
internal static class OperationWriter
{
    /// <summary>What <see cref="Element"/> uses besides the class's own logit or term, one value per row.</summary>
    public static IReadOnlyList<string> RowValues(Operation operation) => operation.Elements switch
    {
        ElementOutput.Probability => ["inverse", "remainder"],
        ElementOutput.LogProbability => ["max", "logTotal"],
        ElementOutput.Gradient => ["factor"],
        _ => [],
    };

    /// <summary>Writes what the row as a whole gives, from its maximum and sum to <see cref="RowValues"/> and <c>result</c>.</summary>
    public static void WriteRowValues(KernelContext context, LaneSpelling lanes, Operation operation)
    {
        string type = lanes.Type;
        if (operation.Elements == ElementOutput.Probability)
        {
            // The inverse with its rounding error: p is rounded once, and 1 where nothing else counts.
            context.Writer.Lines($"""
                {type} inverse = {lanes.Constant(1)} / sum;
                {type} remainder = {lanes.MultiplyAdd("-sum", "inverse", lanes.Constant(1))} * inverse;
                """);
            return;
        }

        string math = lanes.IsScalar ? "RowMath." : "";
        string Exp(string argument) => $"{math}Exp({argument}, bound, pivot)";
        context.Writer.Lines($"""
            {type} count = {(lanes.IsScalar ? $"({type})ties" : lanes.ToNumber("ties"))};
            {type} peak = {Exp("max - shift")};
            """);
        if (operation.NeedsLogarithm)
        {
            context.Writer.Line($"{type} logTotal = {math}LogOnePlus((below / peak) + (count - {lanes.Constant(1)}));");
        }

        if (operation.Result == RowOutput.LogSumExp)
        {
            context.Writer.Line($"{type} result = max + logTotal;");
        }
        else if (operation.Result == RowOutput.MaximumProbability)
        {
            context.Writer.Line($"{type} result = peak / (below + (count * peak));");
        }
        else if (operation.Result == RowOutput.Loss)
        {
            context.Writer.Line($"{type} result = (max - picked) + logTotal;");
        }

        if (operation.Elements == ElementOutput.Gradient)
        {
            context.Writer.Lines($"""
                {type} total = below + (count * peak);
                {type} others = {lanes.Select(
                    lanes.AreEqual("picked", "max"),
                    $"below + ((count - {lanes.Constant(1)}) * peak)",
                    $"total - {Exp("picked - shift")}")};
                {type} factor = {(lanes.IsScalar ? "scale" : lanes.Splat("scale"))} / total;
                {type} atLabel = -(others * factor);
                """);
        }
    }

    /// <summary>The value of one class, from its logit <paramref name="x"/> and its term <paramref name="term"/>.</summary>
    /// <param name="lanes">How the value is spelled.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="x">The logit.</param>
    /// <param name="term">The exponential.</param>
    /// <param name="rowValue">How one of <see cref="RowValues"/> is spelled.</param>
    public static string Element(LaneSpelling lanes, Operation operation, string x, string term, Func<string, string> rowValue) => operation.Elements switch
    {
        ElementOutput.Probability => lanes.MultiplyAdd(term, rowValue("inverse"), $"{term} * {rowValue("remainder")}"),
        ElementOutput.LogProbability => $"({x} - {rowValue("max")}) - {rowValue("logTotal")}",
        ElementOutput.Gradient => $"{term} * {rowValue("factor")}",
        _ => throw new InvalidOperationException($"{operation.Name} writes nothing per class."),
    };
}
