namespace SoftmaxGen;

/// <summary>
/// The loss of a batch as a sum and the weight to divide it by, so that shards, threads and micro-batches add up to
/// exactly the mean of the whole.
/// </summary>
/// <param name="Sum">Σ of the losses of the rows that are not ignored, accumulated in double.</param>
/// <param name="Weight">What the mean divides by: the number of rows that are not ignored, or the sum of their weights.</param>
/// <param name="Count">The number of rows that are not ignored.</param>
public readonly record struct LossSum(double Sum, double Weight, long Count)
{
    /// <summary><see cref="Sum"/> / <see cref="Weight"/>: the mean loss in nats. NaN when <see cref="Weight"/> is 0 (nothing to average).</summary>
    public double Mean => Weight == 0 ? double.NaN : Sum / Weight;

    /// <summary>exp(<see cref="Mean"/>): the perplexity. +∞ where that overflows, NaN when <see cref="Weight"/> is 0.</summary>
    public double Perplexity => Math.Exp(Mean);

    /// <summary>Adds two partial results, member by member.</summary>
    /// <param name="left">The result of one part of the rows.</param>
    /// <param name="right">The result of the other part.</param>
    public static LossSum operator +(LossSum left, LossSum right) =>
        new(left.Sum + right.Sum, left.Weight + right.Weight, left.Count + right.Count);
}
