using Classifier.DataSets;

namespace Classifier.Learning;

/// <summary>Whether training agrees with the reference.</summary>
/// <param name="LargestDeviation">The largest |loss − reference| over all epochs; NaN if a loss is.</param>
/// <param name="WorstEpoch">Where that is.</param>
/// <param name="LossesAgree">Every loss is within <see cref="Tolerance"/>.</param>
/// <param name="AccuracyAgrees">Exactly as many test rows are right as should be.</param>
internal sealed record Verdict(double LargestDeviation, int WorstEpoch, bool LossesAgree, bool AccuracyAgrees)
{
    /// <summary>What float arithmetic is allowed to differ from float64, at every epoch.</summary>
    public const double Tolerance = 1e-5;

    public bool Passed => LossesAgree && AccuracyAgrees;

    public static Verdict Of(Outcome outcome, Reference reference)
    {
        if (outcome.Losses.Length != reference.Losses.Length)
            throw new InvalidDataException($"The reference has {reference.Losses.Length} losses, training gave {outcome.Losses.Length}.");

        double largest = 0;
        int worstEpoch = 0;
        for (int epoch = 0; epoch < outcome.Losses.Length; epoch++)
        {
            double deviation = Math.Abs(outcome.Losses[epoch] - reference.Losses[epoch]);
            // Written so that NaN is worse than everything and stays.
            if (!(deviation <= largest) && !double.IsNaN(largest))
                (largest, worstEpoch) = (deviation, epoch);
        }

        bool accuracyAgrees = outcome.Confusion.Correct == reference.TestCorrect && outcome.Confusion.Total == reference.TestCount;
        return new(largest, worstEpoch, largest <= Tolerance, accuracyAgrees);
    }
}
