using Classifier.DataSets;
using SoftmaxGen;

namespace Classifier.Learning;

/// <summary>What training and testing gave.</summary>
/// <param name="Losses">The loss before the first update, then after each.</param>
/// <param name="TestLoss">The cross-entropy of the test rows.</param>
/// <param name="Predictions">One per test row.</param>
/// <param name="Confusion">The test rows, counted by actual and predicted class.</param>
/// <param name="Speed">How long an epoch takes.</param>
internal sealed record Outcome(double[] Losses, LossSum TestLoss, Prediction[] Predictions, ConfusionMatrix Confusion, Speed Speed)
{
    public const int Epochs = 200;

    /// <summary>Trains on one part, tests on the other, and times the training.</summary>
    public static Outcome Of<THead>(Experiment experiment, TrainTestSplit split, Action<int, double> progress)
        where THead : ISoftmaxHead<THead, float>
    {
        var trainer = new Trainer<THead>(split.Train, experiment.LearningRate, experiment.L2);
        double[] losses = trainer.Train(Epochs, progress);

        Samples test = split.Test;
        var logits = new float[test.Count * THead.ClassCount];
        trainer.Model.Forward(test.Inputs, logits);
        LossSum testLoss = THead.CrossEntropy(logits, test.Labels);

        var predicted = new int[test.Count];
        THead.Predict(logits, predicted);
        var confusion = ConfusionMatrix.Of(THead.ClassCount, test.Labels, predicted);

        return new(losses, testLoss, Predict<THead>(test, logits), confusion, Speed.Of(trainer));
    }

    private static Prediction[] Predict<THead>(Samples test, ReadOnlySpan<float> logits)
        where THead : ISoftmaxHead<THead, float>
    {
        var predictions = new Prediction[test.Count];
        for (int i = 0; i < predictions.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * THead.ClassCount, THead.ClassCount);
            int predicted = THead.Predict(row, out float probability);
            var probabilities = new float[THead.ClassCount];
            THead.Softmax(row, probabilities);
            predictions[i] = new(test.Rows[i], test.Labels[i], predicted, probability, probabilities);
        }

        return predictions;
    }
}
