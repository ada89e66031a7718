using System.Globalization;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// The numbers of the exponential and the logarithm, which the kernels name rather than spell: shorter where they are used many
/// times over, and told apart by a reader.
/// </summary>
internal static class NumbersWriter
{
    private const string TypeName = "Numbers";

    /// <summary>What lets the kernels use the names.</summary>
    public const string Using = $"using static global::{HeadWriter.KernelNamespace}.{TypeName};";

    /// <summary>The name of a number, or of its negative; null if it has none.</summary>
    public static string? NameOf(Precision precision, double value)
    {
        foreach ((string name, double named, _) in All(precision))
        {
            if (value.Equals(named))
            {
                return name;
            }

            if (value.Equals(-named))
            {
                return "-" + name;
            }
        }

        return null;
    }

    public static void Write(CSharpWriter writer, Precision precision)
    {
        writer.Line("/// <summary>The numbers of the exponential and the logarithm; method and sources: docs/kernels.md.</summary>");
        using (writer.Block($"file static class {TypeName}"))
        {
            foreach ((string name, double value, string meaning) in All(precision))
            {
                writer.Line($"/// <summary>{meaning}</summary>");
                writer.Line($"public const {precision.Keyword} {name} = {(precision.Bytes == 4 ? CSharpLiteral.Of((float)value) : CSharpLiteral.Of(value))};");
            }
        }
    }

    private static IEnumerable<(string Name, double Value, string Meaning)> All(Precision precision)
    {
        string steps = precision.StepsPerOctave.ToString(CultureInfo.InvariantCulture);
        bool hasTable = precision.StepsPerOctave > 1;
        yield return (hasTable ? "StepsPerUnit" : "Log2E", precision.StepsPerUnit, hasTable ? $"{steps} · log2 e." : "log2 e.");
        yield return ("StepHigh", precision.StepHigh, hasTable ? $"ln 2 / {steps}, rounded." : "ln 2, rounded.");
        yield return ("StepLow", precision.StepLow, hasTable ? $"What is left of ln 2 / {steps}." : "What is left of ln 2.");
        yield return ("PeakPower", precision.PeakPower, "The power of the maximum's own term.");
        yield return ("Ln2High", precision.Ln2High, "ln 2, so short that its multiples are exact.");
        yield return ("Ln2Low", precision.Ln2Low, "What is left of it.");
        for (int i = 0; i < precision.ExpCoefficients.Count; i++)
        {
            string power = (i + 2).ToString(CultureInfo.InvariantCulture);
            yield return ($"C{power}", precision.ExpCoefficients[i], $"The coefficient of r^{power} in exp(r).");
        }

        for (int i = 0; i < precision.LogCoefficients.Count; i++)
        {
            string number = (i + 1).ToString(CultureInfo.InvariantCulture);
            string power = (2 * (i + 1)).ToString(CultureInfo.InvariantCulture);
            yield return ($"L{number}", precision.LogCoefficients[i], $"The coefficient of s · s^{power} in log((1 + s) / (1 − s)).");
        }
    }
}
