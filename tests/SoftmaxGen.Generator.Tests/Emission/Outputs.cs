namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>The names of what a head computes; an output " in place" or " by row" begins with the name of what it must equal.</summary>
internal static class Outputs
{
    public const string Softmax = "softmax";
    public const string LogSoftmax = "log-softmax";
    public const string LogSumExp = "logsumexp";
    public const string Predict = "predict";
    public const string MaximumProbability = "maximum probability";
    public const string Loss = "row loss";
    public const string LossSum = "loss sum";
    public const string Gradient = "gradient of sum";
    public const string MeanGradient = "gradient of mean";

    private static readonly string[] Originals =
        [Softmax, LogSoftmax, LogSumExp, Predict, MaximumProbability, Loss, LossSum, Gradient, MeanGradient];

    /// <summary>The output whose bits this one must have: its name without " in place", " by row" and the like.</summary>
    public static string OriginalOf(string name) => Originals.First(original => name.StartsWith(original, StringComparison.Ordinal));

    /// <summary>Where two lists of numbers first differ in a bit (NaN equals NaN), or null.</summary>
    public static string? Difference(string name, double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i])
                || (double.IsNaN(expected[i]) && double.IsNaN(actual[i]));
            if (!same)
            {
                return $"{name}[{i}]: expected {expected[i]:G17}, actual {actual[i]:G17}";
            }
        }

        return null;
    }
}
