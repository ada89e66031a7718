using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Losses of targets per class, and expectations under softmax.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Cross-entropy of targets per class.</summary>
    public static LossSum SoftLabelCrossEntropy(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int innerSize = 1)
    {
        int rows = TargetChecks(logits, targets, losses, gradient, parts, options, innerSize);
        double smoothing = options.LabelSmoothing ?? 0;
        SoftTargets<T> job = new(!options.ClassWeights.IsEmpty, smoothing, K);
        return TargetLoss(logits, targets, losses, gradient, rows, parts, options, job, innerSize);
    }

    /// <summary>Kullback–Leibler divergence of the softmax from targets, Σ t · (log t − log p).</summary>
    public static LossSum KullbackLeibler(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int innerSize = 1)
    {
        int rows = TargetChecks(logits, targets, losses, gradient, parts, options, innerSize);
        RefuseClassOptions(options);
        return TargetLoss(logits, targets, losses, gradient, rows, parts, options, default(DivergenceTargets<T>), innerSize);
    }

    /// <summary>Kullback–Leibler divergence of targets from the softmax, Σ p · (log p − log t).</summary>
    public static LossSum ReverseKullbackLeibler(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int innerSize = 1)
    {
        int rows = TargetChecks(logits, targets, losses, gradient, parts, options, innerSize);
        RefuseClassOptions(options);
        return Expectation(logits, targets, losses, gradient, rows, parts, options, innerSize);
    }

    /// <summary>The entropy of the softmax, −Σ p · log p.</summary>
    public static LossSum Entropy(ReadOnlySpan<T> logits, Span<T> entropies, Span<T> gradient, LossParts parts, in LossOptions<T> options, int innerSize = 1)
    {
        int rows = TargetChecks(logits, logits, entropies, gradient, parts, options, innerSize);
        RefuseClassOptions(options);
        return Expectation(logits, default, entropies, gradient, rows, parts, options, innerSize);
    }

    private static int TargetChecks(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int innerSize)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        OptionGuard.SameLength(targets.Length, logits.Length, nameof(targets), "the logits");
        OptionGuard.Options(options, rows, K);
        if (options.IgnoreLabel is { } label)
        {
            throw new ArgumentException($"IgnoreLabel is {label}, but there are no labels here; leave it null, and give rows that take no part a sample weight of 0.", nameof(options));
        }

        bool hasTargets = !Unsafe.AreSame(ref MemoryMarshal.GetReference(logits), ref MemoryMarshal.GetReference(targets));
        if (parts.HasFlag(LossParts.Losses))
        {
            HeadGuard.SeparateOutput(logits, losses, rows, nameof(losses));
            HeadGuard.SeparateOutput(targets, losses, rows, nameof(losses));
            Separate(options, losses, rows, nameof(losses));
        }

        if (parts.HasFlag(LossParts.Gradient))
        {
            HeadGuard.Output(logits, gradient, logits.Length, nameof(gradient));
            if (hasTargets)
            {
                HeadGuard.SeparateOutput(targets, gradient, logits.Length, nameof(gradient));
            }

            Separate(options, gradient, logits.Length, nameof(gradient));
        }

        if (parts.HasFlag(LossParts.Losses) && parts.HasFlag(LossParts.Gradient))
        {
            HeadGuard.SeparateOutput<T, T>(losses[..rows], gradient, logits.Length, nameof(gradient));
        }

        return rows;
    }

    private static void RefuseClassOptions(in LossOptions<T> options)
    {
        if (!options.ClassWeights.IsEmpty || options.LabelSmoothing is not (null or 0))
        {
            throw new ArgumentException("ClassWeights and LabelSmoothing have no meaning for a divergence or an entropy; leave them unset.", nameof(options));
        }
    }

    private static LossSum TargetLoss<TJob>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient, int rows, LossParts parts, in LossOptions<T> options, TJob job, int innerSize)
        where TJob : struct, IElementJob<T>
    {
        double weight = options.SampleWeights.IsEmpty ? rows : Sum(options.SampleWeights);
        double scale = GradientScale(options, weight);
        bool hasGradient = parts.HasFlag(LossParts.Gradient);
        LogitTransform<T> transform = new(options.Temperature, options.SoftCap);
        CompensatedSum sums = default;

        // Without a transform, rows along an inner axis are taken from where they are, all at once.
        bool isColumns = innerSize != 1 && transform.IsIdentity;
        int tileRows = isColumns ? rows : TileRows(rows);
        int copied = isColumns ? 0 : TileElements(tileRows, innerSize);
        T[] rented = ArrayPool<T>.Shared.Rent((2 * tileRows) + (2 * copied) + (transform.IsIdentity ? 0 : tileRows * K) + 1);
        fixed (T* z = logits, t = targets, w = options.ClassWeights, s = options.SampleWeights, g = gradient, buffer = rented)
        {
            T* copiedLogits = buffer + (2 * tileRows);
            T* copiedTargets = copiedLogits + copied;
            T* prepared = copiedTargets + copied;
            for (int row = 0; row < rows; row += tileRows)
            {
                Tile tile = Tile.From(row, rows, innerSize, tileRows);
                int count = tile.Count;
                T* x = isColumns ? z : tile.Read(z, copiedLogits);
                T* y = !hasGradient ? null : isColumns ? g : tile.Output(g, copiedLogits);
                TargetLossJob<T, TJob> part = new()
                {
                    Logits = x,
                    Targets = isColumns ? t : tile.Read(t, copiedTargets),
                    Weights = w,
                    SampleWeights = s == null ? null : s + row,
                    Losses = buffer,
                    ZLosses = buffer + tileRows,
                    Gradient = y,
                    Rows = count,
                    ZLoss = options.ZLoss ?? 0,
                    Scale = scale,
                    Job = job,
                };
                if (!transform.IsIdentity)
                {
                    Transform(transform, new ReadOnlySpan<T>(x, count * K), new Span<T>(prepared, count * K));
                    part.Logits = prepared;
                    part.Gradient = hasGradient ? prepared : null;
                }

                if (!isColumns)
                {
                    Dispatch(part);
                }
                else if (hasGradient)
                {
                    Columns(logits, innerSize, gradient, new TargetLossOfColumns<T, TJob, On> { Batch = part });
                }
                else
                {
                    Columns(logits, innerSize, default, new TargetLossOfColumns<T, TJob, Off> { Batch = part });
                }

                if (hasGradient && !isColumns)
                {
                    TransformBack(transform, new ReadOnlySpan<T>(x, count * K), new ReadOnlySpan<T>(prepared, count * K), new Span<T>(y, count * K));
                    tile.Write(y, g);
                }

                for (int r = 0; r < count; r++)
                {
                    T loss = buffer[r] + buffer[tileRows + r];
                    sums.Add(double.CreateTruncating(loss));
                    if (parts.HasFlag(LossParts.Losses))
                    {
                        losses[row + r] = loss;
                    }
                }
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return new LossSum(sums.Value, weight, rows);
    }

    private static LossSum Expectation(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient, int rows, LossParts parts, in LossOptions<T> options, int innerSize)
    {
        if (options.ZLoss is not (null or 0))
        {
            throw new ArgumentException("ZLoss has no meaning here; leave it unset.", nameof(options));
        }

        double weight = options.SampleWeights.IsEmpty ? rows : Sum(options.SampleWeights);
        double scale = GradientScale(options, weight);
        bool hasGradient = parts.HasFlag(LossParts.Gradient);
        LogitTransform<T> transform = new(options.Temperature, options.SoftCap);
        CompensatedSum sums = default;
        int tileRows = TileRows(rows);
        int blocks = 2 * 16 * K;
        int copied = TileElements(tileRows, innerSize);
        T[] rented = ArrayPool<T>.Shared.Rent(tileRows + blocks + (2 * copied) + (transform.IsIdentity ? 0 : tileRows * K));
        fixed (T* z = logits, t = targets, g = gradient, buffer = rented)
        {
            T* copiedLogits = buffer + tileRows + blocks;
            T* copiedTargets = copiedLogits + copied;
            T* prepared = copiedTargets + copied;
            for (int row = 0; row < rows; row += tileRows)
            {
                Tile tile = Tile.From(row, rows, innerSize, tileRows);
                int count = tile.Count;
                T* x = tile.Read(z, copiedLogits);
                T* y = hasGradient ? tile.Output(g, copiedLogits) : null;
                ExpectationJob<T> part = new()
                {
                    Logits = x,
                    Targets = targets.IsEmpty ? null : tile.Read(t, copiedTargets),
                    Results = buffer,
                    Gradient = y,
                    Buffer = buffer + tileRows,
                    Rows = count,
                    Scale = scale,
                };
                if (!transform.IsIdentity)
                {
                    Transform(transform, new ReadOnlySpan<T>(x, count * K), new Span<T>(prepared, count * K));
                    part.Logits = prepared;
                    part.Gradient = hasGradient ? prepared : null;
                }

                Dispatch(part);
                if (hasGradient)
                {
                    TransformBack(transform, new ReadOnlySpan<T>(x, count * K), new ReadOnlySpan<T>(prepared, count * K), new Span<T>(y, count * K));
                }

                for (int r = 0; r < count; r++)
                {
                    T sample = options.SampleWeights.IsEmpty ? T.One : options.SampleWeights[row + r];
                    T loss = sample == T.Zero ? T.Zero : sample * buffer[r];
                    sums.Add(double.CreateTruncating(loss));
                    if (parts.HasFlag(LossParts.Losses))
                    {
                        losses[row + r] = loss;
                    }

                    if (hasGradient && sample != T.One)
                    {
                        ScaleRow(new Span<T>(y + ((nint)r * K), K), sample);
                    }
                }

                if (hasGradient)
                {
                    tile.Write(y, g);
                }
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return new LossSum(sums.Value, weight, rows);
    }

    private static void ScaleRow(Span<T> row, T factor)
    {
        if (factor == T.Zero)
        {
            row.Clear();
            return;
        }

        for (int c = 0; c < row.Length; c++)
        {
            row[c] *= factor;
        }
    }

    private static void Dispatch<TJob>(in TJob job)
        where TJob : struct, IWidthJob<T>
    {
        if (VectorWidth.Is512)
        {
            job.Run<T512, Lanes512<T>>();
        }
        else if (VectorWidth.Is256)
        {
            job.Run<T256, Lanes256<T>>();
        }
        else if (VectorWidth.Is128)
        {
            job.Run<T128, Lanes128<T>>();
        }
        else
        {
            job.Run<TScalar, Lane<T>>();
        }
    }
}
