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

    /// <summary>
    /// Writes <c>LogOfSum</c>: log((count · P + S) / P), where P is peak + peakLow and S is sum + sumLow, as an unevaluated sum of two numbers.
    /// </summary>
    /// <remarks>
    /// Method: 2^k is the power of two next to u = (count · P + S) / P, so that u / 2^k is between 0.666 and 1.502, as the bits of a number are,
    /// but for 0.086, its logarithm. Then log(u / 2^k) = 2 · artanh(s) with s = (u − 2^k) / (u + 2^k), |s| at most 0.2005, whose numerator is
    /// ((count − 2^k) · P + S) and whose denominator is ((count + 2^k) · P + S): with one maximum and k = 0 the numerator is S itself, so that
    /// however small a sum keeps its digits. Both have their rounding errors (Dekker's FastTwoSum, as far as they matter: not for large k,
    /// whose logarithm is large), and s that of its division. The polynomial takes s² to (log((1 + s) / (1 − s)) / s − 2) / s².
    /// Bound, measured: 0.67 ulp of the rounded sum of both parts (0.657 in float, 0.634 in double), where half the result is a normal number.
    /// NaN stays NaN, through the numerator.
    /// References: Muller et al., Handbook of Floating-Point Arithmetic (2018), sections 4.3 and 4.7; Sun Microsystems' fdlibm, e_log.c,
    /// for the reduction to s.
    /// </remarks>
    public static void WriteLogOfSum(CSharpWriter writer, LaneSpelling lanes)
    {
        Precision precision = lanes.Precision;
        string type = lanes.Type;
        string halfOctave = lanes.IntegerConstant(1L << (precision.MantissaBits - 1));
        string one = lanes.IntegerConstant((long)precision.ExponentBias << precision.MantissaBits);
        writer.Line("/// <summary>log((count · P + S) / P) with P = peak + peakLow and S = sum + sumLow, as the returned number plus low; however small S is.</summary>");
        writer.Line(KernelContext.Inline);
        using (writer.Block($"internal static {type} LogOfSum({type} peak, {type} peakLow, {type} count, {type} sum, {type} sumLow, out {type} low)"))
        {
            writer.Lines($"""
                {type} all = {lanes.MultiplyAdd("count", "peak", "sum")};
                {lanes.IntegerType} k = (({lanes.BitsOf("all")} - {lanes.BitsOf("peak")}) + {halfOctave}) >>> {precision.MantissaBits};
                {type} power = {lanes.FromBits($"(k << {precision.MantissaBits}) + {one}")};
                {type} less = count - power;
                {type} more = count + power;
                {type} above = {lanes.MultiplyAdd("less", "peak", "sum")};
                {type} below = {lanes.MultiplyAdd("more", "peak", "sum")};
                {type} aboveLow = {lanes.MultiplyAdd("less", "peakLow", $"({lanes.MultiplySubtract("less", "peak", "above")} + sum) + sumLow")};
                {type} belowLow = {lanes.MultiplyAdd("more", "peakLow", $"({lanes.MultiplySubtract("more", "peak", "below")} + sum) + sumLow")};
                {type} unit = {lanes.Constant(1)} / below;
                {type} s = above * unit;
                {type} sLow = {lanes.SubtractProduct($"{lanes.SubtractProduct("above", "s", "below")} + aboveLow", "s", "belowLow")} * unit;
                {type} s2 = s * s;
                {type} s3 = s2 * s;
                {type} number = {lanes.ToNumber("k")};
                """);
            WriteHorner(writer, lanes, "w", "s2", precision.LogCoefficients);
            writer.Lines($"""
                {type} y = {lanes.MultiplyAdd("s3", "w", "(s + s)")};
                {type} yLow = {lanes.MultiplyAdd("s3", "w", "(s + s) - y")} + {lanes.MultiplyAdd("number", lanes.Constant(precision.Ln2Low), "sLow + sLow")};
                {type} log2 = number * {lanes.Constant(precision.Ln2High)};
                {type} high = log2 + y;
                low = ((log2 - high) + y) + yLow;
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
