using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the vector mathematics of one width: the exponential relative to a row's maximum, and log(1 + q). The same text
/// at every width, so the same bits.
/// </summary>
internal static class VectorMathWriter
{
    /// <summary>Writes <c>Exp</c>.</summary>
    /// <remarks>
    /// Method: let m be the row's maximum and s = m if |m| is large, else 0. Then d = x − s is exact for every x above the
    /// floor, where rounding x − m would cost many ulp. Reduction n = round(d · log2 e), r = d − n · ln 2 in two fused steps,
    /// the first of them exact; polynomial 1 + r + r² · c(r); reconstruction by 2^(n − N + headroom) with
    /// N = round((m − s) · log2 e), so that the maximum leaves through the exponents, without error.
    /// Bound: 0.9 ulp. d is clamped at the floor, where terms vanish; −∞ with it. Infinities of the maximum and NaN end in
    /// NaN, as n or r is NaN then.
    /// References: Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6; Muller et al., Handbook of
    /// Floating-Point Arithmetic (2018), section 4.2 (Sterbenz).
    /// </remarks>
    public static void WriteExp(CSharpWriter writer, LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        string polynomial = lanes.Constant(precision.ExpCoefficients[precision.ExpCoefficients.Count - 1]);
        List<string> horner = [$"{type} p = {polynomial};"];
        horner.AddRange(precision.ExpCoefficients.Reverse().Skip(1).Concat([1.0, 1.0])
            .Select(coefficient => $"p = {lanes.MultiplyAdd("p", "r", lanes.Constant(coefficient))};"));

        writer.Line($"/// <summary>2^{precision.HeadroomExponent} · e^(x − m) for d = x − s, up to a factor common to the row; within 0.9 ulp.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"internal static {type} Exp({type} d, {type} bound, {lanes.IntegerType} pivot)"))
        {
            writer.Lines($"""
                d = {lanes.Max("bound", "d")};
                {type} t = {lanes.MultiplyAdd("d", lanes.Constant(precision.Log2E), lanes.Constant(precision.RoundMagic))};
                {type} n = t - {lanes.Constant(precision.RoundMagic)};
                {type} r = {lanes.MultiplyAdd("n", lanes.Constant(-precision.Ln2High), "d")};
                r = {lanes.MultiplyAdd("n", lanes.Constant(-precision.Ln2Low), "r")};
                """);
            foreach (string line in horner)
            {
                writer.Line(line);
            }

            writer.Line($"return p * {lanes.FromBits($"({lanes.BitsOf("t")} + pivot) << {precision.MantissaBits}")};");
        }
    }

    /// <summary>Writes <c>Pivot</c>: what a row's maximum decides for <c>Exp</c>.</summary>
    public static void WritePivot(CSharpWriter writer, LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        writer.Line($"/// <summary>What a row's maximum decides: s, (m − s) − floor, and the exponent to which terms are relative.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"internal static void Pivot({type} max, out {type} shift, out {type} bound, out {lanes.IntegerType} pivot)"))
        {
            writer.Lines($"""
                shift = {lanes.Select(lanes.AtLeast(lanes.Abs("max"), lanes.Constant(precision.ShiftThreshold)), "max", lanes.Zero)};
                {type} top = max - shift;
                bound = top - {lanes.Constant(precision.Floor)};
                pivot = {lanes.IntegerConstant(precision.ExponentBias + precision.HeadroomExponent)} - {lanes.BitsOf(lanes.MultiplyAdd("top", lanes.Constant(precision.Log2E), lanes.Constant(precision.RoundMagic)))};
                """);
        }
    }

    /// <summary>Writes <c>LogOnePlus</c>.</summary>
    /// <remarks>
    /// Method: u = 1 + q and c its rounding error; u = 2^k · f with √½ ≤ f &lt; √2, and z = (f − 1) + c · 2^−k, which is q
    /// itself when k = 0, so that a small q keeps its relative accuracy. With s = z / (2 + z):
    /// log(1 + z) = z − (z²/2 − s · (z²/2 + R(s²))). Bound: 0.8 ulp. NaN stays NaN, through c.
    /// Reference: Sun Microsystems' fdlibm, s_log1p.c and e_log.c; FreeBSD's k_log.h and k_logf.h for the coefficients.
    /// </remarks>
    public static void WriteLogOnePlus(CSharpWriter writer, LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        long sqrtHalf = precision.Bytes == 4 ? 0x3F3504F3 : 0x3FE6A09E667F3BCD;
        List<string> horner = [$"{type} w = {lanes.Constant(precision.LogCoefficients[precision.LogCoefficients.Count - 1])};"];
        horner.AddRange(precision.LogCoefficients.Reverse().Skip(1)
            .Select(coefficient => $"w = {lanes.MultiplyAdd("w", "s2", lanes.Constant(coefficient))};"));

        writer.Line("/// <summary>log(1 + q) for q of 0 or more; within 0.8 ulp, however small q is.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"internal static {type} LogOnePlus({type} q)"))
        {
            writer.Lines($"""
                {type} u = {lanes.Constant(1)} + q;
                {type} c = q - (u - {lanes.Constant(1)});
                {lanes.IntegerType} k = ({lanes.BitsOf("u")} - {lanes.IntegerConstant(sqrtHalf)}) >> {precision.MantissaBits};
                {type} f = {lanes.FromBits($"{lanes.BitsOf("u")} - (k << {precision.MantissaBits})")};
                {type} z = {lanes.MultiplyAdd("c", lanes.FromBits($"({lanes.IntegerConstant(precision.ExponentBias)} - k) << {precision.MantissaBits}"), $"f - {lanes.Constant(1)}")};
                {type} s = z / ({lanes.Constant(2)} + z);
                {type} s2 = s * s;
                """.Replace(">> ", lanes.IsScalar ? ">> " : ">>> "));
            foreach (string line in horner)
            {
                writer.Line(line);
            }

            writer.Lines($"""
                {type} half = {lanes.Constant(0.5)} * z * z;
                {type} number = {lanes.ToNumber("k")};
                {type} low = {lanes.MultiplyAdd("s", lanes.MultiplyAdd("s2", "w", "half"), $"number * {lanes.Constant(precision.Ln2Low)}")};
                return {lanes.MultiplyAdd("number", lanes.Constant(precision.Ln2High), "z - (half - low)")};
                """);
        }
    }
}
