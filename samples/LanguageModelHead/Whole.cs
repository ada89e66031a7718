using SoftmaxGen;

namespace LanguageModelHead;

/// <summary>Training in one process, with the generated head.</summary>
internal static class Whole
{
    /// <summary>The loss before each step, and what the gradients of the last one add up to.</summary>
    public static IEnumerable<LossSum> Train(int steps)
    {
        float[][] hidden = Embedding.HiddenStates(Corpus.Tokens);
        var layer = new OutputLayer(0, Vocabulary.ClassCount);
        var logits = new float[hidden.Length * Vocabulary.ClassCount];
        for (int step = 0; step < steps; step++)
        {
            for (int position = 0; position < hidden.Length; position++)
            {
                layer.Logits(hidden[position], logits.AsSpan(position * Vocabulary.ClassCount, Vocabulary.ClassCount));
            }

            // In place: where the logits were, there is their gradient.
            yield return Vocabulary.CrossEntropyWithGradient(logits, Corpus.Labels, logits);
            for (int position = 0; position < hidden.Length; position++)
            {
                layer.Learn(hidden[position], logits.AsSpan(position * Vocabulary.ClassCount, Vocabulary.ClassCount));
            }
        }
    }
}
