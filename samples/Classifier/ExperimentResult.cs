using Classifier.DataSets;
using Classifier.Learning;
using Classifier.Reporting;

namespace Classifier;

/// <summary>What one experiment gave, beside what it should have given.</summary>
internal sealed record ExperimentResult(Experiment Experiment, DataSet Data, TrainTestSplit Split, Reference Reference, Outcome Outcome)
{
    public Verdict Verdict { get; } = Verdict.Of(Outcome, Reference);

    public LossCurve Curve => new(Experiment.Name, Outcome.Losses, Reference.Losses);
}
