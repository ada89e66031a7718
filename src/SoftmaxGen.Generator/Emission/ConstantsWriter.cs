using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the constants of the attribute, and how options at run time go before them. Nothing, if there are none.</summary>
internal static class ConstantsWriter
{
    /// <summary>The operations that take logits, but for which class weights and smoothing have no meaning.</summary>
    private static readonly string[] OfTransforms = ["KullbackLeibler", "ReverseKullbackLeibler", "Entropy"];

    /// <summary>The operations that do not take logits.</summary>
    private static readonly string[] OfWeights = ["NegativeLogLikelihood", "CrossEntropyFromProbabilities"];

    /// <summary>The options of a call to an operation, with the constants that have a meaning for it.</summary>
    public static string Merged(HeadPlan plan, string operation, string options)
    {
        if (plan.Options.Constants.IsNone)
        {
            return options;
        }

        string method = OfTransforms.Contains(operation) ? "Transformed"
            : OfWeights.Contains(operation) ? "Weighted"
            : operation == "MaskedCrossEntropy" ? "Unsmoothed"
            : "All";
        return $"global::{HeadWriter.KernelNamespace}.Constants.{method}({options})";
    }

    /// <summary>The arguments that follow the logits where they are transformed first: the temperature and the cap.</summary>
    public static string Transform(HeadPlan plan)
    {
        LossConstants constants = plan.Options.Constants;
        return $"{CSharpLiteral.Of(constants.Temperature)}, {(constants.SoftCap == 0 ? "(double?)null" : $"(double?){CSharpLiteral.Of(constants.SoftCap)}")}";
    }

    public static void Write(CSharpWriter writer, HeadPlan plan)
    {
        LossConstants constants = plan.Options.Constants;
        if (constants.IsNone)
        {
            return;
        }

        Precision precision = Precision.Of(plan.Options.ElementType);
        LaneSpelling number = new(precision, VectorWidth.Scalar);
        string options = $"global::SoftmaxGen.LossOptions<{precision.Keyword}>";
        string weights = constants.ClassWeights.Count == 0 ? "default" : "Weights";
        string smoothing = constants.LabelSmoothing == 0 ? "null" : CSharpLiteral.Of(constants.LabelSmoothing);
        string zLoss = constants.ZLoss == 0 ? "null" : CSharpLiteral.Of(constants.ZLoss);
        string temperature = constants.Temperature == 1 ? "null" : CSharpLiteral.Of(constants.Temperature);
        string softCap = constants.SoftCap == 0 ? "null" : CSharpLiteral.Of(constants.SoftCap);
        writer.Line();
        writer.Line("/// <summary>The constants of the attribute; options given at run time go before them.</summary>");
        using (writer.Block("file static class Constants"))
        {
            if (constants.ClassWeights.Count > 0)
            {
                string values = string.Join(", ", constants.ClassWeights.Select(number.Literal));
                writer.Line($"private static global::System.ReadOnlySpan<{precision.Keyword}> Weights => new {precision.Keyword}[] {{ {values} }};");
                writer.Line();
            }

            WriteMerge("All", weights, smoothing, zLoss, temperature, softCap);
            writer.Line();
            WriteMerge("Unsmoothed", weights, "null", zLoss, temperature, softCap);
            writer.Line();
            WriteMerge("Weighted", weights, "null", "null", "null", "null");
            writer.Line();
            WriteMerge("Transformed", "default", "null", "null", temperature, softCap);
        }

        void WriteMerge(string name, params string[] values) => writer.Line(
            $"internal static {options} {name}({options} options) => SG::LossDefaults.Merge(options, {string.Join(", ", values)});");
    }
}
