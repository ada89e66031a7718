using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SoftmaxGen.Runtime;

namespace SoftmaxGen;

/// <summary>
/// Softmax and cross-entropy of one row whose classes are not in one place: spread over machines or devices (vocabulary
/// parallelism), or seen shard after shard. Each place adds its logits to an empty state, the states are merged in any order,
/// and the merged state gives the loss, and to each place its part of the probabilities and of the gradient.
/// </summary>
/// <typeparam name="T">The element type of the logits: float or double.</typeparam>
/// <remarks>
/// The state is m, the largest logit; n, how many logits are equal to it; q = Σ exp(z − m) over the others; and z_y, the
/// label's logit. Merging the states a and b with m_a &gt; m_b gives m_a, n_a and q_a + (n_b + q_b) · exp(m_b − m_a). Then
/// <para>logsumexp(z) = m + log1p(q + n − 1),</para>
/// <para>loss = (m − z_y) + log1p(q + n − 1): a confident, correct prediction keeps its loss, as nothing is added to 1 that has
/// to be taken off again,</para>
/// <para>p_i = exp(z_i − m) / (q + n), and ∂loss/∂z_i = p_i for i ≠ y, −(Σ of the other terms) / (q + n) for i = y.</para>
/// <para>
/// A shard may have any number of logits, none included; −∞ takes no part. With a NaN everything is NaN; with +∞, and where
/// there is nothing but −∞, everything but logsumexp is NaN, which is ±∞. The result of adding a shard does not depend on the
/// vector width of the machine. Merging is commutative, bit for bit, and associative up to the last bits of <see cref="SumBelow"/>.
/// </para>
/// <para>
/// States are immutable values, and all that is in them is in the properties that can be set, so that a serializer can carry them
/// (in JSON, m may need the names of infinities and NaN). The default value is <see cref="Empty"/>.
/// </para>
/// <para>Reference: M. Milakov, N. Gimelshein, Online normalizer calculation for softmax (2018), arXiv:1805.02867.</para>
/// </remarks>
/// <example>
/// <code>
/// // On each machine, with the logits of the classes from firstClass on:
/// OnlineSoftmax&lt;float&gt; part = OnlineSoftmax&lt;float&gt;.Empty.Add(logits, label, firstClass);
///
/// // After the machines have exchanged their parts:
/// OnlineSoftmax&lt;float&gt; row = parts.Aggregate(OnlineSoftmax&lt;float&gt;.Merge);
/// float loss = row.CrossEntropy();
/// row.Gradient(logits, label, firstClass, gradient, scale: 1);
/// </code>
/// </example>
public readonly record struct OnlineSoftmax<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _maximum;

    /// <summary>The state of a row of which nothing has been seen; merging it with another changes nothing.</summary>
    public static OnlineSoftmax<T> Empty => default;

    /// <summary>m: the largest logit; −∞ where there is none but −∞, NaN if one is NaN.</summary>
    public T Maximum
    {
        get => MaximumCount == 0 ? T.NegativeInfinity : _maximum;

        // The empty state is the default value, however it is made.
        init => _maximum = T.IsNegativeInfinity(value) ? T.Zero : value;
    }

    /// <summary>n: how many logits are equal to the maximum; 0 if there is none but −∞, and 1 if the maximum is +∞ or NaN.</summary>
    public long MaximumCount { get; init; }

    /// <summary>q = Σ exp(z − m) over the logits below the maximum.</summary>
    public double SumBelow { get; init; }

    /// <summary>What rounding left over of <see cref="SumBelow"/>, to be added to it.</summary>
    public double SumBelowLow { get; init; }

    /// <summary>z_y: the logit of the label, or null if it has not been seen.</summary>
    public T? LabelLogit { get; init; }

    private bool IsFinite => T.IsFinite(Maximum);

    /// <summary>q.</summary>
    private DoublePair Below => new(SumBelow, SumBelowLow);

    /// <summary>q + n: the sum of all terms.</summary>
    private DoublePair Total => Below + MaximumCount;

    /// <summary>log1p(q + n − 1).</summary>
    private DoublePair Log => DoublePair.LogOnePlus(Below + (MaximumCount - 1));

    /// <summary>The state with the logits of a shard that does not have the label.</summary>
    /// <param name="logits">The logits of the shard; may be empty.</param>
    /// <returns>The new state; this one does not change.</returns>
    public OnlineSoftmax<T> Add(ReadOnlySpan<T> logits) => Merge(this, OfShard(logits));

    /// <summary>The state with the logits of the shard that has the label.</summary>
    /// <param name="logits">The logits of the shard.</param>
    /// <param name="labelInShard">Where the label's logit is among them. For a shard without the label, leave it out.</param>
    /// <returns>The new state; this one does not change.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The label is not in the shard.</exception>
    /// <exception cref="InvalidOperationException">The label has been added before.</exception>
    public OnlineSoftmax<T> Add(ReadOnlySpan<T> logits, int labelInShard)
    {
        CheckLabelInShard(labelInShard, logits.Length);
        return Merge(this, OfShard(logits) with { LabelLogit = logits[labelInShard] });
    }

    /// <summary>The state with the logits of a shard of consecutive classes, whether it has the label or not.</summary>
    /// <param name="logits">The logits of the shard; may be empty.</param>
    /// <param name="label">The label, as a class of the whole row. A row to be ignored must not be added.</param>
    /// <param name="firstClass">The class of the first logit of the shard.</param>
    /// <returns>The new state; this one does not change.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The label or the first class is negative.</exception>
    /// <exception cref="InvalidOperationException">The label is in this shard, but has been added before.</exception>
    public OnlineSoftmax<T> Add(ReadOnlySpan<T> logits, int label, int firstClass) =>
        IsInShard(label, firstClass, logits.Length) ? Add(logits, label - firstClass) : Add(logits);

    /// <summary>The state of the logits of both states.</summary>
    /// <param name="other">The state of other logits of the same row.</param>
    /// <exception cref="InvalidOperationException">Both have seen the label.</exception>
    public OnlineSoftmax<T> Merge(OnlineSoftmax<T> other) => Merge(this, other);

    /// <summary>The state of the logits of both states; the order does not matter.</summary>
    /// <param name="left">The state of some logits of a row.</param>
    /// <param name="right">The state of other logits of the same row.</param>
    /// <exception cref="InvalidOperationException">Both have seen the label.</exception>
    public static OnlineSoftmax<T> Merge(OnlineSoftmax<T> left, OnlineSoftmax<T> right)
    {
        if (left.LabelLogit is not null && right.LabelLogit is not null)
        {
            throw new InvalidOperationException("Both states have seen the label. A row has one label, which is in one shard only.");
        }

        return MergeTerms(left, right) with { LabelLogit = left.LabelLogit ?? right.LabelLogit };
    }

    /// <summary>log Σ exp(z) over all logits added; −∞ where there is none but −∞, +∞ if one is +∞, NaN if one is NaN.</summary>
    /// <returns>m + log1p(q + n − 1), within 2 ulp of the larger of |m| and itself.</returns>
    public T LogSumExp() => IsFinite ? Round(Log + Widen(Maximum)) : Maximum;

    /// <summary>The cross-entropy −log p_y of the label, in nats; +∞ if its logit is −∞ and another one finite.</summary>
    /// <returns>(m − z_y) + log1p(q + n − 1), within 2 ulp, however small.</returns>
    /// <exception cref="InvalidOperationException">No label has been added.</exception>
    public T CrossEntropy()
    {
        T label = RequireLabel();
        return IsFinite ? Round(Log + DoublePair.Difference(Widen(Maximum), Widen(label))) : T.NaN;
    }

    /// <summary>The probability of a class by its logit.</summary>
    /// <param name="logit">A logit that has been added, here or in a state merged into this one.</param>
    /// <returns>p = exp(z − m) / (q + n).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The logit is larger than the maximum, so it has not been added.</exception>
    public T Probability(T logit)
    {
        if (logit > Maximum)
        {
            throw new ArgumentOutOfRangeException(nameof(logit), logit, $"The logit {logit} is larger than {Maximum}, the largest that has been added.");
        }

        Probabilities(MemoryMarshal.CreateReadOnlySpan(ref logit, 1), MemoryMarshal.CreateSpan(ref logit, 1), T.One);
        return logit;
    }

    /// <summary>A shard's part of the softmax of the whole row, once the states of all shards are merged.</summary>
    /// <param name="shardLogits">The logits of the shard, which have been added. A logit above the maximum, which cannot have been, gives NaN.</param>
    /// <param name="destination">Receives p = exp(z − m) / (q + n) of each of them; may be the logits themselves.</param>
    /// <exception cref="ArgumentException">The destination is too short, or overlaps the logits elsewhere than at their start.</exception>
    public void Softmax(ReadOnlySpan<T> shardLogits, Span<T> destination)
    {
        HeadGuard.Output(shardLogits, destination, shardLogits.Length, nameof(destination));
        Probabilities(shardLogits, destination, T.One);
    }

    /// <summary>A shard's part of the gradient of the loss, for a shard that does not have the label.</summary>
    /// <param name="shardLogits">The logits of the shard, which have been added.</param>
    /// <param name="gradient">Receives scale · p; may be the logits themselves.</param>
    /// <param name="scale">What the gradient is multiplied with: 1, or 1 / N for the mean over N rows.</param>
    /// <exception cref="ArgumentException">The gradient is too short, or overlaps the logits elsewhere than at their start.</exception>
    /// <exception cref="InvalidOperationException">No label has been added.</exception>
    public void Gradient(ReadOnlySpan<T> shardLogits, Span<T> gradient, T scale)
    {
        RequireLabel();
        HeadGuard.Output(shardLogits, gradient, shardLogits.Length, nameof(gradient));
        Probabilities(shardLogits, gradient, scale);
    }

    /// <summary>A shard's part of the gradient of the loss, for the shard that has the label.</summary>
    /// <param name="shardLogits">The logits of the shard, which have been added.</param>
    /// <param name="labelInShard">Where the label's logit is among them.</param>
    /// <param name="gradient">Receives scale · (p − onehot(y)); may be the logits themselves.</param>
    /// <param name="scale">What the gradient is multiplied with: 1, or 1 / N for the mean over N rows.</param>
    /// <exception cref="ArgumentException">The gradient is too short or overlaps the logits elsewhere than at their start, or the label's logit is not the one that has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The label is not in the shard.</exception>
    /// <exception cref="InvalidOperationException">No label has been added.</exception>
    public void Gradient(ReadOnlySpan<T> shardLogits, int labelInShard, Span<T> gradient, T scale)
    {
        T label = RequireLabel();
        CheckLabelInShard(labelInShard, shardLogits.Length);
        HeadGuard.Output(shardLogits, gradient, shardLogits.Length, nameof(gradient));
        if (!shardLogits[labelInShard].Equals(label))
        {
            throw new ArgumentException($"The label's logit is {shardLogits[labelInShard]} here, but {label} has been added: the shard or the label belongs to another row.", nameof(shardLogits));
        }

        Probabilities(shardLogits, gradient, scale);
        if (IsFinite)
        {
            gradient[labelInShard] = Round(-(Others(label) / Total)) * scale;
        }
    }

    /// <summary>A shard's part of the gradient of the loss, for a shard of consecutive classes, whether it has the label or not.</summary>
    /// <param name="shardLogits">The logits of the shard, which have been added.</param>
    /// <param name="label">The label, as a class of the whole row.</param>
    /// <param name="firstClass">The class of the first logit of the shard.</param>
    /// <param name="gradient">Receives scale · (p − onehot(y)); may be the logits themselves.</param>
    /// <param name="scale">What the gradient is multiplied with: 1, or 1 / N for the mean over N rows.</param>
    /// <exception cref="ArgumentException">The gradient is too short or overlaps the logits elsewhere than at their start, or the label's logit is not the one that has been added.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The label or the first class is negative.</exception>
    /// <exception cref="InvalidOperationException">No label has been added.</exception>
    public void Gradient(ReadOnlySpan<T> shardLogits, int label, int firstClass, Span<T> gradient, T scale)
    {
        if (IsInShard(label, firstClass, shardLogits.Length))
        {
            Gradient(shardLogits, label - firstClass, gradient, scale);
        }
        else
        {
            Gradient(shardLogits, gradient, scale);
        }
    }

    private static OnlineSoftmax<T> OfShard(ReadOnlySpan<T> logits)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"OnlineSoftmax is for float and double, not for {typeof(T)}.");
        }

        T maximum = MaximumOf(logits);
        if (!T.IsFinite(maximum))
        {
            return NotFinite(logits, maximum);
        }

        DoublePair sum = SumOf(logits, maximum, out long count);
        if (double.IsNaN(sum.High))
        {
            return NotFinite(T.NaN);
        }

        // Terms are not exactly 0, not even that of −∞.
        sum /= PeakOf(maximum);
        return new OnlineSoftmax<T> { Maximum = maximum, MaximumCount = count }.With(Round(sum) == T.Zero ? default : sum);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static OnlineSoftmax<T> NotFinite(ReadOnlySpan<T> logits, T maximum)
    {
        foreach (T logit in logits)
        {
            if (T.IsNaN(logit))
            {
                return NotFinite(T.NaN);
            }
        }

        return T.IsNegativeInfinity(maximum) ? default : NotFinite(maximum);
    }

    private static OnlineSoftmax<T> NotFinite(T maximum) => new() { Maximum = maximum, MaximumCount = 1 };

    private static OnlineSoftmax<T> MergeTerms(OnlineSoftmax<T> left, OnlineSoftmax<T> right)
    {
        if (!left.IsFinite || !right.IsFinite)
        {
            return T.IsNaN(left.Maximum) || T.IsNaN(right.Maximum) ? NotFinite(T.NaN)
                : T.IsPositiveInfinity(left.Maximum) || T.IsPositiveInfinity(right.Maximum) ? NotFinite(T.PositiveInfinity)
                : right.MaximumCount == 0 ? left : right;
        }

        if (left.Maximum == right.Maximum)
        {
            return (left with { MaximumCount = left.MaximumCount + right.MaximumCount }).With(left.Below + right.Below);
        }

        (OnlineSoftmax<T> upper, OnlineSoftmax<T> lower) = left.Maximum > right.Maximum ? (left, right) : (right, left);
        DoublePair factor = DoublePair.Exp(DoublePair.Difference(Widen(lower.Maximum), Widen(upper.Maximum)));
        return upper.With(upper.Below + (lower.Total * factor));
    }

    private OnlineSoftmax<T> With(DoublePair below) => this with { SumBelow = below.High, SumBelowLow = below.Low };

    /// <summary>The sum of all terms but that of the label; nothing cancels, as below the maximum a term is less than half of it.</summary>
    private DoublePair Others(T label) => label == Maximum
        ? Below + (MaximumCount - 1)
        : Total + -DoublePair.Exp(DoublePair.Difference(Widen(label), Widen(Maximum)));

    private void Probabilities(ReadOnlySpan<T> logits, Span<T> destination, T scale)
    {
        if (!IsFinite)
        {
            destination[..logits.Length].Fill(T.NaN);
            return;
        }

        DoublePair inverse = new DoublePair(1, 0) / (PeakOf(Maximum) * Total);
        T high = Round(inverse);
        ProbabilitiesOf(logits, destination, Maximum, high, T.CreateTruncating((inverse + -Widen(high)).Value), scale);
    }

    private static T MaximumOf(ReadOnlySpan<T> logits) =>
        VectorWidth.Is512 ? ShardKernel<Lanes512<T>, T>.Maximum(logits)
        : VectorWidth.Is256 ? ShardKernel<Lanes256<T>, T>.Maximum(logits)
        : VectorWidth.Is128 ? ShardKernel<Lanes128<T>, T>.Maximum(logits)
        : ShardKernel<Lane<T>, T>.Maximum(logits);

    private static DoublePair SumOf(ReadOnlySpan<T> logits, T maximum, out long count) =>
        VectorWidth.Is512 ? ShardKernel<Lanes512<T>, T>.Sum(logits, maximum, out count)
        : VectorWidth.Is256 ? ShardKernel<Lanes256<T>, T>.Sum(logits, maximum, out count)
        : VectorWidth.Is128 ? ShardKernel<Lanes128<T>, T>.Sum(logits, maximum, out count)
        : ShardKernel<Lane<T>, T>.Sum(logits, maximum, out count);

    private static DoublePair PeakOf(T maximum) => ShardKernel<Lane<T>, T>.Peak(maximum);

    private static void ProbabilitiesOf(ReadOnlySpan<T> logits, Span<T> destination, T maximum, T inverse, T remainder, T scale)
    {
        if (VectorWidth.Is512)
        {
            ShardKernel<Lanes512<T>, T>.Probabilities(logits, destination, maximum, inverse, remainder, scale);
        }
        else if (VectorWidth.Is256)
        {
            ShardKernel<Lanes256<T>, T>.Probabilities(logits, destination, maximum, inverse, remainder, scale);
        }
        else if (VectorWidth.Is128)
        {
            ShardKernel<Lanes128<T>, T>.Probabilities(logits, destination, maximum, inverse, remainder, scale);
        }
        else
        {
            ShardKernel<Lane<T>, T>.Probabilities(logits, destination, maximum, inverse, remainder, scale);
        }
    }

    private T RequireLabel() => LabelLogit ?? ThrowNoLabel();

    private static bool IsInShard(int label, int firstClass, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(label);
        ArgumentOutOfRangeException.ThrowIfNegative(firstClass);
        return label >= firstClass && label - firstClass < length;
    }

    private static void CheckLabelInShard(int labelInShard, int length)
    {
        if ((uint)labelInShard >= (uint)length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(labelInShard),
                labelInShard,
                $"{labelInShard} is not the index of one of the {length} logits of the shard. For a shard without the label, use the overload without it.");
        }
    }

    [DoesNotReturn]
    private static T ThrowNoLabel() => throw new InvalidOperationException(
        "No label has been added. Merge the states of all shards first, one of which must have been given the label.");

    private static double Widen(T value) => double.CreateTruncating(value);

    private static T Round(DoublePair value) => T.CreateTruncating(value.Value);
}
