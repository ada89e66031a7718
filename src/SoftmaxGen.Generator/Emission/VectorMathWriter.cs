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
            /// <summary>What a row's maximum decides: s, (m − s) − floor, and the number that makes steps of d.</summary>
            {{KernelContext.Inline}}
            internal static void Pivot({{type}} max, out {{type}} shift, out {{type}} bound, out {{type}} magic)
            {
                shift = {{lanes.Select(lanes.AtLeast(lanes.Abs("max"), lanes.Constant(precision.ShiftThreshold)), "max", lanes.Zero)}};
                {{type}} top = max - shift;
                bound = top - {{lanes.Constant(precision.Floor)}};
                magic = {{Magic(lanes, "top")}};
            }
            """);
    }

    /// <summary>
    /// Writes <c>PivotOfRow</c>: the same for a row alone, whose maximum is in all lanes. All that follows waits for it; a branch that
    /// processors foresee takes the choice of the shift, a third of that wait, out of the way.
    /// </summary>
    public static void WritePivotOfRow(CSharpWriter writer, LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        writer.Lines($$"""
            /// <summary>The same for a row alone: most rows need no shift, and do not wait for one.</summary>
            {{KernelContext.Inline}}
            private static void PivotOfRow({{type}} max, out {{type}} shift, out {{type}} bound, out {{type}} magic)
            {
                if ({{lanes.AllBelow(lanes.Abs("max"), lanes.Constant(precision.ShiftThreshold))}})
                {
                    shift = {{lanes.Zero}};
                    bound = max - {{lanes.Constant(precision.Floor)}};
                    magic = {{Magic(lanes, "max")}};
                }
                else
                {
                    Pivot(max, out shift, out bound, out magic);
                }
            }
            """);
    }

    /// <summary>Writes <c>Exp</c>: a term alone, see <see cref="WriteTerms"/>.</summary>
    public static void WriteExp(CSharpWriter writer, LaneSpelling lanes)
    {
        string type = lanes.Type;
        writer.Line("/// <summary>e^(x − m) = power · (1 + t), up to a factor common to the row; returns t.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"internal static {type} Exp({type} x, {type} shift, {type} bound, {type} magic, out {type} power)"))
        {
            WriteTerms(writer, lanes, [""], static _ => "x", PivotNames.Plain);
            writer.Lines("""
                power = p;
                return t;
                """);
        }
    }

    /// <summary>
    /// Writes <c>t</c> and <c>p</c>, numbered, of several vectors of logits, statement by statement in turn: the processor
    /// looks ahead too little to find that much work in one chain of dependent operations after the other. Afterwards
    /// e^(x − m) = p · (1 + t), up to a factor common to the row, and p is a power of 2^(1 / steps per octave).
    /// <paramref name="halfway"/> writes what goes between.
    /// </summary>
    /// <remarks>
    /// Method: let m be the row's maximum and s = m if |m| is large, else 0. Then d = x − s is exact for every x above the
    /// floor, where rounding x − m would cost many ulp. With h = ln 2 / steps per octave (8 in float, 1 in double), reduction
    /// n = round(d / h), r = d − n · h in two fused steps, the first of them exact; t = r + r² · c(r); p = 2^((n − N) / steps + headroom)
    /// with N = round((m − s) / h), so that the maximum leaves through the exponents, without error: the number whose addition
    /// rounds d / h to an integer in the low bits has the exponent's bias, the headroom and −N in it. In float, the low three of
    /// these bits choose the fraction of p from a table (<c>Simd.PowerOfEighths</c>). The term is fused(t · p + p), rounded once;
    /// sums take p and t · p apart: t is at most 0.05 in float, and what t · p loses is nothing beside the term; in double,
    /// where p is a power of two, t · p is exact.
    /// Bound of the term: 0.62 ulp in float (most of it the last rounding; measured: 0.610), 1.02 ulp in double. d is clamped at the
    /// floor, where terms vanish; −∞ with it. d = NaN ends in NaN, and so does an infinite maximum, as n or r is NaN then.
    /// References: Cody and Waite, Software Manual for the Elementary Functions (1980), chapter 6; Tang, Table-Driven Implementation
    /// of the Exponential Function in IEEE Floating-Point Arithmetic (1989); Muller et al., Handbook of Floating-Point
    /// Arithmetic (2018), section 4.2 (Sterbenz).
    /// </remarks>
    public static void WriteTerms(
        CSharpWriter writer, LaneSpelling lanes, IReadOnlyList<string> numbers, Func<string, string> logits, PivotNames pivot, Action? halfway = null)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        void Stage(Func<string, string> statement)
        {
            foreach (string i in numbers)
            {
                writer.Line(statement(i));
            }
        }

        Stage(i => $"{type} r{i} = {lanes.Max(pivot.Bound, pivot.Shift is null ? logits(i) : $"{logits(i)} - {pivot.Shift}")};");
        Stage(i => $"{type} g{i} = {lanes.MultiplyAdd($"r{i}", lanes.Constant(precision.StepsPerUnit), pivot.Magic)};");
        Stage(i => $"{type} n{i} = g{i} - {pivot.Magic};");
        Stage(i => $"{type} p{i} = {lanes.PowerOfSteps($"g{i}")};");
        halfway?.Invoke();
        Stage(i => $"r{i} = {lanes.MultiplyAdd($"n{i}", lanes.Constant(-precision.StepHigh), $"r{i}")};");
        Stage(i => $"r{i} = {lanes.MultiplyAdd($"n{i}", lanes.Constant(-precision.StepLow), $"r{i}")};");

        WriteTails(lanes, Stage);
    }

    /// <summary>
    /// Writes <c>PeakTail</c>, the tail t of the maximum's own term. Its power needs no vector: n = N there, whatever the maximum is
    /// (d / h is never half an integer where d is below the threshold of the shift), which leaves <see cref="Precision.PeakPower"/>.
    /// </summary>
    public static void WritePeakTail(CSharpWriter writer, LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        writer.Line("/// <summary>The tail of the maximum's own term, whose power is PeakPower.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"private static {type} PeakTail({type} max, {type} shift, {type} magic)"))
        {
            writer.Lines($"""
                {type} n = {None(lanes)} - magic;
                {type} r = {lanes.MultiplyAdd("n", lanes.Constant(-precision.StepHigh), "max - shift")};
                r = {lanes.MultiplyAdd("n", lanes.Constant(-precision.StepLow), "r")};
                """);
            WriteTails(lanes, statement => writer.Line(statement("")));
            writer.Line("return t;");
        }
    }

    /// <summary>Writes t = e^r − 1.</summary>
    private static void WriteTails(LaneSpelling lanes, Action<Func<string, string>> writeStage)
    {
        // Horner's rule in r takes one number besides r: four vectors in turn fit into 16 registers.
        IReadOnlyList<double> c = lanes.Precision.ExpCoefficients;
        int last = c.Count - 1;
        writeStage(i => $"{lanes.Type} c{i} = {lanes.MultiplyAdd($"r{i}", lanes.Constant(c[last]), lanes.Constant(c[last - 1]))};");
        for (int k = last - 2; k >= 0; k--)
        {
            int power = k;
            writeStage(i => $"c{i} = {lanes.MultiplyAdd($"c{i}", $"r{i}", lanes.Constant(c[power]))};");
        }

        writeStage(i => $"{lanes.Type} t{i} = {lanes.MultiplyAdd($"c{i}", $"r{i} * r{i}", $"r{i}")};");
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

    private static string Magic(LaneSpelling lanes, string top)
    {
        Precision precision = lanes.Precision;
        string round = lanes.Constant(precision.RoundMagic);
        return $"{None(lanes)} - ({lanes.MultiplyAdd(top, lanes.Constant(precision.StepsPerUnit), round)} - {round})";
    }

    // The number that makes steps of d where the maximum has none.
    private static string None(LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        return lanes.Constant(precision.RoundMagic + (precision.StepsPerOctave * (precision.ExponentBias + precision.HeadroomExponent)));
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
