using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Derivatives: of softmax, log-softmax, log-sum-exp and of cross-entropy a second time.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>The gradient with respect to logits, from that with respect to probabilities.</summary>
    public static void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> destination, int innerSize = 1)
    {
        BackwardChecks(probabilities, upstream, destination, nameof(probabilities), innerSize);
        Reduce(probabilities, upstream, default, T.One, destination, innerSize, new SoftmaxDerivative<T>(T.One), hasSums: true);
    }

    /// <summary>The gradient with respect to logits, from that with respect to log-probabilities.</summary>
    public static void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> destination, int innerSize = 1)
    {
        BackwardChecks(logProbabilities, upstream, destination, nameof(logProbabilities), innerSize);
        Reduce(logProbabilities, upstream, default, T.One, destination, innerSize, default(LogSoftmaxDerivative<T>), hasSums: true);
    }

    /// <summary>The gradient with respect to logits, from that with respect to their log-sum-exp.</summary>
    public static void LogSumExpBackward(ReadOnlySpan<T> logits, ReadOnlySpan<T> upstream, Span<T> destination, int innerSize = 1)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        OptionGuard.SameLength(upstream.Length, rows, nameof(upstream), "there are rows");
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        HeadGuard.SeparateOutput(upstream, destination, logits.Length, nameof(destination));
        Softmax(logits, innerSize, destination);
        destination = destination[..logits.Length];
        Reduce(destination, destination, upstream, T.One, destination, innerSize, default(ScaledRows<T>), hasSums: false);
    }

    /// <summary>∂p_i/∂z_j of one row, [K, K].</summary>
    public static void SoftmaxJacobian(ReadOnlySpan<T> row, Span<T> destination)
    {
        HeadGuard.Row(row, K);
        HeadGuard.SeparateOutput(row, destination, (int)Math.Min((long)K * K, int.MaxValue), nameof(destination));

        // The last row of the result holds the probabilities until its turn comes.
        Span<T> p = destination.Slice((K - 1) * K, K);
        Softmax(ref MemoryMarshal.GetReference(row), ref p[0], 1);
        for (int i = 0; i < K; i++)
        {
            T probability = p[i];
            T variance = Variance(p, i);
            Span<T> output = destination.Slice(i * K, K);
            for (int j = 0; j < K; j++)
            {
                output[j] = -probability * p[j];
            }

            output[i] = variance;
        }
    }

    /// <summary>∂²loss/∂z_i² of the cross-entropy, with a convention's factor and floor.</summary>
    public static void CrossEntropyHessianDiagonal(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> sampleWeights, Span<T> destination, HessianConvention convention, int innerSize = 1)
    {
        (double factor, double floor) = convention switch
        {
            HessianConvention.Plain => (1.0, 0.0),
            HessianConvention.XGBoost => (2.0, 1e-16),
            HessianConvention.LightGbm => (K == 1 ? 1.0 : K / (K - 1.0), 0.0),
            _ => throw new ArgumentOutOfRangeException(nameof(convention), convention, "Expected HessianConvention.Plain, XGBoost or LightGbm."),
        };
        int rows = OptionGuard.Rows(logits, K, innerSize);
        if (!sampleWeights.IsEmpty)
        {
            OptionGuard.SameLength(sampleWeights.Length, rows, nameof(sampleWeights), "there are rows");
        }

        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        HeadGuard.SeparateOutput(sampleWeights, destination, logits.Length, nameof(destination));
        Softmax(logits, innerSize, destination);
        destination = destination[..logits.Length];
        Reduce(destination, destination, sampleWeights, Of(factor), destination, innerSize, new HessianDiagonal<T>(Of(floor)), hasSums: false);
    }

    /// <summary>The Hessian of the cross-entropy times a vector, p · (v − p · v).</summary>
    public static void CrossEntropyHessianVectorProduct(ReadOnlySpan<T> logits, ReadOnlySpan<T> vector, Span<T> destination, int innerSize = 1)
    {
        BackwardChecks(logits, vector, destination, nameof(logits), innerSize, nameof(vector));
        if (Unsafe.AreSame(ref MemoryMarshal.GetReference(vector), ref MemoryMarshal.GetReference(destination)) && !logits.IsEmpty)
        {
            throw new ArgumentException("The memory of destination must not overlap that of the vector.", nameof(destination));
        }

        Softmax(logits, innerSize, destination);
        destination = destination[..logits.Length];
        Reduce(destination, vector, default, T.One, destination, innerSize, new SoftmaxDerivative<T>(T.One), hasSums: true);
    }

    private static void BackwardChecks(
        ReadOnlySpan<T> operand, ReadOnlySpan<T> upstream, Span<T> destination, string name, int innerSize, string upstreamName = "upstream")
    {
        OptionGuard.Rows(operand, K, innerSize);
        OptionGuard.SameLength(upstream.Length, operand.Length, upstreamName, name);
        HeadGuard.Output(operand, destination, operand.Length, nameof(destination));
        HeadGuard.Output(upstream, destination, operand.Length, nameof(destination));
    }

    private static void Reduce<TJob>(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> numbers, T factor, Span<T> destination, int innerSize, TJob job, bool hasSums)
        where TJob : struct, IElementJob<T>
    {
        fixed (T* a = first, b = second, n = numbers, y = destination)
        {
            Dispatch(new RowReductionJob<T, TJob>
            {
                First = a,
                Second = b,
                Numbers = n,
                Factor = factor,
                Destination = y,
                Rows = first.Length / K,
                InnerSize = innerSize,
                Job = job,
                HasSums = hasSums,
            });
        }
    }

    /// <summary>p · (1 − p) of one class; of the one that has more than half, by the others' probabilities.</summary>
    private static T Variance(ReadOnlySpan<T> probabilities, int index)
    {
        T p = probabilities[index];
        if (p + p <= T.One)
        {
            return T.FusedMultiplyAdd(-p, p, p);
        }

        CompensatedSum others = default;
        for (int c = 0; c < probabilities.Length; c++)
        {
            others.Add(c == index ? 0 : double.CreateTruncating(probabilities[c]));
        }

        return T.IsNaN(p) ? p : p * Of(others.Value);
    }
}
