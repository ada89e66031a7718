using System.Buffers;

namespace SoftmaxGen.Runtime;

/// <content>Masked classes: those that a row may not choose.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Softmax over the classes whose mask is true; 0 for the others.</summary>
    public static void MaskedSoftmax(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> destination, double temperature = 1, double? softCap = null) =>
        Masked(logits, mask, new LogitTransform<T>(temperature, softCap), destination, T.Zero, isLog: false);

    /// <summary>Log-softmax over the classes whose mask is true; −∞ for the others.</summary>
    public static void MaskedLogSoftmax(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> destination, double temperature = 1, double? softCap = null) =>
        Masked(logits, mask, new LogitTransform<T>(temperature, softCap), destination, T.NegativeInfinity, isLog: true);

    /// <summary>Cross-entropy over the classes whose mask is true.</summary>
    public static LossSum MaskedCrossEntropy(
        ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, ReadOnlySpan<bool> mask, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel)
    {
        int rows = HeadGuard.Rows(logits, K);
        CheckMask(mask, logits.Length);
        HeadGuard.Labels(labels, rows);
        OptionGuard.Labels(labels, K, options.IgnoreLabel ?? ignoreLabel, nameof(labels));
        if (parts.HasFlag(LossParts.Gradient))
        {
            HeadGuard.Output(logits, gradient, logits.Length, nameof(gradient));
            HeadGuard.SeparateOutput(mask, gradient, logits.Length, nameof(gradient));
        }

        if (parts.HasFlag(LossParts.Losses))
        {
            HeadGuard.SeparateOutput(logits, losses, rows, nameof(losses));
            HeadGuard.SeparateOutput(mask, losses, rows, nameof(losses));
        }

        // A cap would make numbers of the masked classes' −∞: it comes before the mask, and after it in the gradient.
        LogitTransform<T> transform = new(options.Temperature, options.SoftCap);
        LossOptions<T> rest = options with { Temperature = null, SoftCap = null };
        bool isBack = !transform.IsIdentity && parts.HasFlag(LossParts.Gradient);
        T[] masked = ArrayPool<T>.Shared.Rent(logits.Length);
        T[] original = isBack ? ArrayPool<T>.Shared.Rent(logits.Length) : [];
        int[] counted = ArrayPool<int>.Shared.Rent(rows);
        try
        {
            OptionGuard.Options(options, rows, K);
            Transform(transform, logits, masked);
            int ignored = options.IgnoreLabel ?? ignoreLabel;
            for (int row = 0; row < rows; row++)
            {
                // A row without any class has no loss.
                counted[row] = Apply(masked.AsSpan(row * K, K), MaskOf(mask, row)) ? labels[row] : ignored;
            }

            if (isBack)
            {
                logits.CopyTo(original);
            }

            LossSum sum = options.LabelSmoothing is null or 0
                ? CrossEntropy(masked.AsSpan(0, logits.Length), counted.AsSpan(0, rows), losses, gradient, parts, rest, ignoreLabel)
                : SmoothedOverMask(masked.AsSpan(0, logits.Length), counted.AsSpan(0, rows), mask, losses, gradient, parts, rest, ignored);
            if (isBack)
            {
                TransformBack(transform, original.AsSpan(0, logits.Length), gradient[..logits.Length], gradient);
            }

            return sum;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(masked);
            ArrayPool<int>.Shared.Return(counted);
            if (isBack)
            {
                ArrayPool<T>.Shared.Return(original);
            }
        }
    }

    /// <summary>Cross-entropy whose smoothing is spread over the classes that take part: that of soft targets, with the means of labels.</summary>
    private static LossSum SmoothedOverMask(
        Span<T> logits, ReadOnlySpan<int> labels, ReadOnlySpan<bool> mask, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignored)
    {
        T[] targets = ArrayPool<T>.Shared.Rent(logits.Length);
        T[] weights = ArrayPool<T>.Shared.Rent(labels.Length);
        try
        {
            CompensatedSum weight = default;
            CompensatedSum sampleWeight = default;
            long count = 0;
            double smoothing = options.LabelSmoothing ?? 0;
            Array.Clear(targets, 0, logits.Length);
            Array.Clear(weights, 0, labels.Length);
            for (int row = 0; row < labels.Length; row++)
            {
                int label = labels[row];
                if (label == ignored)
                {
                    // A weight of 0 takes a row out; its logits could still be NaN.
                    logits.Slice(row * K, K).Clear();
                    continue;
                }

                ReadOnlySpan<bool> classes = MaskOf(mask, row);
                double spread = smoothing / classes.Count(true);
                for (int c = 0; c < K; c++)
                {
                    double target = (c == label ? 1 - smoothing : 0) + (classes[c] ? spread : 0);
                    targets[(row * K) + c] = Of(target);
                }

                weights[row] = options.SampleWeights.IsEmpty ? T.One : options.SampleWeights[row];
                double sample = double.CreateTruncating(weights[row]);
                sampleWeight.Add(sample);
                weight.Add(sample * (options.ClassWeights.IsEmpty ? 1 : double.CreateTruncating(options.ClassWeights[label])));
                count++;
            }

            // The mean of the z-losses divides by the weights of the rows, that of the rest by those of the labels, too.
            double ratio = weight.Value == 0 || sampleWeight.Value == 0 ? 1 : weight.Value / sampleWeight.Value;
            LossOptions<T> soft = options with
            {
                IgnoreLabel = null,
                LabelSmoothing = 0,
                SampleWeights = weights.AsSpan(0, labels.Length),
                ZLoss = (options.ZLoss ?? 0) * ratio,
                Reduction = Reduction.Sum,
                GradientScale = GradientScale(options, weight.Value),
            };
            ReadOnlySpan<T> all = targets.AsSpan(0, logits.Length);
            if (parts.HasFlag(LossParts.Losses) && ratio != 1)
            {
                SoftLabelCrossEntropy(logits, all, losses, default, LossParts.Losses, soft with { ZLoss = options.ZLoss });
                parts &= ~LossParts.Losses;
            }

            return new LossSum(SoftLabelCrossEntropy(logits, all, losses, gradient, parts, soft).Sum, weight.Value, count);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(targets);
            ArrayPool<T>.Shared.Return(weights);
        }
    }

    /// <summary>Softmax over the classes whose bit is set; 0 for the others.</summary>
    public static void MaskedSoftmax(ReadOnlySpan<T> logits, ulong mask, Span<T> destination, double temperature = 1, double? softCap = null) =>
        Masked(logits, Expand(mask, stackalloc bool[K]), new LogitTransform<T>(temperature, softCap), destination, T.Zero, isLog: false);

    /// <summary>Log-softmax over the classes whose bit is set; −∞ for the others.</summary>
    public static void MaskedLogSoftmax(ReadOnlySpan<T> logits, ulong mask, Span<T> destination, double temperature = 1, double? softCap = null) =>
        Masked(logits, Expand(mask, stackalloc bool[K]), new LogitTransform<T>(temperature, softCap), destination, T.NegativeInfinity, isLog: true);

    /// <summary>Cross-entropy over the classes whose bit is set.</summary>
    public static LossSum MaskedCrossEntropy(
        ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, ulong mask, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel) =>
        MaskedCrossEntropy(logits, labels, Expand(mask, stackalloc bool[K]), losses, gradient, parts, options, ignoreLabel);

    /// <summary>The mask of up to 64 classes, given as bits; members that take one are generated for no more.</summary>
    private static ReadOnlySpan<bool> Expand(ulong bits, Span<bool> mask)
    {
        if (K < 64 && bits >> K != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(mask), bits, $"The mask 0x{bits:X} has bits beyond the {K} classes.");
        }

        for (int c = 0; c < mask.Length; c++)
        {
            mask[c] = ((bits >> c) & 1) != 0;
        }

        return mask;
    }

    private static void Masked(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, LogitTransform<T> transform, Span<T> destination, T excluded, bool isLog)
    {
        int rows = HeadGuard.Rows(logits, K);
        CheckMask(mask, logits.Length);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        HeadGuard.SeparateOutput(mask, destination, logits.Length, nameof(destination));
        int tileRows = TileRows(rows);
        for (int first = 0; first < rows; first += tileRows)
        {
            int count = Math.Min(tileRows, rows - first);
            Span<T> tile = destination.Slice(first * K, count * K);
            Transform(transform, logits.Slice(first * K, count * K), tile);
            for (int r = 0; r < count; r++)
            {
                _ = Apply(tile.Slice(r * K, K), MaskOf(mask, first + r));
            }

            if (isLog)
            {
                LogSoftmax(ref tile[0], ref tile[0], count);
            }
            else
            {
                Softmax(ref tile[0], ref tile[0], count);
            }

            for (int r = 0; r < count; r++)
            {
                if (!MaskOf(mask, first + r).Contains(true))
                {
                    tile.Slice(r * K, K).Fill(excluded);
                }
            }
        }
    }

    /// <summary>Whether there is a class at all; the others become −∞.</summary>
    private static bool Apply(Span<T> logits, ReadOnlySpan<bool> mask)
    {
        bool any = false;
        for (int c = 0; c < logits.Length; c++)
        {
            any |= mask[c];
            logits[c] = mask[c] ? logits[c] : T.NegativeInfinity;
        }

        return any;
    }

    private static ReadOnlySpan<bool> MaskOf(ReadOnlySpan<bool> mask, int row) => mask.Length == K ? mask : mask.Slice(row * K, K);

    private static void CheckMask(ReadOnlySpan<bool> mask, int length)
    {
        if (mask.Length != K && mask.Length != length)
        {
            throw new ArgumentException($"The mask has {mask.Length} elements; expected {K}, one per class, or {length}, one per logit.", nameof(mask));
        }
    }
}
