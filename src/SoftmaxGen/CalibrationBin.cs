namespace SoftmaxGen;

/// <summary>The rows whose predicted class has a probability within a range: a bar of a reliability diagram.</summary>
/// <param name="Lower">Where the range begins; a probability equal to it belongs to the bin before, if there is one.</param>
/// <param name="Upper">Where the range ends; a probability equal to it belongs to this bin.</param>
/// <param name="Count">The number of rows.</param>
/// <param name="Correct">The number of rows among them whose predicted class is the label.</param>
/// <param name="ProbabilitySum">The sum of the probabilities of their predicted classes.</param>
public readonly record struct CalibrationBin(double Lower, double Upper, long Count, long Correct, double ProbabilitySum)
{
    /// <summary><see cref="Correct"/> / <see cref="Count"/>: what a calibrated model's <see cref="Confidence"/> is equal to. NaN for no rows.</summary>
    public double Accuracy => (double)Correct / Count;

    /// <summary>The mean probability of the predicted class. NaN for no rows.</summary>
    public double Confidence => ProbabilitySum / Count;
}
