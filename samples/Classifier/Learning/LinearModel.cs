using System.Numerics;

namespace Classifier.Learning;

/// <summary>The linear layer z = X Wᵀ + b, and its step of gradient descent. Starts at zero.</summary>
internal sealed class LinearModel(int classCount, int featureCount)
{
    private readonly float[] _weights = new float[classCount * featureCount];
    private readonly float[] _bias = new float[classCount];
    private readonly float[] _weightGradient = new float[classCount * featureCount];
    private readonly float[] _biasGradient = new float[classCount];

    /// <summary>Σ W², in double.</summary>
    public double SumOfSquaredWeights
    {
        get
        {
            double sum = 0;
            foreach (float weight in _weights)
                sum += (double)weight * weight;
            return sum;
        }
    }

    /// <summary>z = X Wᵀ + b.</summary>
    /// <param name="inputs">X, [N, D].</param>
    /// <param name="logits">Receives z, [N, K].</param>
    public void Forward(ReadOnlySpan<float> inputs, Span<float> logits)
    {
        int position = 0;
        for (; !inputs.IsEmpty; inputs = inputs[featureCount..])
        {
            ReadOnlySpan<float> row = inputs[..featureCount];
            for (int k = 0; k < classCount; k++)
                logits[position++] = _bias[k] + Dot(row, _weights.AsSpan(k * featureCount, featureCount));
        }
    }

    /// <summary>W −= rate · (Gᵀ X + l2 · W), b −= rate · Σ G, where G is ∂loss/∂z.</summary>
    /// <param name="inputs">X, [N, D].</param>
    /// <param name="logitGradient">G, [N, K].</param>
    /// <param name="learningRate">The length of the step.</param>
    /// <param name="l2">λ of the penalty λ/2 · Σ W²; the bias is not penalised.</param>
    public void Descend(ReadOnlySpan<float> inputs, ReadOnlySpan<float> logitGradient, float learningRate, float l2)
    {
        Array.Clear(_weightGradient);
        Array.Clear(_biasGradient);
        int position = 0;
        for (; !inputs.IsEmpty; inputs = inputs[featureCount..])
        {
            ReadOnlySpan<float> row = inputs[..featureCount];
            for (int k = 0; k < classCount; k++)
            {
                float g = logitGradient[position++];
                _biasGradient[k] += g;
                AddScaled(g, row, _weightGradient.AsSpan(k * featureCount, featureCount));
            }
        }

        AddScaled(l2, _weights, _weightGradient);
        AddScaled(-learningRate, _weightGradient, _weights);
        AddScaled(-learningRate, _biasGradient, _bias);
    }

    private static float Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        Vector<float> sums = Vector<float>.Zero;
        int i = 0;
        for (; i <= left.Length - Vector<float>.Count; i += Vector<float>.Count)
            sums += new Vector<float>(left[i..]) * new Vector<float>(right[i..]);

        float sum = Vector.Sum(sums);
        for (; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static void AddScaled(float factor, ReadOnlySpan<float> source, Span<float> destination)
    {
        int i = 0;
        for (; i <= source.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(destination[i..]) + factor * new Vector<float>(source[i..])).CopyTo(destination[i..]);

        for (; i < source.Length; i++)
            destination[i] += factor * source[i];
    }
}
