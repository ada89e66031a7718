using System.Numerics;

namespace SoftmaxGen;

/// <summary>
/// What every generated head that is not a static class or a ref struct offers, whatever its <see cref="HeadOperations"/>
/// leave out, as static members: code can be generic over heads. Those with all operations implement
/// <see cref="ISoftmaxHead{TSelf, T}"/>, which has more.
/// </summary>
/// <typeparam name="TSelf">The head itself.</typeparam>
/// <typeparam name="T">The element type of logits, probabilities and gradients: float or double.</typeparam>
/// <remarks>
/// A batch is row-major [N, K]; N follows from the length of the logits, and N = 0 is legal. Every output may be longer than
/// needed: what lies beyond is not touched. An output may be the very start of the logits (in place); any other overlap
/// is an <see cref="ArgumentException"/>. Every check comes before the first write. NaN and infinities never throw.
/// Generic code is compiled anew for every head that is a struct, and calls it directly; heads that are classes share one
/// compilation and are called through a look-up: nothing beside a batch, noticeable beside a single small row.
/// The generated members of each head carry the same documentation with that head's own numbers.
/// </remarks>
public interface ISoftmaxHeadCore<TSelf, T>
    where TSelf : ISoftmaxHeadCore<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>K, the number of classes.</summary>
    static abstract int ClassCount { get; }

    /// <summary>p_i = exp(z_i − max z) / Σ_j exp(z_j − max z), row by row.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="destination">Receives p, [N, K].</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination overlaps the logits elsewhere than at their start.</exception>
    static abstract void Softmax(ReadOnlySpan<T> logits, Span<T> destination);

    /// <summary>log p_i = z_i − logsumexp(z), row by row.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="destination">Receives log p, [N, K].</param>
    /// <exception cref="ArgumentException">A length does not fit, or the destination overlaps the logits elsewhere than at their start.</exception>
    static abstract void LogSoftmax(ReadOnlySpan<T> logits, Span<T> destination);

    /// <summary>log Σ_j exp(z_j) of one row.</summary>
    /// <param name="row">z, [K].</param>
    /// <exception cref="ArgumentException">The row does not have K elements.</exception>
    static abstract T LogSumExp(ReadOnlySpan<T> row);

    /// <summary>log Σ_j exp(z_j), row by row.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="destination">Receives one value per row, [N].</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    static abstract void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination);

    /// <summary>The index of the largest logit of one row; the lowest index wins ties, and the first NaN beats every number.</summary>
    /// <param name="row">z, [K].</param>
    /// <exception cref="ArgumentException">The row does not have K elements.</exception>
    static abstract int Predict(ReadOnlySpan<T> row);

    /// <summary>The index of the largest logit of one row, and its softmax probability.</summary>
    /// <param name="row">z, [K].</param>
    /// <param name="probability">max p: the probability of the returned class.</param>
    /// <exception cref="ArgumentException">The row does not have K elements.</exception>
    static abstract int Predict(ReadOnlySpan<T> row, out T probability);

    /// <summary>The index of the largest logit, row by row.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="destination">Receives one class per row, [N].</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    static abstract void Predict(ReadOnlySpan<T> logits, Span<int> destination);

    /// <summary>The cross-entropy −log p_y of one row, in nats; 0 when the label is the ignore label.</summary>
    /// <param name="row">z, [K].</param>
    /// <param name="label">y, a class in [0, K) or the ignore label.</param>
    /// <exception cref="ArgumentException">The row does not have K elements.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The label is neither a class nor the ignore label.</exception>
    static abstract T CrossEntropy(ReadOnlySpan<T> row, int label);

    /// <summary>Σ −log p_y over the rows that are not ignored.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label.</exception>
    static abstract LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels);

    /// <summary>−log p_y row by row, and their sum.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for an ignored row.</param>
    /// <exception cref="ArgumentException">A length does not fit, or spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label.</exception>
    static abstract LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses);

    /// <summary>The cross-entropy of one row and its gradient p − onehot(y) with respect to the logits.</summary>
    /// <param name="row">z, [K].</param>
    /// <param name="label">y, a class in [0, K) or the ignore label (loss and gradient 0).</param>
    /// <param name="gradient">Receives ∂loss/∂z, [K]; may be the row itself.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the gradient overlaps the row elsewhere than at its start.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The label is neither a class nor the ignore label.</exception>
    static abstract T CrossEntropyWithGradient(ReadOnlySpan<T> row, int label, Span<T> gradient);

    /// <summary>Σ −log p_y and its gradient with respect to the logits, in one pass over each row.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label.</param>
    /// <param name="gradient">Receives p − onehot(y), [N, K], divided by the number of rows that are not ignored under <see cref="Reduction.Mean"/>; 0 for an ignored row. May be the logits themselves.</param>
    /// <param name="reduction">Whether the gradient is that of the mean (default) or of the sum.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the gradient overlaps an input elsewhere than at the start of the logits.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or the reduction is unknown.</exception>
    static abstract LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction = Reduction.Mean);
}
