
namespace SoftmaxGen.Runtime;

/// <content>Losses of log-probabilities and of probabilities: for models that end in one of them.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    private const int ChunkRows = 64;

    /// <summary>Negative log-likelihood: −w_y · log p_y, from log-probabilities.</summary>
    public static LossSum NegativeLogLikelihood(
        ReadOnlySpan<T> logProbabilities, ClassLabels labels, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1) =>
        OfLabels(logProbabilities, labels, losses, gradient, parts, options, ignoreLabel, epsilon: null, nameof(logProbabilities), innerSize);

    /// <summary>Cross-entropy from probabilities: −w_y · log(min(max(p_y, ε), 1 − ε)).</summary>
    public static LossSum CrossEntropyFromProbabilities(
        ReadOnlySpan<T> probabilities, ClassLabels labels, double epsilon, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1)
    {
        OptionGuard.Within(epsilon, nameof(epsilon), "a number of 0 or more, below 0.5", static value => value is >= 0 and < 0.5);
        return OfLabels(probabilities, labels, losses, gradient, parts, options, ignoreLabel, epsilon, nameof(probabilities), innerSize);
    }

    private static LossSum OfLabels(
        ReadOnlySpan<T> input,
        ClassLabels labels,
        Span<T> losses,
        Span<T> gradient,
        LossParts parts,
        in LossOptions<T> options,
        int ignoreLabel,
        double? epsilon,
        string name,
        int innerSize)
    {
        int rows = OptionGuard.Rows(input, K, innerSize);
        int ignored = options.IgnoreLabel ?? ignoreLabel;
        HeadGuard.Labels(labels, rows);
        OptionGuard.Options(options, rows, K);
        if (options.LabelSmoothing is not (null or 0) || options.ZLoss is not (null or 0) || options.Temperature is not null || options.SoftCap is not null)
        {
            throw new ArgumentException($"LabelSmoothing, ZLoss, Temperature and SoftCap need logits, not {name}; leave them unset.", nameof(options));
        }

        using LabelNumbers labelNumbers = LabelNumbers.Of(labels, K, ignored, nameof(labels));
        ReadOnlySpan<int> numbers = labelNumbers.Span;
        OptionGuard.Labels(numbers, K, ignored, nameof(labels));
        bool hasLosses = parts.HasFlag(LossParts.Losses);
        bool hasGradient = parts.HasFlag(LossParts.Gradient);
        if (hasLosses)
        {
            HeadGuard.SeparateOutput(input, losses, rows, nameof(losses));
            HeadGuard.SeparateOutput(labels, losses, rows, nameof(losses));
            Separate(options, losses, rows, nameof(losses));
        }

        if (hasGradient)
        {
            HeadGuard.Output(input, gradient, input.Length, nameof(gradient));
            HeadGuard.SeparateOutput(labels, gradient, input.Length, nameof(gradient));
            Separate(options, gradient, input.Length, nameof(gradient));
        }

        CompensatedSum weights = default;
        long count = 0;
        for (int row = 0; row < rows; row++)
        {
            if (numbers[row] != ignored)
            {
                count++;
                weights.Add(WeightOf(options, row, numbers[row]));
            }
        }

        double weight = weights.Value;
        double scale = GradientScale(options, weight);
        CompensatedSum sums = default;
        T* picked = stackalloc T[ChunkRows];
        T* logs = stackalloc T[ChunkRows];
        for (int first = 0; first < rows; first += ChunkRows)
        {
            int chunk = Math.Min(ChunkRows, rows - first);
            for (int r = 0; r < chunk; r++)
            {
                int label = numbers[first + r];
                picked[r] = label == ignored ? T.One : input[(int)IndexOf(first + r, label, innerSize)];
            }

            if (hasGradient && innerSize != 1)
            {
                ClearRows(gradient, first, chunk, innerSize);
            }

            if (epsilon is { } clip)
            {
                Dispatch(new ClippedLogs<T> { Source = picked, Destination = logs, Count = chunk, Epsilon = Of(clip) });
            }

            for (int r = 0; r < chunk; r++)
            {
                int row = first + r;
                int label = numbers[row];
                bool isCounted = label != ignored;
                double w = isCounted ? WeightOf(options, row, label) : 0;
                T loss = w == 0 ? T.Zero : -(Of(w) * (epsilon is null ? picked[r] : logs[r]));
                sums.Add(double.CreateTruncating(loss));
                if (hasLosses)
                {
                    losses[row] = loss;
                }

                if (hasGradient && innerSize == 1)
                {
                    gradient.Slice(row * K, K).Clear();
                }

                if (hasGradient && isCounted && w != 0)
                {
                    T p = picked[r];
                    double slope = epsilon is not { } limit ? 1
                        : p >= Of(limit) && p <= T.One - Of(limit) ? 1 / double.CreateTruncating(p)
                        : T.IsNaN(p) ? double.NaN : 0;
                    gradient[(int)IndexOf(row, label, innerSize)] = Of(-(w * scale * slope));
                }
            }
        }

        return new LossSum(sums.Value, weight, count);
    }

    private static void ClearRows(Span<T> batch, int first, int count, int innerSize)
    {
        if (innerSize == 1)
        {
            batch.Slice(first * K, count * K).Clear();
            return;
        }

        for (int row = first; row < first + count;)
        {
            int length = Math.Min(first + count - row, innerSize - (row % innerSize));
            if (length == innerSize)
            {
                batch.Slice(row * K, length * K).Clear();
            }

            for (int c = 0; length < innerSize && c < K; c++)
            {
                batch.Slice((int)IndexOf(row, c, innerSize), length).Clear();
            }

            row += length;
        }
    }

    private static double WeightOf(in LossOptions<T> options, int row, int label) =>
        (options.ClassWeights.IsEmpty ? 1 : double.CreateTruncating(options.ClassWeights[label]))
        * (options.SampleWeights.IsEmpty ? 1 : double.CreateTruncating(options.SampleWeights[row]));
}
