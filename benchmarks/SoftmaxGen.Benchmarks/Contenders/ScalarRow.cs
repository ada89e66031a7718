using System.Numerics;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>Careful loops with <see cref="MathF"/> or <see cref="Math"/>, one element at a time.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct ScalarRow<T> : IRowComputation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Softmax(ReadOnlySpan<T> row, Span<T> probabilities)
    {
        (_, T sum) = StorePowers(row, probabilities);
        T scale = T.One / sum;
        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] *= scale;
    }

    public static void LogSoftmax(ReadOnlySpan<T> row, Span<T> destination, Span<T> scratch)
    {
        T logSumExp = LogSumExp(row, scratch);
        for (int i = 0; i < row.Length; i++)
            destination[i] = row[i] - logSumExp;
    }

    public static T LogSumExp(ReadOnlySpan<T> row, Span<T> scratch)
    {
        T largest = Largest(row);
        T sum = T.Zero;
        foreach (T logit in row)
            sum += T.Exp(logit - largest);
        return largest + T.Log(sum);
    }

    public static T LossGradient(ReadOnlySpan<T> row, int label, T scale, Span<T> gradient)
    {
        (T largest, T sum) = StorePowers(row, gradient);
        T factor = scale / sum;
        for (int i = 0; i < gradient.Length; i++)
            gradient[i] *= factor;
        gradient[label] -= scale;
        return largest + T.Log(sum) - row[label];
    }

    public static int Predict(ReadOnlySpan<T> row)
    {
        int best = 0;
        for (int i = 1; i < row.Length; i++)
        {
            if (row[i] > row[best])
                best = i;
        }

        return best;
    }

    private static (T Largest, T Sum) StorePowers(ReadOnlySpan<T> row, Span<T> powers)
    {
        T largest = Largest(row);
        T sum = T.Zero;
        for (int i = 0; i < row.Length; i++)
        {
            T power = T.Exp(row[i] - largest);
            powers[i] = power;
            sum += power;
        }

        return (largest, sum);
    }

    private static T Largest(ReadOnlySpan<T> row)
    {
        T largest = row[0];
        for (int i = 1; i < row.Length; i++)
            largest = row[i] > largest ? row[i] : largest;
        return largest;
    }
}
