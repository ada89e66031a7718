using System.Numerics;

namespace SoftmaxGen;

/// <summary>
/// What generated heads with all operations offer, as static members, so that training code can be generic over heads:
/// <c>Train&lt;THead, T&gt;() where THead : ISoftmaxHead&lt;THead, T&gt;</c>. To what <see cref="ISoftmaxHeadCore{TSelf, T}"/> has,
/// where what holds for all members is said, it adds losses with options, derivatives, other layouts and masks.
/// </summary>
/// <typeparam name="TSelf">The head itself.</typeparam>
/// <typeparam name="T">The element type of logits, probabilities and gradients: float or double.</typeparam>
public interface ISoftmaxHead<TSelf, T> : ISoftmaxHeadCore<TSelf, T>
    where TSelf : ISoftmaxHead<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The cross-entropy of each row with options: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / K) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of each row with options: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / K) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of each row with options, and its gradient with respect to the logits: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / K) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²), p = softmax(z); s, w, ε and λ are options.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of rows that mix two labels (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="otherLabels">The second label of each row, [N].</param>
    /// <param name="mixing">m in [0, 1]: the part of the first label; the second one has the rest.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MixedCrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, ClassLabels otherLabels, double mixing, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of rows that mix two labels (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="otherLabels">The second label of each row, [N].</param>
    /// <param name="mixing">m in [0, 1]: the part of the first label; the second one has the rest.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MixedCrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of rows that mix two labels, and its gradient with respect to the logits (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="otherLabels">The second label of each row, [N].</param>
    /// <param name="mixing">m in [0, 1]: the part of the first label; the second one has the rest.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MixedCrossEntropyWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The focal loss w_y · (1 − p_y)^γ · (−log p_y) of each row (Lin et al. 2017); the mean divides by the rows that take part.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gamma">γ, finite and 0 or more.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum FocalLoss(ReadOnlySpan<T> logits, ClassLabels labels, double gamma, in LossOptions<T> options = default);

    /// <summary>The focal loss w_y · (1 − p_y)^γ · (−log p_y) of each row (Lin et al. 2017); the mean divides by the rows that take part.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gamma">γ, finite and 0 or more.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum FocalLoss(ReadOnlySpan<T> logits, ClassLabels labels, double gamma, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The focal loss w_y · (1 − p_y)^γ · (−log p_y) of each row (Lin et al. 2017), and its gradient with respect to the logits; the mean divides by the rows that take part.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gamma">γ, finite and 0 or more.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum FocalLossWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, double gamma, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) of each row (Leng et al. 2022).</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, finite: the weight of the added term.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum Poly1Loss(ReadOnlySpan<T> logits, ClassLabels labels, double epsilon, in LossOptions<T> options = default);

    /// <summary>The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) of each row (Leng et al. 2022).</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, finite: the weight of the added term.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum Poly1Loss(ReadOnlySpan<T> logits, ClassLabels labels, double epsilon, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) of each row (Leng et al. 2022), and its gradient with respect to the logits.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, finite: the weight of the added term.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum Poly1LossWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, double epsilon, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −Σ_c w_c · t_c · log p_c of each row with targets t; 0 · log 0 is 0. The mean divides by the rows (or their weights), not by class weights.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum SoftLabelCrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −Σ_c w_c · t_c · log p_c of each row with targets t; 0 · log 0 is 0. The mean divides by the rows (or their weights), not by class weights.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum SoftLabelCrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −Σ_c w_c · t_c · log p_c of each row with targets t, and its gradient with respect to the logits; 0 · log 0 is 0. The mean divides by the rows (or their weights), not by class weights.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum SoftLabelCrossEntropyWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) of each row, from targets t to the softmax p; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum KullbackLeibler(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, in LossOptions<T> options = default);

    /// <summary>The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) of each row, from targets t to the softmax p; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum KullbackLeibler(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) of each row, from targets t to the softmax p, and its gradient with respect to the logits; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum KullbackLeiblerWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) of each row, from the softmax p to targets t; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum ReverseKullbackLeibler(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, in LossOptions<T> options = default);

    /// <summary>The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) of each row, from the softmax p to targets t; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum ReverseKullbackLeibler(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) of each row, from the softmax p to targets t, and its gradient with respect to the logits; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="targets">t, [N, K]: not checked to be positive or to sum to 1.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum ReverseKullbackLeiblerWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The entropy H = −Σ_c p_c · log p_c of each row, in nats.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum Entropy(ReadOnlySpan<T> logits, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The entropy H of each row and its gradient −p · (log p + H) with respect to the logits.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum EntropyWithGradient(ReadOnlySpan<T> logits, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The negative log-likelihood −w_y · log p_y of each row, from log-probabilities.</summary>
    /// <param name="logProbabilities">log p, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum NegativeLogLikelihood(ReadOnlySpan<T> logProbabilities, ClassLabels labels, in LossOptions<T> options = default);

    /// <summary>The negative log-likelihood −w_y · log p_y of each row, from log-probabilities.</summary>
    /// <param name="logProbabilities">log p, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum NegativeLogLikelihood(ReadOnlySpan<T> logProbabilities, ClassLabels labels, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The negative log-likelihood −w_y · log p_y of each row, from log-probabilities, and its gradient with respect to the log-probabilities.</summary>
    /// <param name="logProbabilities">log p, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the input, [N, K]. May be the input itself.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum NegativeLogLikelihoodWithGradient(ReadOnlySpan<T> logProbabilities, ClassLabels labels, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) of each row, from probabilities. Prefer logits: a probability cannot hold what a confident model knows.</summary>
    /// <param name="probabilities">p, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, from 0 to below 0.5: probabilities are clipped to [ε, 1 − ε].</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropyFromProbabilities(ReadOnlySpan<T> probabilities, ClassLabels labels, double epsilon, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) of each row, from probabilities. Prefer logits: a probability cannot hold what a confident model knows.</summary>
    /// <param name="probabilities">p, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, from 0 to below 0.5: probabilities are clipped to [ε, 1 − ε].</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropyFromProbabilities(ReadOnlySpan<T> probabilities, ClassLabels labels, double epsilon, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) of each row, from probabilities, and its gradient with respect to the probabilities, 0 where they are clipped. Prefer logits: a probability cannot hold what a confident model knows.</summary>
    /// <param name="probabilities">p, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, from 0 to below 0.5: probabilities are clipped to [ε, 1 − ε].</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the input, [N, K]. May be the input itself.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropyFromProbabilitiesWithGradient(ReadOnlySpan<T> probabilities, ClassLabels labels, double epsilon, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The gradient with respect to the logits, p ∘ (g − Σ p · g), from probabilities p and the gradient g with respect to them.</summary>
    /// <param name="probabilities">p, [N, K].</param>
    /// <param name="upstream">g, [N, K]: the gradient with respect to the output.</param>
    /// <param name="destination">Receives the result, [N, K]; may be an input. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> destination);

    /// <summary>The gradient with respect to the logits, g − p · Σ g, from log-probabilities and the gradient g with respect to them.</summary>
    /// <param name="logProbabilities">log p, [N, K].</param>
    /// <param name="upstream">g, [N, K]: the gradient with respect to the output.</param>
    /// <param name="destination">Receives the result, [N, K]; may be an input. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> destination);

    /// <summary>The gradient with respect to the logits, g · softmax(z), from the gradient g with respect to each log-sum-exp.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="upstream">g, [N]: the gradient with respect to each log-sum-exp.</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void LogSumExpBackward(ReadOnlySpan<T> logits, ReadOnlySpan<T> upstream, Span<T> destination);

    /// <summary>The Jacobian diag(p) − p pᵀ of the softmax of one row.</summary>
    /// <param name="row">z, [K].</param>
    /// <param name="destination">Receives ∂p_i/∂z_j, row-major [K, K].</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void SoftmaxJacobian(ReadOnlySpan<T> row, Span<T> destination);

    /// <summary>The diagonal p · (1 − p) of the Hessian of each row's cross-entropy, which does not depend on the label.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <param name="convention">Whose factor and floor.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void CrossEntropyHessianDiagonal(ReadOnlySpan<T> logits, Span<T> destination, HessianConvention convention = default);

    /// <summary>The diagonal w · p · (1 − p) of the Hessian of each row's cross-entropy, with a weight per row.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="sampleWeights">A weight per row, [N]; empty for 1 everywhere.</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <param name="convention">Whose factor and floor.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void CrossEntropyHessianDiagonal(ReadOnlySpan<T> logits, ReadOnlySpan<T> sampleWeights, Span<T> destination, HessianConvention convention = default);

    /// <summary>The Hessian of each row's cross-entropy times a vector: p ∘ (v − Σ p · v).</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="vector">v, [N, K].</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void CrossEntropyHessianVectorProduct(ReadOnlySpan<T> logits, ReadOnlySpan<T> vector, Span<T> destination);

    /// <summary>softmax(z / T) of each row.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="temperature">T, finite and above 0.</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void TemperatureSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination);

    /// <summary>log softmax(z / T) of each row.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="temperature">T, finite and above 0.</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void TemperatureLogSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination);

    /// <summary>c · tanh(z / c): bounds logits softly.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="cap">c, finite and above 0.</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void SoftCap(ReadOnlySpan<T> logits, double cap, Span<T> destination);

    /// <summary>The gradient with respect to the logits, g · (1 − tanh²(z / c)), from the gradient g with respect to the capped logits.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="cap">c, finite and above 0.</param>
    /// <param name="upstream">g, [N, K]: the gradient with respect to the capped logits.</param>
    /// <param name="destination">Receives the result, [N, K]; may be an input. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void SoftCapBackward(ReadOnlySpan<T> logits, double cap, ReadOnlySpan<T> upstream, Span<T> destination);

    /// <summary>Softmax over the K classes at each inner position: the class axis is not the last.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void Softmax(ReadOnlySpan<T> logits, int innerSize, Span<T> destination);

    /// <summary>Log-softmax over the K classes at each inner position: the class axis is not the last.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void LogSoftmax(ReadOnlySpan<T> logits, int innerSize, Span<T> destination);

    /// <summary>log Σ exp(z) over the K classes at each inner position: the class axis is not the last.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="destination">Receives one number per position, [N, inner].</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void LogSumExp(ReadOnlySpan<T> logits, int innerSize, Span<T> destination);

    /// <summary>The class with the largest logit at each inner position: the class axis is not the last.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="destination">Receives one class per position, [N, inner].</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void Predict(ReadOnlySpan<T> logits, int innerSize, Span<int> destination);

    /// <summary>The cross-entropy at each inner position (the class axis is not the last): loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / K) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²); s, w, ε and λ are options.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, in LossOptions<T> options = default);

    /// <summary>The cross-entropy at each inner position (the class axis is not the last): loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / K) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²); s, w, ε and λ are options.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for one that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy at each inner position (the class axis is not the last), and its gradient with respect to the logits: loss = s · ((1 − ε) · w_y · (−log p_y) + (ε / K) · Σ_c w_c · (−log p_c) + λ · logsumexp(z)²); s, w, ε and λ are options.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of positions that mix two labels (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="otherLabels">The second label at each position, [N, inner].</param>
    /// <param name="mixing">m in [0, 1]: the part of the first label; the second one has the rest.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MixedCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ClassLabels otherLabels, double mixing, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of positions that mix two labels (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="otherLabels">The second label at each position, [N, inner].</param>
    /// <param name="mixing">m in [0, 1]: the part of the first label; the second one has the rest.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MixedCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of positions that mix two labels, and its gradient with respect to the logits (mixup): m · CE(z, y) + (1 − m) · CE(z, y₂), without a dense target.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="otherLabels">The second label at each position, [N, inner].</param>
    /// <param name="mixing">m in [0, 1]: the part of the first label; the second one has the rest.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]; 0 for a position that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MixedCrossEntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The focal loss w_y · (1 − p_y)^γ · (−log p_y) at each position (Lin et al. 2017); the mean divides by the positions that take part.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gamma">γ, finite and 0 or more.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum FocalLoss(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double gamma, in LossOptions<T> options = default);

    /// <summary>The focal loss w_y · (1 − p_y)^γ · (−log p_y) at each position (Lin et al. 2017); the mean divides by the positions that take part.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gamma">γ, finite and 0 or more.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum FocalLoss(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double gamma, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The focal loss w_y · (1 − p_y)^γ · (−log p_y) at each position (Lin et al. 2017), and its gradient with respect to the logits; the mean divides by the positions that take part.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gamma">γ, finite and 0 or more.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]; 0 for a position that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum FocalLossWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double gamma, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) at each position (Leng et al. 2022).</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, finite: the weight of the added term.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum Poly1Loss(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double epsilon, in LossOptions<T> options = default);

    /// <summary>The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) at each position (Leng et al. 2022).</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, finite: the weight of the added term.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum Poly1Loss(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double epsilon, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The poly-1 loss w_y · (−log p_y + ε · (1 − p_y)) at each position (Leng et al. 2022), and its gradient with respect to the logits.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, finite: the weight of the added term.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]; 0 for a position that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum Poly1LossWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double epsilon, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −Σ_c w_c · t_c · log p_c at each position with targets t; 0 · log 0 is 0. The mean divides by the positions (or their weights), not by class weights.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum SoftLabelCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −Σ_c w_c · t_c · log p_c at each position with targets t; 0 · log 0 is 0. The mean divides by the positions (or their weights), not by class weights.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum SoftLabelCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −Σ_c w_c · t_c · log p_c at each position with targets t, and its gradient with respect to the logits; 0 · log 0 is 0. The mean divides by the positions (or their weights), not by class weights.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]; 0 for a position that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum SoftLabelCrossEntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) at each position, from targets t to the softmax p; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum KullbackLeibler(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, in LossOptions<T> options = default);

    /// <summary>The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) at each position, from targets t to the softmax p; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum KullbackLeibler(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The Kullback–Leibler divergence Σ_c t_c · (log t_c − log p_c) at each position, from targets t to the softmax p, and its gradient with respect to the logits; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]; 0 for a position that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum KullbackLeiblerWithGradient(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) at each position, from the softmax p to targets t; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum ReverseKullbackLeibler(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, in LossOptions<T> options = default);

    /// <summary>The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) at each position, from the softmax p to targets t; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum ReverseKullbackLeibler(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The reverse Kullback–Leibler divergence Σ_c p_c · (log p_c − log t_c) at each position, from the softmax p to targets t, and its gradient with respect to the logits; 0 · log 0 is 0.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="targets">t, [N, K, inner]: not checked to be positive or to sum to 1.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]; 0 for a position that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum ReverseKullbackLeiblerWithGradient(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The entropy H = −Σ_c p_c · log p_c at each position, in nats.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum Entropy(ReadOnlySpan<T> logits, int innerSize, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The entropy H at each position and its gradient −p · (log p + H) with respect to the logits.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]; 0 for a position that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum EntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The negative log-likelihood −w_y · log p_y at each position, from log-probabilities.</summary>
    /// <param name="logProbabilities">log p, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum NegativeLogLikelihood(ReadOnlySpan<T> logProbabilities, int innerSize, ClassLabels labels, in LossOptions<T> options = default);

    /// <summary>The negative log-likelihood −w_y · log p_y at each position, from log-probabilities.</summary>
    /// <param name="logProbabilities">log p, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum NegativeLogLikelihood(ReadOnlySpan<T> logProbabilities, int innerSize, ClassLabels labels, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The negative log-likelihood −w_y · log p_y at each position, from log-probabilities, and its gradient with respect to the log-probabilities.</summary>
    /// <param name="logProbabilities">log p, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the input, [N, K, inner]. May be the input itself.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum NegativeLogLikelihoodWithGradient(ReadOnlySpan<T> logProbabilities, int innerSize, ClassLabels labels, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) at each position, from probabilities. Prefer logits: a probability cannot hold what a confident model knows.</summary>
    /// <param name="probabilities">p, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, from 0 to below 0.5: probabilities are clipped to [ε, 1 − ε].</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropyFromProbabilities(ReadOnlySpan<T> probabilities, int innerSize, ClassLabels labels, double epsilon, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) at each position, from probabilities. Prefer logits: a probability cannot hold what a confident model knows.</summary>
    /// <param name="probabilities">p, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, from 0 to below 0.5: probabilities are clipped to [ε, 1 − ε].</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropyFromProbabilities(ReadOnlySpan<T> probabilities, int innerSize, ClassLabels labels, double epsilon, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy −w_y · log(min(max(p_y, ε), 1 − ε)) at each position, from probabilities, and its gradient with respect to the probabilities, 0 where they are clipped. Prefer logits: a probability cannot hold what a confident model knows.</summary>
    /// <param name="probabilities">p, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="epsilon">ε, from 0 to below 0.5: probabilities are clipped to [ε, 1 − ε].</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the input, [N, K, inner]. May be the input itself.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum CrossEntropyFromProbabilitiesWithGradient(ReadOnlySpan<T> probabilities, int innerSize, ClassLabels labels, double epsilon, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The gradient with respect to the logits, p ∘ (g − Σ p · g), from probabilities p and the gradient g with respect to them.</summary>
    /// <param name="probabilities">p, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="upstream">g, [N, K, inner]: the gradient with respect to the output.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be an input. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract void SoftmaxBackward(ReadOnlySpan<T> probabilities, int innerSize, ReadOnlySpan<T> upstream, Span<T> destination);

    /// <summary>The gradient with respect to the logits, g − p · Σ g, from log-probabilities and the gradient g with respect to them.</summary>
    /// <param name="logProbabilities">log p, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="upstream">g, [N, K, inner]: the gradient with respect to the output.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be an input. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, int innerSize, ReadOnlySpan<T> upstream, Span<T> destination);

    /// <summary>The gradient with respect to the logits, g · softmax(z), from the gradient g with respect to each log-sum-exp.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="upstream">g, [N, inner]: the gradient with respect to each log-sum-exp.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract void LogSumExpBackward(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> upstream, Span<T> destination);

    /// <summary>The diagonal p · (1 − p) of the Hessian of each position's cross-entropy, which does not depend on the label.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <param name="convention">Whose factor and floor.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract void CrossEntropyHessianDiagonal(ReadOnlySpan<T> logits, int innerSize, Span<T> destination, HessianConvention convention = default);

    /// <summary>The diagonal w · p · (1 − p) of the Hessian of each position's cross-entropy, with a weight per position.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="sampleWeights">A weight per position, [N, inner]; empty for 1 everywhere.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <param name="convention">Whose factor and floor.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract void CrossEntropyHessianDiagonal(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> sampleWeights, Span<T> destination, HessianConvention convention = default);

    /// <summary>The Hessian of each position's cross-entropy times a vector: p ∘ (v − Σ p · v).</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="vector">v, [N, K, inner].</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract void CrossEntropyHessianVectorProduct(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> vector, Span<T> destination);

    /// <summary>softmax(z / T) at each position.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="temperature">T, finite and above 0.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void TemperatureSoftmax(ReadOnlySpan<T> logits, int innerSize, double temperature, Span<T> destination);

    /// <summary>log softmax(z / T) at each position.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="temperature">T, finite and above 0.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void TemperatureLogSoftmax(ReadOnlySpan<T> logits, int innerSize, double temperature, Span<T> destination);

    /// <summary>Softmax over the classes whose mask is true; 0 for the others, and for a position without any.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="mask">[K] for all positions, or [N, K, inner]: true for the classes that take part.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract void MaskedSoftmax(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<bool> mask, Span<T> destination);

    /// <summary>Log-softmax over the classes whose mask is true; −∞ for the others, and for a position without any.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="mask">[K] for all positions, or [N, K, inner]: true for the classes that take part.</param>
    /// <param name="destination">Receives the result, [N, K, inner]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    static abstract void MaskedLogSoftmax(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<bool> mask, Span<T> destination);

    /// <summary>The cross-entropy at each position over the classes whose mask is true, which also share the smoothing: +∞ if the label is not among them, 0 for a position without any.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="mask">[K] for all positions, or [N, K, inner]: true for the classes that take part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MaskedCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ReadOnlySpan<bool> mask, in LossOptions<T> options = default);

    /// <summary>The cross-entropy at each position over the classes whose mask is true, which also share the smoothing: +∞ if the label is not among them, 0 for a position without any.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="mask">[K] for all positions, or [N, K, inner]: true for the classes that take part.</param>
    /// <param name="losses">Receives one loss per position, [N, inner]; 0 for a position that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MaskedCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ReadOnlySpan<bool> mask, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy at each position over the classes whose mask is true, which also share the smoothing, and its gradient with respect to the logits: 0 for the others.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="mask">[K] for all positions, or [N, K, inner]: true for the classes that take part.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K, inner]; 0 for a position that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MaskedCrossEntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ReadOnlySpan<bool> mask, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The k classes with the largest logits at each position, the largest first; the lower class first among equals, and NaN before every number.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="k">How many classes, from 1 to K.</param>
    /// <param name="classes">Receives the classes, [N, k, inner].</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void TopK(ReadOnlySpan<T> logits, int innerSize, int k, Span<int> classes);

    /// <summary>The k classes with the largest logits at each position, the largest first, and these logits; the lower class first among equals, and NaN before every number.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="k">How many classes, from 1 to K.</param>
    /// <param name="classes">Receives the classes, [N, k, inner].</param>
    /// <param name="values">Receives their logits, [N, k, inner].</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void TopK(ReadOnlySpan<T> logits, int innerSize, int k, Span<int> classes, Span<T> values);

    /// <summary>Adds the positions to an evaluation: loss, accuracy, top-k accuracy, confusion matrix and calibration in one pass.</summary>
    /// <param name="logits">z, [N, K, inner].</param>
    /// <param name="innerSize">The number of inner positions: how far the classes of a row are apart.</param>
    /// <param name="labels">y, [N, inner]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="evaluation">Where the figures are added up.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void Evaluate(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, Evaluation evaluation);

    /// <summary>Softmax over the classes whose mask is true; 0 for the others, and for a row without any.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="mask">[K] for all rows, or [N, K]: true for the classes that take part.</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void MaskedSoftmax(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> destination);

    /// <summary>Log-softmax over the classes whose mask is true; −∞ for the others, and for a row without any.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="mask">[K] for all rows, or [N, K]: true for the classes that take part.</param>
    /// <param name="destination">Receives the result, [N, K]; may be the logits themselves. What lies beyond is not touched.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    static abstract void MaskedLogSoftmax(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> destination);

    /// <summary>The cross-entropy of each row over the classes whose mask is true, which also share the smoothing: +∞ if the label is not among them, 0 for a row without any.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="mask">[K] for all rows, or [N, K]: true for the classes that take part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MaskedCrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, ReadOnlySpan<bool> mask, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of each row over the classes whose mask is true, which also share the smoothing: +∞ if the label is not among them, 0 for a row without any.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="mask">[K] for all rows, or [N, K]: true for the classes that take part.</param>
    /// <param name="losses">Receives one loss per row, [N]; 0 for a row that takes no part.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MaskedCrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, ReadOnlySpan<bool> mask, Span<T> losses, in LossOptions<T> options = default);

    /// <summary>The cross-entropy of each row over the classes whose mask is true, which also share the smoothing, and its gradient with respect to the logits: 0 for the others.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="mask">[K] for all rows, or [N, K]: true for the classes that take part.</param>
    /// <param name="gradient">Receives the gradient of the reduced loss with respect to the logits, [N, K]; 0 for a row that takes no part. May be the logits themselves.</param>
    /// <param name="options">Weights, smoothing, ignore label and more; the default changes nothing.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract LossSum MaskedCrossEntropyWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, ReadOnlySpan<bool> mask, Span<T> gradient, in LossOptions<T> options = default);

    /// <summary>The k classes with the largest logits of each row, the largest first; the lower class first among equals, and NaN before every number.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="k">How many classes, from 1 to K.</param>
    /// <param name="classes">Receives the classes, [N, k].</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void TopK(ReadOnlySpan<T> logits, int k, Span<int> classes);

    /// <summary>The k classes with the largest logits of each row, the largest first, and these logits; the lower class first among equals, and NaN before every number.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="k">How many classes, from 1 to K.</param>
    /// <param name="classes">Receives the classes, [N, k].</param>
    /// <param name="values">Receives their logits, [N, k].</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void TopK(ReadOnlySpan<T> logits, int k, Span<int> classes, Span<T> values);

    /// <summary>Adds the rows to an evaluation: loss, accuracy, top-k accuracy, confusion matrix and calibration in one pass.</summary>
    /// <param name="logits">z, [N, K].</param>
    /// <param name="labels">y, [N]: classes in [0, K) or the ignore label, of type int, long or byte.</param>
    /// <param name="evaluation">Where the figures are added up.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an option has no meaning here.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is neither a class nor the ignore label, or a number is out of its range.</exception>
    static abstract void Evaluate(ReadOnlySpan<T> logits, ClassLabels labels, Evaluation evaluation);
}
