using Classifier.Learning;

namespace Classifier.Reporting;

/// <summary>A prediction, and why it is shown.</summary>
internal sealed record Example(string Why, Prediction Prediction)
{
    /// <summary>The surest and the least sure right answer, the least and the most sure wrong one, as far as there are any.</summary>
    public static IReadOnlyList<Example> Choose(IReadOnlyCollection<Prediction> predictions)
    {
        Prediction[] right = [.. predictions.Where(static p => p.IsCorrect).OrderByDescending(static p => p.Probability)];
        Prediction[] wrong = [.. predictions.Where(static p => !p.IsCorrect).OrderByDescending(static p => p.Probability)];
        Example?[] candidates =
        [
            right.Length > 0 ? new("surest", right[0]) : null,
            right.Length > 1 ? new("least sure", right[^1]) : null,
            wrong.Length > 1 ? new("close miss", wrong[^1]) : null,
            wrong.Length > 0 ? new("worst miss", wrong[0]) : null,
        ];
        return [.. candidates.OfType<Example>()];
    }
}
