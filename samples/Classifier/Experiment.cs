using Classifier.DataSets;
using Classifier.Heads;
using Classifier.Learning;

namespace Classifier;

/// <summary>One data set, how it is trained, and the head that does it: the protocol of Data/README.md.</summary>
/// <param name="Name">The argument that chooses it and the name of its files.</param>
/// <param name="HeadName">The generated type.</param>
/// <param name="Scaling">How the features are brought to one scale.</param>
/// <param name="LearningRate">The step of gradient descent.</param>
/// <param name="L2">λ of the penalty λ/2 · Σ W².</param>
/// <param name="Run">The generic training code, closed over the head.</param>
internal sealed record Experiment(
    string Name,
    string HeadName,
    FeatureScaling Scaling,
    float LearningRate,
    float L2,
    Func<Experiment, TrainTestSplit, Action<int, double>, Outcome> Run)
{
    public static IReadOnlyList<Experiment> All { get; } =
    [
        new("iris", nameof(Iris), FeatureScaling.Standardize, LearningRate: 0.1f, L2: 0, Outcome.Of<Iris>),
        new("wine", nameof(Wine), FeatureScaling.Standardize, LearningRate: 0.1f, L2: 0.001f, Outcome.Of<Wine>),
        new("digits", nameof(Digits), FeatureScaling.Sixteenths, LearningRate: 0.5f, L2: 0, Outcome.Of<Digits>),
    ];

    public static Experiment? Find(string name) => All.FirstOrDefault(experiment => experiment.Name == name);
}
