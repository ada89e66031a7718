using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Masked classes: those that a row may not choose.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Softmax over the classes whose mask is true; 0 for the others.</summary>
    public static void MaskedSoftmax(
        ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> destination, double temperature = 1, double? softCap = null, int innerSize = 1) =>
        Masked(logits, mask, new LogitTransform<T>(temperature, softCap), destination, T.Zero, isLog: false, innerSize);

    /// <summary>Log-softmax over the classes whose mask is true; −∞ for the others.</summary>
    public static void MaskedLogSoftmax(
        ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> destination, double temperature = 1, double? softCap = null, int innerSize = 1) =>
        Masked(logits, mask, new LogitTransform<T>(temperature, softCap), destination, T.NegativeInfinity, isLog: true, innerSize);

    /// <summary>Cross-entropy over the classes whose mask is true.</summary>
    public static LossSum MaskedCrossEntropy(
        ReadOnlySpan<T> logits,
        ClassLabels labels,
        ReadOnlySpan<bool> mask,
        Span<T> losses,
        Span<T> gradient,
        LossParts parts,
        in LossOptions<T> options,
        int ignoreLabel,
        int innerSize = 1)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        CheckMask(mask, logits.Length);
        HeadGuard.Labels(labels, rows);
        int ignored = options.IgnoreLabel ?? ignoreLabel;
        using LabelNumbers labelNumbers = LabelNumbers.Of(labels, K, ignored, nameof(labels));
        ReadOnlySpan<int> numbers = labelNumbers.Span;
        OptionGuard.Labels(numbers, K, ignored, nameof(labels));
        if (parts.HasFlag(LossParts.Gradient))
        {
            HeadGuard.Output(logits, gradient, logits.Length, nameof(gradient));
            HeadGuard.SeparateOutput(mask, gradient, logits.Length, nameof(gradient));
            HeadGuard.SeparateOutput(labels, gradient, logits.Length, nameof(gradient));
        }

        if (parts.HasFlag(LossParts.Losses))
        {
            HeadGuard.SeparateOutput(logits, losses, rows, nameof(losses));
            HeadGuard.SeparateOutput(mask, losses, rows, nameof(losses));
            HeadGuard.SeparateOutput(labels, losses, rows, nameof(losses));
        }

        LogitTransform<T> transform = new(options.Temperature, options.SoftCap);
        LossOptions<T> rest = options with { Temperature = null, SoftCap = null };
        bool isBack = !transform.IsIdentity && parts.HasFlag(LossParts.Gradient);
        T[] masked = ArrayPool<T>.Shared.Rent(logits.Length);
        T[] original = isBack ? ArrayPool<T>.Shared.Rent(logits.Length) : [];
        int[] counted = ArrayPool<int>.Shared.Rent(rows);
        bool[] haveClasses = ArrayPool<bool>.Shared.Rent(rows);
        try
        {
            OptionGuard.Options(options, rows, K);
            Prepare(transform, logits, mask, 0, masked.AsSpan(0, logits.Length), innerSize, isRelative: options.ZLoss is null or 0);
            HaveClasses(mask, 0, haveClasses.AsSpan(0, rows), innerSize);
            for (int row = 0; row < rows; row++)
            {
                // A row without any class has no loss.
                counted[row] = haveClasses[row] ? numbers[row] : ignored;
            }

            if (isBack)
            {
                logits.CopyTo(original);
            }

            LossSum sum = options.LabelSmoothing is null or 0
                ? CrossEntropy(masked.AsSpan(0, logits.Length), counted.AsSpan(0, rows), losses, gradient, parts, rest, ignoreLabel, innerSize)
                : SmoothedOverMask(masked.AsSpan(0, logits.Length), counted.AsSpan(0, rows), mask, losses, gradient, parts, rest, ignored, innerSize);
            if (isBack)
            {
                TransformBack(transform, original.AsSpan(0, logits.Length), gradient[..logits.Length], gradient, keepsZeros: true);
            }

            if (parts.HasFlag(LossParts.Gradient))
            {
                ClearMaskedLabels(gradient, counted.AsSpan(0, rows), mask, ignored, innerSize);
            }

            return sum;
        }
        finally
        {
            ArrayPool<T>.Shared.Return(masked);
            ArrayPool<int>.Shared.Return(counted);
            ArrayPool<bool>.Shared.Return(haveClasses);
            if (isBack)
            {
                ArrayPool<T>.Shared.Return(original);
            }
        }
    }

    /// <summary>A class that is masked has no gradient, not even if it is the label.</summary>
    private static void ClearMaskedLabels(Span<T> gradient, ReadOnlySpan<int> labels, ReadOnlySpan<bool> mask, int ignored, int innerSize)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] != ignored && !IsIn(mask, row, labels[row], innerSize))
            {
                gradient[(int)IndexOf(row, labels[row], innerSize)] = T.Zero;
            }
        }
    }

    /// <summary>Cross-entropy whose smoothing is spread over the classes that take part: that of soft targets, with the means of labels.</summary>
    private static LossSum SmoothedOverMask(
        Span<T> logits, ReadOnlySpan<int> labels, ReadOnlySpan<bool> mask, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignored, int innerSize)
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
                    ClearRows(logits, row, 1, innerSize);
                    continue;
                }

                double spread = smoothing / CountClasses(mask, row, innerSize);
                for (int c = 0; c < K; c++)
                {
                    double target = (c == label ? 1 - smoothing : 0) + (IsIn(mask, row, c, innerSize) ? spread : 0);
                    targets[IndexOf(row, c, innerSize)] = Of(target);
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

            // That is for means: the losses of rows, and the gradient of their sum, have the z-losses as they are.
            LossParts asTheyAre = ratio == 1 ? LossParts.Sum : parts & (options.Reduction == Reduction.Sum ? LossParts.Losses | LossParts.Gradient : LossParts.Losses);
            if (asTheyAre != LossParts.Sum)
            {
                SoftLabelCrossEntropy(logits, all, losses, gradient, asTheyAre, soft with { ZLoss = options.ZLoss }, innerSize);
                parts &= ~asTheyAre;
            }

            return new LossSum(SoftLabelCrossEntropy(logits, all, losses, gradient, parts, soft, innerSize).Sum, weight.Value, count);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(targets);
            ArrayPool<T>.Shared.Return(weights);
        }
    }

    /// <summary>Softmax over the classes whose bit is set; 0 for the others.</summary>
    public static void MaskedSoftmax(ReadOnlySpan<T> logits, ulong mask, Span<T> destination, double temperature = 1, double? softCap = null, int innerSize = 1) =>
        Masked(logits, Expand(mask, stackalloc bool[K]), new LogitTransform<T>(temperature, softCap), destination, T.Zero, isLog: false, innerSize);

    /// <summary>Log-softmax over the classes whose bit is set; −∞ for the others.</summary>
    public static void MaskedLogSoftmax(ReadOnlySpan<T> logits, ulong mask, Span<T> destination, double temperature = 1, double? softCap = null, int innerSize = 1) =>
        Masked(logits, Expand(mask, stackalloc bool[K]), new LogitTransform<T>(temperature, softCap), destination, T.NegativeInfinity, isLog: true, innerSize);

    /// <summary>Cross-entropy over the classes whose bit is set.</summary>
    public static LossSum MaskedCrossEntropy(
        ReadOnlySpan<T> logits, ClassLabels labels, ulong mask, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1) =>
        MaskedCrossEntropy(logits, labels, Expand(mask, stackalloc bool[K]), losses, gradient, parts, options, ignoreLabel, innerSize);

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

    private static void Masked(
        ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, LogitTransform<T> transform, Span<T> destination, T excluded, bool isLog, int innerSize)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        CheckMask(mask, logits.Length);
        HeadGuard.Output(logits, destination, logits.Length, nameof(destination));
        HeadGuard.SeparateOutput(mask, destination, logits.Length, nameof(destination));

        // Whole outer indices: a mask takes out a class of all their positions at once.
        int tileRows = SetRows(rows, innerSize);
        bool[] rented = ArrayPool<bool>.Shared.Rent(tileRows);
        for (int first = 0; first < rows; first += tileRows)
        {
            int count = Math.Min(tileRows, rows - first);
            Span<T> tile = destination.Slice(first * K, count * K);
            Prepare(transform, logits.Slice(first * K, count * K), mask, first, tile, innerSize, isRelative: true);
            if (isLog)
            {
                LogSoftmax(tile, innerSize, tile);
            }
            else
            {
                Softmax(tile, innerSize, tile);
            }

            Span<bool> haveClasses = rented.AsSpan(0, count);
            HaveClasses(mask, first, haveClasses, innerSize);
            for (int r = 0; r < count; r++)
            {
                if (!haveClasses[r])
                {
                    FillRow(tile, r, excluded, innerSize);
                }
            }
        }

        ArrayPool<bool>.Shared.Return(rented);
    }

    /// <summary>
    /// Transformed logits without those that a mask takes out, of whole outer indices from a row on. A cap would make numbers of −∞, so it
    /// comes first; a temperature comes last, so that a masked logit, however large, does not take digits from the others.
    /// </summary>
    private static void Prepare(
        LogitTransform<T> transform, ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, int first, Span<T> destination, int innerSize, bool isRelative)
    {
        if (transform.IsIdentity || transform.HasCap || !isRelative)
        {
            Transform(transform, logits, destination);
            Exclude(destination, mask, first, innerSize);
            return;
        }

        logits.CopyTo(destination);
        Exclude(destination, mask, first, innerSize);
        fixed (T* x = destination)
        {
            Dispatch(new RelativeToMaximum<T> { Source = x, Destination = x, Rows = logits.Length / K, InnerSize = innerSize, Transform = transform });
        }
    }

    /// <summary>Makes −∞ of the logits that a mask takes out, of whole outer indices from a row on.</summary>
    private static void Exclude(Span<T> logits, ReadOnlySpan<bool> mask, int first, int innerSize)
    {
        if (mask.Length != K)
        {
            Exclude(logits, mask.Slice(first * K, logits.Length));
            return;
        }

        if (innerSize == 1)
        {
            ExcludeClasses(logits, mask);
            return;
        }

        for (int i = 0; i < logits.Length; i += K * innerSize)
        {
            for (int c = 0; c < K; c++)
            {
                if (!mask[c])
                {
                    logits.Slice(i + (c * innerSize), innerSize).Fill(T.NegativeInfinity);
                }
            }
        }
    }

    /// <summary>The same classes of each row: of as many rows at a time as make it worth while.</summary>
    private static void ExcludeClasses(Span<T> logits, ReadOnlySpan<bool> mask)
    {
        const int Enough = 1024;
        int repeated = K * Math.Min(logits.Length / K, (Enough + K - 1) / K);
        bool[] rented = ArrayPool<bool>.Shared.Rent(repeated);
        for (int i = 0; i < repeated; i += K)
        {
            mask.CopyTo(rented.AsSpan(i));
        }

        for (int i = 0; i < logits.Length; i += repeated)
        {
            Span<T> part = logits.Slice(i, Math.Min(repeated, logits.Length - i));
            Exclude(part, rented.AsSpan(0, part.Length));
        }

        ArrayPool<bool>.Shared.Return(rented);
    }

    private static void Exclude(Span<T> logits, ReadOnlySpan<bool> mask)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(mask);
        int i = 0;
        for (; i <= logits.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(bytes[i..]), out Vector<ushort> lower, out Vector<ushort> upper);
            Exclude(lower, logits.Slice(i, Vector<ushort>.Count));
            Exclude(upper, logits.Slice(i + Vector<ushort>.Count, Vector<ushort>.Count));
        }

        for (; i < logits.Length; i++)
        {
            logits[i] = mask[i] ? logits[i] : T.NegativeInfinity;
        }
    }

    private static void Exclude(Vector<ushort> mask, Span<T> logits)
    {
        Vector.Widen(mask, out Vector<uint> lower, out Vector<uint> upper);
        Exclude(lower, logits[..Vector<uint>.Count]);
        Exclude(upper, logits[Vector<uint>.Count..]);
    }

    private static void Exclude(Vector<uint> mask, Span<T> logits)
    {
        if (typeof(T) == typeof(float))
        {
            Exclude(Vector.GreaterThan(mask, Vector<uint>.Zero).As<uint, T>(), logits);
            return;
        }

        Vector.Widen(mask, out Vector<ulong> lower, out Vector<ulong> upper);
        Exclude(Vector.GreaterThan(lower, Vector<ulong>.Zero).As<ulong, T>(), logits[..Vector<ulong>.Count]);
        Exclude(Vector.GreaterThan(upper, Vector<ulong>.Zero).As<ulong, T>(), logits[Vector<ulong>.Count..]);
    }

    private static void Exclude(Vector<T> mask, Span<T> logits) =>
        ((mask & new Vector<T>(logits)) | Vector.AndNot(new Vector<T>(T.NegativeInfinity), mask)).CopyTo(logits);

    /// <summary>Whether a mask leaves any class, to rows from one on.</summary>
    private static void HaveClasses(ReadOnlySpan<bool> mask, int first, Span<bool> results, int innerSize)
    {
        if (mask.Length == K)
        {
            results.Fill(mask.Contains(true));
            return;
        }

        for (int r = 0; innerSize == 1 && r < results.Length; r++)
        {
            results[r] = mask.Slice((first + r) * K, K).Contains(true);
        }

        // Class after class of an outer index: rows are whole ones here.
        for (int r = 0; innerSize > 1 && r < results.Length; r += innerSize)
        {
            Span<bool> positions = results.Slice(r, innerSize);
            ReadOnlySpan<bool> classes = mask.Slice((first + r) * K, K * innerSize);
            classes[..innerSize].CopyTo(positions);
            for (int i = innerSize; i < classes.Length; i += innerSize)
            {
                Or(classes.Slice(i, innerSize), positions);
            }
        }
    }

    private static void Or(ReadOnlySpan<bool> source, Span<bool> destination)
    {
        ReadOnlySpan<byte> x = MemoryMarshal.AsBytes(source);
        Span<byte> y = MemoryMarshal.AsBytes(destination);
        int i = 0;
        for (; i <= x.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            (new Vector<byte>(x[i..]) | new Vector<byte>(y[i..])).CopyTo(y[i..]);
        }

        for (; i < x.Length; i++)
        {
            y[i] |= x[i];
        }
    }

    /// <summary>How many classes a mask leaves to a row.</summary>
    private static int CountClasses(ReadOnlySpan<bool> mask, int row, int innerSize)
    {
        if (mask.Length == K || innerSize == 1)
        {
            return (mask.Length == K ? mask : mask.Slice(row * K, K)).Count(true);
        }

        int count = 0;
        for (int c = 0; c < K; c++)
        {
            count += IsIn(mask, row, c, innerSize) ? 1 : 0;
        }

        return count;
    }

    private static bool IsIn(ReadOnlySpan<bool> mask, int row, int label, int innerSize) =>
        mask[mask.Length == K ? label : (int)IndexOf(row, label, innerSize)];

    private static void FillRow(Span<T> batch, int row, T value, int innerSize)
    {
        for (int c = 0; c < K; c++)
        {
            batch[(int)IndexOf(row, c, innerSize)] = value;
        }
    }

    private static void CheckMask(ReadOnlySpan<bool> mask, int length)
    {
        if (mask.Length != K && mask.Length != length)
        {
            throw new ArgumentException($"The mask has {mask.Length} elements; expected {K}, one per class, or {length}, one per logit.", nameof(mask));
        }
    }
}
