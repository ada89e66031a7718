using System.Numerics;
using System.Numerics.Tensors;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>
/// The vectorised functions of System.Numerics.Tensors. Softmax is its own, which overflows for large logits; what it does not
/// have is composed of its functions, with the maximum subtracted.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
internal readonly struct TensorRow<T> : IRowComputation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // What people call today is what is measured.
#pragma warning disable SMG1007
    public static void Softmax(ReadOnlySpan<T> row, Span<T> probabilities) => TensorPrimitives.SoftMax(row, probabilities);
#pragma warning restore SMG1007

    public static void LogSoftmax(ReadOnlySpan<T> row, Span<T> destination, Span<T> scratch)
    {
        TensorPrimitives.Subtract(row, TensorPrimitives.Max(row), destination);
        TensorPrimitives.Exp<T>(destination, scratch);
        TensorPrimitives.Subtract(destination, T.Log(TensorPrimitives.Sum<T>(scratch)), destination);
    }

    public static T LogSumExp(ReadOnlySpan<T> row, Span<T> scratch)
    {
        T largest = TensorPrimitives.Max(row);
        TensorPrimitives.Subtract(row, largest, scratch);
        TensorPrimitives.Exp<T>(scratch, scratch);
        return largest + T.Log(TensorPrimitives.Sum<T>(scratch));
    }

    public static T LossGradient(ReadOnlySpan<T> row, int label, T scale, Span<T> gradient)
    {
        T largest = TensorPrimitives.Max(row);
        TensorPrimitives.Subtract(row, largest, gradient);
        TensorPrimitives.Exp<T>(gradient, gradient);
        T sum = TensorPrimitives.Sum<T>(gradient);
        TensorPrimitives.Multiply(gradient, scale / sum, gradient);
        gradient[label] -= scale;
        return largest + T.Log(sum) - row[label];
    }

    public static int Predict(ReadOnlySpan<T> row) => TensorPrimitives.IndexOfMax(row);
}
