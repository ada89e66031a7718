using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// The few lines in which the operations differ: what is made of a row's maximum and sum, and what is written per class.
/// Spelled with vectors that have a row in each lane, or the same row in all of them; with numbers where there are no vectors.
/// </summary>
/// <remarks>
/// <para>
/// Given: <c>max</c>; <c>shift</c>, <c>bound</c>, <c>magic</c> of the exponential; <c>sum + low</c>, the terms below the
/// maximum, and <c>ties</c>, how often the maximum occurs; <c>picked</c>, the label's logit, and <c>pickedTerm</c>.
/// </para>
/// <para>
/// Method: with q = Σ over the classes other than (one) maximum / the maximum's term, logsumexp = max + log(1 + q),
/// loss = (max − z_y) + log(1 + q), both of them sums of what cannot cancel, and the gradient of the true class is minus
/// the sum of the other probabilities: a confident, correct prediction keeps its loss and its gradient. Divisions carry
/// their remainder along.
/// </para>
/// </remarks>
internal static class OperationWriter
{
    /// <summary>Writes <c>count</c> (the ties as a number), <c>peak</c> and <c>peakLow</c>: the term of the maximum.</summary>
    public static void WritePeak(CSharpWriter writer, LaneSpelling lanes)
    {
        string power = lanes.Constant(lanes.Precision.PeakPower);
        writer.Lines($"""
            {lanes.Type} peakTail = PeakTail(max, shift, magic);
            {lanes.Type} count = {(lanes.IsScalar ? $"({lanes.Type})ties" : lanes.ToNumber("ties"))};
            {lanes.Type} peak = {lanes.MultiplyAdd("peakTail", power, power)};
            {lanes.Type} peakLow = {lanes.MultiplyAdd("peakTail", power, $"{power} - peak")};
            """);
    }

    /// <summary>
    /// Writes <c>inverse</c> and <c>remainder</c>, with which every term becomes a probability: of all terms together, with
    /// their rounding errors. Where nothing counts beside the maximum, its term is as it has been stored, rounded: it
    /// then has the probability 1, not the last number before, or 1 by the number of ties.
    /// </summary>
    public static void WriteInverse(CSharpWriter writer, LaneSpelling lanes) => writer.Lines($"""
        {lanes.Type} peaks = count * peak;
        {lanes.Type} known = {lanes.Select(lanes.AtLeast("sum", $"peaks * {lanes.Constant(lanes.Precision.HalfUlpBelowOne)}"), "peakLow", lanes.Zero)};
        {lanes.Type} peaksLow = {lanes.MultiplyAdd("count", "known", lanes.MultiplySubtract("count", "peak", "peaks"))};
        {lanes.Type} total = SG::Simd.AddTerms(peaks, sum, peaksLow, low, out low);
        {lanes.Type} inverse = {lanes.Constant(1)} / total;
        {lanes.Type} remainder = ({lanes.SubtractProduct(lanes.Constant(1), "total", "inverse")} - (low * inverse)) * inverse;
        """);

    /// <summary>The same of a total, which is the sum of all terms as they have been stored.</summary>
    public static void WriteInverseOfTotal(CSharpWriter writer, LaneSpelling lanes) => writer.Lines($"""
        {lanes.Type} inverse = {lanes.Constant(1)} / sum;
        {lanes.Type} remainder = ({lanes.SubtractProduct(lanes.Constant(1), "sum", "inverse")} - (low * inverse)) * inverse;
        """);

    /// <summary>A term times a number in two parts, rounded once: a probability, 1 where nothing else counts, or a gradient.</summary>
    public static string Scaled(LaneSpelling lanes, string term, string high, string low) =>
        lanes.MultiplyAdd(term, high, $"{term} * {low}");

    /// <summary>Writes <c>log</c> and <c>logLow</c>: log Σ exp(z − max).</summary>
    public static void WriteLogarithm(CSharpWriter writer, LaneSpelling lanes) =>
        writer.Line($"{lanes.Type} log = LogOfSum(peak, peakLow, count, sum, low, out {lanes.Type} logLow);");

    /// <summary>log Σ exp, from <c>WriteLogarithm</c>.</summary>
    public const string LogSumExp = "(max + log) + logLow";

    /// <summary>The loss, from <c>WriteLogarithm</c>.</summary>
    public const string Loss = "((max - picked) + log) + logLow";

    /// <summary>The largest probability, from <see cref="WritePeak"/>.</summary>
    public static string MaximumProbability(LaneSpelling lanes) => $"peak / {lanes.MultiplyAdd("count", "peak", "sum")}";

    /// <summary>
    /// Writes <c>factor</c>, with which terms become gradients, and <c>atLabel</c>, the gradient of the label's class: minus the
    /// sum of the others, with the remainders of the sums and of the division.
    /// </summary>
    public static void WriteGradient(CSharpWriter writer, LaneSpelling lanes)
    {
        writer.Lines($"""
            {lanes.MaskType} isMaximum = {lanes.AreEqual("picked", "max")};
            {lanes.Type} others = count - {lanes.Constant(1)};
            {lanes.Type} sumLow = low;
            """);
        WriteInverse(writer, lanes);
        writer.Lines($"""
            {lanes.Type} rest = {lanes.Select("isMaximum", lanes.MultiplyAdd("others", "peak", "sum"), "total - pickedTerm")};
            {lanes.Type} restLow = {lanes.Select("isMaximum", "sumLow", "(low + ((total - rest) - pickedTerm))")};
            {lanes.Type} scales = {lanes.Splat("scale")};
            {lanes.Type} factor = scales * inverse;
            {lanes.Type} factorLow = {lanes.MultiplyAdd("scales", "remainder", lanes.MultiplySubtract("scales", "inverse", "factor"))};
            {lanes.Type} atLabel = -{lanes.MultiplyAdd("rest", "factor", lanes.MultiplyAdd("rest", "factorLow", "restLow * factor"))};
            """);
    }
}
