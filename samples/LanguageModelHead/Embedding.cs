namespace LanguageModelHead;

/// <summary>Numbers that belong to a token: the same in every process.</summary>
internal static class Embedding
{
    /// <summary>Fills a vector with numbers between minus and plus a scale.</summary>
    public static void Fill(int token, float scale, Span<float> vector)
    {
        ulong state = ((ulong)token + 1) * 0x9E3779B97F4A7C15;
        foreach (ref float element in vector)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            element = scale * (((state >> 40) / (float)(1 << 23)) - 1);
        }
    }

    /// <summary>The hidden state of each position: the embeddings of a token and, fading, of those before it.</summary>
    public static float[][] HiddenStates(ReadOnlySpan<int> tokens)
    {
        var states = new float[tokens.Length - 1][];
        var own = new float[OutputLayer.Width];
        for (int position = 0; position < states.Length; position++)
        {
            states[position] = new float[OutputLayer.Width];
            Fill(tokens[position], 0.5f, own);
            for (int i = 0; i < own.Length; i++)
            {
                states[position][i] = own[i] + (position > 0 ? 0.5f * states[position - 1][i] : 0);
            }
        }

        return states;
    }
}
