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
        CompensatedLanes sums = default;

        // Along an inner axis, without a transform, all rows are taken from where they are at once, unless their classes are scattered.
        bool isScattered = IsScattered(innerSize) && ColumnAhead<T>.IsFar(rows, K);
        bool isCopied = !transform.IsIdentity || isScattered;
        int slabRows = PartRows(rows, innerSize, transform, isScattered);
        int copied = isCopied ? slabRows * K : 0;
        T[] rented = ArrayPool<T>.Shared.Rent((2 * slabRows) + (2 * copied) + 1);
        fixed (T* z = logits, t = targets, w = options.ClassWeights, s = options.SampleWeights, g = gradient, buffer = rented)
        {
            T* prepared = buffer + (2 * slabRows);
            for (int row = 0; row < rows;)
            {
                Slab slab = Slab.From(row, rows, innerSize, slabRows);
                int count = slab.Count;
                TargetLossJob<T, TJob> part = new()
                {
                    Logits = z + slab.Offset,
                    Targets = slab.Read(t, prepared + copied),
                    Weights = w,
                    SampleWeights = s == null ? null : s + row,
                    Losses = buffer,
                    ZLosses = buffer + slabRows,
                    Gradient = hasGradient ? g + slab.Offset : null,
                    Rows = count,
                    ZLoss = options.ZLoss ?? 0,
                    Scale = scale,
                    Job = job,
                };
                if (isCopied)
                {
                    Prepare(slab, transform, options.ZLoss is > 0, z, prepared);
                    part.Logits = prepared;
                    part.Gradient = hasGradient ? prepared : null;
                }

                if (slab.InnerSize == 1)
                {
                    Dispatch(part);
                }
                else if (hasGradient)
                {
                    Columns(new ReadOnlySpan<T>(part.Logits, slab.Elements), slab.InnerSize, new Span<T>(part.Gradient, slab.Elements), new TargetLossOfColumns<T, TJob, On> { Batch = part }, part.Targets);
                }
                else
                {
                    Columns(new ReadOnlySpan<T>(part.Logits, slab.Elements), slab.InnerSize, default, new TargetLossOfColumns<T, TJob, Off> { Batch = part }, part.Targets);
                }

                if (hasGradient && isCopied)
                {
                    WriteBack(slab, transform, z, prepared, g);
                }

                for (int r = 0; r < count; r++)
                {
                    buffer[r] += buffer[slabRows + r];
                }

                sums.Add(row, buffer, null, count);
                if (parts.HasFlag(LossParts.Losses))
                {
                    new ReadOnlySpan<T>(buffer, count).CopyTo(losses[row..]);
                }

                row += count;
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
        CompensatedLanes sums = default;
        bool isScattered = IsScattered(innerSize) && ColumnAhead<T>.IsFar(rows, K);
        bool isCopied = !transform.IsIdentity || isScattered;
        int slabRows = PartRows(rows, innerSize, transform, isScattered);
        int copied = isCopied ? slabRows * K : 0;
        int blocks = 2 * 16 * K;
        T[] rented = ArrayPool<T>.Shared.Rent(slabRows + blocks + (2 * copied));
        fixed (T* z = logits, t = targets, s = options.SampleWeights, g = gradient, buffer = rented)
        {
            T* prepared = buffer + slabRows + blocks;
            for (int row = 0; row < rows;)
            {
                Slab slab = Slab.From(row, rows, innerSize, slabRows);
                ExpectationJob<T> part = new()
                {
                    Logits = z + slab.Offset,
                    Targets = targets.IsEmpty ? null : slab.Read(t, prepared + copied),
                    SampleWeights = s == null ? null : s + row,
                    Results = buffer,
                    Gradient = hasGradient ? g + slab.Offset : null,
                    Buffer = buffer + slabRows,
                    Rows = slab.Count,
                    Scale = scale,
                };
                if (isCopied)
                {
                    Prepare(slab, transform, hasZLoss: false, z, prepared);
                    part.Logits = prepared;
                    part.Gradient = hasGradient ? prepared : null;
                }

                if (slab.InnerSize == 1)
                {
                    Dispatch(part);
                }
                else
                {
                    Columns(new ReadOnlySpan<T>(part.Logits, slab.Elements), slab.InnerSize, hasGradient ? new Span<T>(part.Gradient, slab.Elements) : default, new ExpectationOfColumns<T> { Batch = part }, part.Targets);
                }

                if (hasGradient && isCopied)
                {
                    WriteBack(slab, transform, z, prepared, g);
                }

                sums.Add(row, buffer, null, slab.Count);
                if (parts.HasFlag(LossParts.Losses))
                {
                    new ReadOnlySpan<T>(buffer, slab.Count).CopyTo(losses[row..]);
                }

                row += slab.Count;
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return new LossSum(sums.Value, weight, rows);
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
