namespace Classifier.Learning;

/// <summary>What the model says about one test row.</summary>
/// <param name="Row">The row of the data set.</param>
/// <param name="Actual">Its class.</param>
/// <param name="Predicted">The class the model gives.</param>
/// <param name="Probability">How sure the model is of that.</param>
/// <param name="Probabilities">How sure it is of every class.</param>
internal sealed record Prediction(int Row, int Actual, int Predicted, float Probability, float[] Probabilities)
{
    public bool IsCorrect => Predicted == Actual;
}
