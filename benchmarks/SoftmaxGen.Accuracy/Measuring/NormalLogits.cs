using System.Numerics;

namespace SoftmaxGen.Accuracy.Measuring;

/// <summary>Normally distributed logits and labels from a seed (SplitMix64, Box-Muller), the same on every machine.</summary>
internal sealed class NormalLogits(ulong seed)
{
    private ulong _state = seed;

    public T[] Logits<T>(int length, double scale) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = new T[length];
        for (int i = 0; i < length; i++)
            logits[i] = T.CreateChecked(scale * Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(Math.Tau * Unit()));
        return logits;
    }

    /// <summary>Every other row has the label that is predicted, the others any.</summary>
    public int[] Labels(ReadOnlySpan<int> predicted, int classCount)
    {
        var labels = new int[predicted.Length];
        for (int row = 0; row < labels.Length; row++)
            labels[row] = row % 2 == 0 ? predicted[row] : (int)(Unit() * classCount);
        return labels;
    }

    private double Unit()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
