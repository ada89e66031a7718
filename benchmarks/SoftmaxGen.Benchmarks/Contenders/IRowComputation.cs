namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>Every operation for one row, as somebody would write it with the means of a library.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IRowComputation<T>
    where T : unmanaged
{
    static abstract void Softmax(ReadOnlySpan<T> row, Span<T> probabilities);

    static abstract void LogSoftmax(ReadOnlySpan<T> row, Span<T> destination, Span<T> scratch);

    static abstract T LogSumExp(ReadOnlySpan<T> row, Span<T> scratch);

    /// <summary>The cross-entropy, and its gradient times the scale.</summary>
    static abstract T LossGradient(ReadOnlySpan<T> row, int label, T scale, Span<T> gradient);

    static abstract int Predict(ReadOnlySpan<T> row);
}
