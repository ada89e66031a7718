using Shared;
using SoftmaxGen;

namespace Calibration;

/// <summary>Temperature scaling: Guo et al., On Calibration of Modern Neural Networks (2017).</summary>
internal static class TemperatureScaling
{
    private static readonly double GoldenRatio = (Math.Sqrt(5) - 1) / 2;

    /// <summary>The temperature with the smallest mean loss: a search by golden sections over log T, for which the loss has one minimum.</summary>
    public static double Fit(DigitLogits rows)
    {
        double low = Math.Log(0.05);
        double high = Math.Log(20);
        while (high - low > 1e-6)
        {
            double third = (high - low) * GoldenRatio;
            if (Loss(rows, high - third) < Loss(rows, low + third))
            {
                high = low + third;
            }
            else
            {
                low += (high - low) - third;
            }
        }

        return Math.Exp((low + high) / 2);
    }

    /// <summary>What the model is worth at a temperature.</summary>
    public static Evaluation Evaluate(DigitLogits rows, double temperature)
    {
        var evaluation = new Evaluation(Digits.ClassCount, topK: 3, binCount: 10);
        Digits.Evaluate(Array.ConvertAll(rows.Logits, logit => (float)(logit / temperature)), rows.Labels, evaluation);
        return evaluation;
    }

    private static double Loss(DigitLogits rows, double logTemperature) =>
        Digits.CrossEntropy(rows.Logits, rows.Labels, new LossOptions<float> { Temperature = Math.Exp(logTemperature) }).Mean;
}
