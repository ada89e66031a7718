using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the vector mathematics of one width: the exponential relative to a row's maximum, and log(1 + q). The same text
/// at every width, so the same bits.
/// </summary>
internal static class VectorMathWriter
{
    /// <summary>Writes <c>Pivot</c>: what a row's maximum decides for <c>Exp</c>.</summary>
    public static void WritePivot(CSharpWriter writer, LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        writer.Lines($$"""
            /// <summary>What a row's maximum decides: s, (m − s) − floor, and the exponent to which terms are relative.</summary>
            {{KernelContext.Inline}}
            internal static void Pivot({{type}} max, out {{type}} shift, out {{type}} bound, out {{lanes.IntegerType}} pivot)
            {
                shift = {{lanes.Select(lanes.AtLeast(lanes.Abs("max"), lanes.Constant(precision.ShiftThreshold)), "max", lanes.Zero)}};
                {{type}} top = max - shift;
                bound = top - {{lanes.Constant(precision.Floor)}};
                pivot = {{lanes.IntegerConstant(precision.ExponentBias + precision.HeadroomExponent)}} - {{lanes.BitsOf(lanes.MultiplyAdd("top", lanes.Constant(precision.Log2E), lanes.Constant(precision.RoundMagic)))}};
            }
            """);
    }

    /// <summary>Writes <c>Exp</c>, which returns t and 2^n' with e^(x − m) = 2^n' · (1 + t), up to a factor common to the row.</summary>
    /// <remarks>
    /// Method: let m be the row's maximum and s = m if |m| is large, else 0. Then d = x − s is exact for every x above the
    /// floor, where rounding x − m would cost many ulp. Reduction n = round(d · log2 e), r = d − n · ln 2 in two fused steps,
    /// the first of them exact; t = r + r² · c(r); n' = n − N + headroom with N = round((m − s) · log2 e), so that the
    /// maximum leaves through the exponents, without error. The term is fused(t · 2^n' + 2^n'), rounded once; sums take the
    /// powers and the t · 2^n', which are both exact, apart, and lose next to nothing.
    /// Bound of the term: 1.02 ulp (measured: 1.011 in float, below 1.01 in double). d is clamped at the floor, where terms
    /// vanish; −∞ with it. d = NaN ends in NaN, and so does an infinite maximum, as n or r is NaN then.
    /// References: Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6; Muller et al., Handbook of
    /// Floating-Point Arithmetic (2018), section 4.2 (Sterbenz).
    /// </remarks>
    public static void WriteExp(CSharpWriter writer, LaneSpelling lanes)
    {
        string type = lanes.Type;
        writer.Line("/// <summary>e^(x − m) = power · (1 + t) for d = x − s, up to a factor common to the row; returns t.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"internal static {type} Exp({type} d0, {type} bound, {lanes.IntegerType} pivot, out {type} power0)"))
        {
            WriteStages(writer, lanes, count: 1);
            writer.Line("return t0;");
        }
    }

    /// <summary>
    /// Writes <c>ExpPair</c>, the same for two vectors, statement by statement in turn: the processor looks ahead too little
    /// to find that much work in one chain of dependent operations after the other.
    /// </summary>
    public static void WriteExpPair(CSharpWriter writer, LaneSpelling lanes)
    {
        string type = lanes.Type;
        writer.Line("/// <summary>Exp of two vectors, in turn.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"private static void ExpPair({type} d0, {type} d1, {type} bound, {lanes.IntegerType} pivot, out {type} power0, out {type} tail0, out {type} power1, out {type} tail1)"))
        {
            WriteStages(writer, lanes, count: 2);
            writer.Lines("""
                tail0 = t0;
                tail1 = t1;
                """);
        }
    }

    private static void WriteStages(CSharpWriter writer, LaneSpelling lanes, int count)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        void Stage(Func<int, string> statement)
        {
            for (int i = 0; i < count; i++)
            {
                writer.Line(statement(i));
            }
        }

        Stage(i => $"d{i} = {lanes.Max("bound", $"d{i}")};");
        Stage(i => $"{type} rounded{i} = {lanes.MultiplyAdd($"d{i}", lanes.Constant(precision.Log2E), lanes.Constant(precision.RoundMagic))};");
        Stage(i => $"{type} n{i} = rounded{i} - {lanes.Constant(precision.RoundMagic)};");
        Stage(i => $"{type} r{i} = {lanes.MultiplyAdd($"n{i}", lanes.Constant(-precision.Ln2High), $"d{i}")};");
        Stage(i => $"r{i} = {lanes.MultiplyAdd($"n{i}", lanes.Constant(-precision.Ln2Low), $"r{i}")};");
        Stage(i => $"power{i} = {lanes.FromBits($"({lanes.BitsOf($"rounded{i}")} + pivot) << {precision.MantissaBits}")};");
        Stage(i => $"{type} s{i} = r{i} * r{i};");

        // Horner's rule in r², its coefficients linear in r: half the latency of the one in r.
        IReadOnlyList<double> c = precision.ExpCoefficients;
        string Linear(int k, int i) => k + 1 < c.Count
            ? lanes.MultiplyAdd(lanes.Constant(c[k + 1]), $"r{i}", lanes.Constant(c[k]))
            : lanes.Constant(c[k]);
        int last = (c.Count - 1) / 2 * 2;
        Stage(i => $"{type} c{i} = {Linear(last, i)};");
        for (int k = last - 2; k >= 0; k -= 2)
        {
            Stage(i => $"c{i} = {lanes.MultiplyAdd($"c{i}", $"s{i}", Linear(k, i))};");
        }

        Stage(i => $"{type} t{i} = {lanes.MultiplyAdd($"c{i}", $"s{i}", $"r{i}")};");
    }

    /// <summary>Writes <c>LogOnePlus</c>, which takes q and gives its result as unevaluated sums of two numbers.</summary>
    /// <remarks>
    /// Method: u = 1 + q and c its rounding error; u = 2^k · f with √½ ≤ f &lt; √2, and z = (f − 1) + c · 2^−k, which is q
    /// itself when k = 0, so that a small q keeps its relative accuracy. With s = z / (2 + z):
    /// log(1 + z) = z − (z²/2 − s · (z²/2 + R(s²))); the errors of the large steps are collected in the low part.
    /// Bound: 0.58 ulp of the rounded sum of both parts (measured: 0.558 in float, 0.575 in double). NaN stays NaN, through c.
    /// Reference: Sun Microsystems' fdlibm, s_log1p.c and e_log.c; FreeBSD's k_log.h and k_logf.h for the coefficients.
    /// </remarks>
    public static void WriteLogOnePlus(CSharpWriter writer, LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        string one = lanes.Constant(1);
        long sqrtHalf = precision.Bytes == 4 ? 0x3F3504F3 : 0x3FE6A09E667F3BCD;
        string bits = lanes.BitsOf("u");
        writer.Line("/// <summary>log(1 + q + qLow) for q of 0 or more, as the returned number plus low; however small q is.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"internal static {type} LogOnePlus({type} q, {type} qLow, out {type} low)"))
        {
            writer.Lines($"""
                {type} u = {one} + q;
                {type} c = (q - (u - {one})) + qLow;
                {lanes.IntegerType} k = ({bits} - {lanes.IntegerConstant(sqrtHalf)}) >>> {precision.MantissaBits};
                {type} f = {lanes.FromBits($"{bits} - (k << {precision.MantissaBits})")} - {one};
                {type} unit = {lanes.FromBits($"({lanes.IntegerConstant(precision.ExponentBias)} - k) << {precision.MantissaBits}")};
                {type} z = {lanes.MultiplyAdd("c", "unit", "f")};
                {type} zLow = {lanes.MultiplyAdd("c", "unit", "f - z")};
                {type} s = z / ({lanes.Constant(2)} + z);
                {type} s2 = s * s;
                """);
            WriteHorner(writer, lanes, "w", "s2", precision.LogCoefficients);
            writer.Lines($"""
                {type} number = {lanes.ToNumber("k")};
                {type} halfZ = {lanes.Constant(0.5)} * z;
                {type} half = halfZ * z;
                {type} tail = {lanes.MultiplyAdd("number", lanes.Constant(precision.Ln2Low), "zLow - (zLow * z)")};
                tail = {lanes.MultiplyAdd("s", lanes.MultiplyAdd("s2", "w", "half"), "tail")} - {lanes.MultiplyAdd("halfZ", "z", "-half")};
                {type} h = half - tail;
                {type} hLow = (half - h) - tail;
                {type} y = z - h;
                {type} log2 = number * {lanes.Constant(precision.Ln2High)};
                {type} high = log2 + y;
                low = ((log2 - high) + y) + ({lanes.MultiplyAdd("number", lanes.Constant(precision.Ln2High), "-log2")} + (((z - y) - h) - hLow));
                return high;
                """);
        }
    }

    private static void WriteHorner(CSharpWriter writer, LaneSpelling lanes, string name, string argument, IReadOnlyList<double> coefficients)
    {
        writer.Line($"{lanes.Type} {name} = {lanes.Constant(coefficients[coefficients.Count - 1])};");
        for (int i = coefficients.Count - 2; i >= 0; i--)
        {
            writer.Line($"{name} = {lanes.MultiplyAdd(name, argument, lanes.Constant(coefficients[i]))};");
        }
    }
}
