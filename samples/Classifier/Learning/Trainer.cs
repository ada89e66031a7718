using Classifier.DataSets;
using SoftmaxGen;

namespace Classifier.Learning;

/// <summary>Full-batch gradient descent, written once for every head.</summary>
internal sealed class Trainer<THead>(Samples samples, float learningRate, float l2)
    where THead : ISoftmaxHead<THead, float>
{
    private readonly float[] _logits = new float[samples.Count * THead.ClassCount];
    private readonly float[] _gradient = new float[samples.Count * THead.ClassCount];

    public LinearModel Model { get; } = new(THead.ClassCount, samples.FeatureCount);

    /// <summary>The loss before the first update, then after each.</summary>
    /// <param name="epochs">How many updates.</param>
    /// <param name="progress">Is told every loss.</param>
    public double[] Train(int epochs, Action<int, double> progress)
    {
        var losses = new double[epochs + 1];
        for (int epoch = 0; epoch <= epochs; epoch++)
        {
            losses[epoch] = Loss();
            progress(epoch, losses[epoch]);
            if (epoch < epochs)
                Descend();
        }

        return losses;
    }

    /// <summary>One epoch: forward, loss and gradient, update.</summary>
    public void Step()
    {
        Loss();
        Descend();
    }

    /// <summary>The generated part of an epoch: cross-entropy and its gradient in one pass over the logits.</summary>
    public LossSum CrossEntropyWithGradient() => THead.CrossEntropyWithGradient(_logits, samples.Labels, _gradient);

    private double Loss()
    {
        Model.Forward(samples.Inputs, _logits);
        double penalty = l2 == 0 ? 0 : (double)l2 / 2 * Model.SumOfSquaredWeights;
        return CrossEntropyWithGradient().Mean + penalty;
    }

    private void Descend() => Model.Descend(samples.Inputs, _gradient, learningRate, l2);
}
