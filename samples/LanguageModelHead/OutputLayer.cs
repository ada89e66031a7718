using System.Numerics.Tensors;

namespace LanguageModelHead;

/// <summary>The last matrix of the model, or a shard of it: logits = W · hidden for some neighbouring tokens.</summary>
internal sealed class OutputLayer
{
    /// <summary>The size of a hidden state.</summary>
    public const int Width = 32;

    private const float LearningRate = 40;

    private readonly float[] _weights;

    /// <param name="firstToken">The first token of the shard.</param>
    /// <param name="count">How many tokens it has.</param>
    public OutputLayer(int firstToken, int count)
    {
        FirstToken = firstToken;
        Count = count;
        _weights = new float[count * Width];
        for (int token = 0; token < count; token++)
        {
            // Each row from its token alone, so that shards add up to the whole.
            Embedding.Fill(firstToken + token, 0.05f, _weights.AsSpan(token * Width, Width));
        }
    }

    public int FirstToken { get; }

    public int Count { get; }

    /// <summary>The logits of one position.</summary>
    public void Logits(ReadOnlySpan<float> hidden, Span<float> logits)
    {
        for (int token = 0; token < Count; token++)
        {
            logits[token] = TensorPrimitives.Dot(_weights.AsSpan(token * Width, Width), hidden);
        }
    }

    /// <summary>A step down the gradient of one position.</summary>
    public void Learn(ReadOnlySpan<float> hidden, ReadOnlySpan<float> gradient)
    {
        for (int token = 0; token < Count; token++)
        {
            Span<float> row = _weights.AsSpan(token * Width, Width);
            TensorPrimitives.MultiplyAdd(hidden, -LearningRate * gradient[token], row, row);
        }
    }
}
