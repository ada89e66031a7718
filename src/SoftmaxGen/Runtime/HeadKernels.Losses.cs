using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Losses of labels, with options that are known at run time.</content>
public abstract partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>About as many bytes of logits are prepared at a time, where they have to be.</summary>
    private const int TileBytes = 16 * 1024;

    private static int K => TScalar.ClassCount;

    /// <summary>Cross-entropy of labels; <paramref name="losses"/> and <paramref name="gradient"/> may be left out, as empty spans of no rows.</summary>
    public static LossSum CrossEntropy(
        ReadOnlySpan<T> logits, ClassLabels labels, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1) =>
        HardLabels(logits, labels, default, 1, losses, gradient, parts, options, ignoreLabel, default(CrossEntropyShape<T>), innerSize);

    /// <summary>Cross-entropy of rows that mix two labels.</summary>
    public static LossSum MixedCrossEntropy(
        ReadOnlySpan<T> logits, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1)
    {
        OptionGuard.Within(mixing, nameof(mixing), "a number from 0 to 1", static value => value is >= 0 and <= 1);
        return HardLabels(logits, labels, otherLabels, mixing, losses, gradient, parts | LossParts.Mixed, options, ignoreLabel, default(CrossEntropyShape<T>), innerSize);
    }

    /// <summary>Focal loss.</summary>
    public static LossSum FocalLoss(
        ReadOnlySpan<T> logits, ClassLabels labels, double gamma, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1)
    {
        OptionGuard.Within(gamma, nameof(gamma), "a finite number of 0 or more", static value => value >= 0 && double.IsFinite(value));
        return HardLabels(logits, labels, default, 1, losses, gradient, parts, options, ignoreLabel, new FocalShape<T>(Of(gamma)), innerSize);
    }

    /// <summary>Poly-1 loss.</summary>
    public static LossSum Poly1Loss(
        ReadOnlySpan<T> logits, ClassLabels labels, double epsilon, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1)
    {
        OptionGuard.Within(epsilon, nameof(epsilon), "a finite number", double.IsFinite);
        return HardLabels(logits, labels, default, 1, losses, gradient, parts, options, ignoreLabel, new PolyShape<T>(Of(epsilon)), innerSize);
    }

    private static LossSum HardLabels<TShape>(
        ReadOnlySpan<T> logits,
        ClassLabels labels,
        ClassLabels otherLabels,
        double mixing,
        Span<T> losses,
        Span<T> gradient,
        LossParts parts,
        in LossOptions<T> options,
        int ignoreLabel,
        TShape shape,
        int innerSize)
        where TShape : struct, ILossShape<T>
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        int ignored = options.IgnoreLabel ?? ignoreLabel;
        HeadGuard.Labels(labels, rows);
        OptionGuard.Options(options, rows, K);
        if (parts.HasFlag(LossParts.Mixed))
        {
            OptionGuard.SameLength(otherLabels.Length, rows, nameof(otherLabels), "there are rows");
        }

        using LabelNumbers numbers = LabelNumbers.Of(labels, K, ignored, nameof(labels));
        int counted = HeadGuard.CountLabels(numbers.Span, K, ignored);
        using LabelNumbers otherNumbers = LabelNumbers.Of(otherLabels, K, ignored, nameof(otherLabels));
        OptionGuard.Labels(otherNumbers.Span, K, ignored, nameof(otherLabels));

        if (parts.HasFlag(LossParts.Losses))
        {
            HeadGuard.SeparateOutput(logits, losses, rows, nameof(losses));
            HeadGuard.SeparateOutput(labels, losses, rows, nameof(losses));
            HeadGuard.SeparateOutput(otherLabels, losses, rows, nameof(losses));
            Separate(options, losses, rows, nameof(losses));
        }

        if (parts.HasFlag(LossParts.Gradient))
        {
            HeadGuard.Output(logits, gradient, logits.Length, nameof(gradient));
            HeadGuard.SeparateOutput(labels, gradient, logits.Length, nameof(gradient));
            HeadGuard.SeparateOutput(otherLabels, gradient, logits.Length, nameof(gradient));
            Separate(options, gradient, logits.Length, nameof(gradient));
        }

        if (parts.HasFlag(LossParts.Losses) && parts.HasFlag(LossParts.Gradient))
        {
            HeadGuard.SeparateOutput<T, T>(losses[..rows], gradient, logits.Length, nameof(gradient));
        }

        LogitTransform<T> transform = new(options.Temperature, options.SoftCap);

        // Generated kernels have the head's ignore label in their code; another one can stand for it if it is not a class here.
        bool isPlain = options.IsPlain && (ignored == ignoreLabel || (uint)ignoreLabel >= (uint)K);
        if (typeof(TShape) == typeof(CrossEntropyShape<T>) && !parts.HasFlag(LossParts.Mixed) && isPlain)
        {
            T scale = Of(GradientScale(options, counted));
            double plainSum = transform.IsIdentity
                ? Plain(logits, numbers.Span, losses, gradient, parts, innerSize, ignored, ignoreLabel, scale)
                : Plain(transform, logits, numbers.Span, losses, gradient, parts, innerSize, ignored, ignoreLabel, scale);
            return new LossSum(plainSum, counted, counted);
        }

        HardLabelBatch<T> batch = new()
        {
            Labels = numbers.Span,
            SecondLabels = otherNumbers.Span,
            Mixing = mixing,
            ClassWeights = options.ClassWeights,
            ClassWeightSum = options.ClassWeights.IsEmpty ? K : Sum(options.ClassWeights),
            SampleWeights = options.SampleWeights,
            IgnoreLabel = ignored,
            LabelSmoothing = options.LabelSmoothing ?? 0,
            ZLoss = options.ZLoss ?? 0,
            Losses = parts.HasFlag(LossParts.Losses) ? losses[..rows] : default,
            HasGradient = parts.HasFlag(LossParts.Gradient),
            Shares = new(options.LabelSmoothing ?? 0, mixing, options.ZLoss ?? 0, K),
        };
        (double weight, double sampleWeight, long count) = Weights<TShape>(in batch, counted);
        batch.Scale = GradientScale(options, weight);
        batch.ZScale = GradientScale(options, sampleWeight);
        HardLabelRows(logits, gradient, rows, innerSize, ref batch, shape, transform);
        double sum = batch.Sums.Value;
        if (batch.ZLoss > 0)
        {
            // The mean of the z-losses is one over rows: made such that dividing by the weight gives it.
            sum += batch.ZSums.Value * (weight == sampleWeight || weight == 0 ? 1 : weight / sampleWeight);
        }

        return new LossSum(sum, weight, count);
    }

    /// <summary>The sum of the losses, and what else is wanted, where options say nothing: as the default operations compute it.</summary>
    private static double Plain(
        ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses, Span<T> gradient, LossParts parts, int innerSize, int ignored, int ignoreLabel, T scale)
    {
        int rows = labels.Length;
        ref T perRow = ref parts.HasFlag(LossParts.Losses) ? ref MemoryMarshal.GetReference(losses) : ref Unsafe.NullRef<T>();
        if (innerSize == 1 && ignored != ignoreLabel)
        {
            int[] rented = ArrayPool<int>.Shared.Rent(rows);
            Span<int> replaced = rented.AsSpan(0, rows);
            labels.Replace(replaced, ignored, ignoreLabel);
            double sum = Plain(logits, replaced, losses, gradient, parts, innerSize, ignoreLabel, ignoreLabel, scale);
            ArrayPool<int>.Shared.Return(rented);
            return sum;
        }

        if (innerSize == 1)
        {
            return parts.HasFlag(LossParts.Gradient)
                ? CrossEntropyWithGradient(ref MemoryMarshal.GetReference(logits), ref MemoryMarshal.GetReference(labels), ref perRow, ref MemoryMarshal.GetReference(gradient), scale, rows)
                : CrossEntropy(ref MemoryMarshal.GetReference(logits), ref MemoryMarshal.GetReference(labels), ref perRow, rows);
        }

        return parts.HasFlag(LossParts.Gradient)
            ? PlainColumns<On>(logits, labels, ref perRow, gradient, innerSize, ignored, scale)
            : PlainColumns<Off>(logits, labels, ref perRow, default, innerSize, ignored, scale);
    }

    /// <summary>The same of transformed logits, slab by slab.</summary>
    private static unsafe double Plain(
        LogitTransform<T> transform, ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses, Span<T> gradient, LossParts parts, int innerSize, int ignored, int ignoreLabel, T scale)
    {
        int rows = labels.Length;
        int slabRows = SlabRows(rows, innerSize);
        CompensatedLanes sum = default;
        T[] rented = ArrayPool<T>.Shared.Rent((slabRows * K) + slabRows);
        fixed (T* z = logits, g = gradient, buffer = rented)
        {
            T* lossesOfSlab = buffer + (slabRows * K);
            for (int row = 0; row < rows;)
            {
                Slab slab = Slab.From(row, rows, innerSize, slabRows);
                Span<T> x = new(buffer, slab.Elements);
                Span<T> y = new(lossesOfSlab, slab.Count);
                slab.TransformRelatively(transform, z, buffer);
                Plain(x, labels.Slice(row, slab.Count), y, x, parts | LossParts.Losses, slab.InnerSize, ignored, ignoreLabel, scale);

                // Of the rows' losses, so that both layouts have the same sum.
                sum.Add(row, lossesOfSlab, null, slab.Count);
                if (parts.HasFlag(LossParts.Losses))
                {
                    y.CopyTo(losses[row..]);
                }

                if (parts.HasFlag(LossParts.Gradient))
                {
                    slab.TransformBack(transform, z, buffer, g);
                }

                row += slab.Count;
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return sum.Value;
    }

    private static unsafe double PlainColumns<TGradient>(
        ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, ref T losses, Span<T> gradient, int innerSize, int ignoreLabel, T scale)
        where TGradient : struct, ISwitch
    {
        LossLanes sums = default;
        fixed (T* l = &losses)
        fixed (int* y = labels)
        {
            LossOfColumns<T, TGradient> operation = new()
            {
                Labels = y,
                IgnoreLabel = ignoreLabel,
                Losses = l,
                Sums = &sums,
                Scale = scale,
            };
            Columns(logits, innerSize, gradient, operation);
        }

        return sums.Sum();
    }

    /// <summary>What means divide by: the weights of labels, those of rows, and the number of rows that take part.</summary>
    private static (double Weight, double SampleWeight, long Count) Weights<TShape>(scoped in HardLabelBatch<T> batch, int counted)
        where TShape : struct, ILossShape<T>
    {
        if (batch.SecondLabels.IsEmpty && batch.SampleWeights.IsEmpty)
        {
            return (TShape.MeanCountsRows || batch.ClassWeights.IsEmpty ? counted : SumOfLabels(batch.Labels, batch.ClassWeights, batch.IgnoreLabel), counted, counted);
        }

        CompensatedLanes weights = default;
        CompensatedLanes sampleWeights = default;
        long count = 0;
        for (int row = 0; row < batch.Labels.Length; row++)
        {
            if (!batch.IsCounted(row))
            {
                continue;
            }

            count++;
            double sample = batch.SampleWeight(row);
            sampleWeights.Add(row, sample);
            weights.Add(row, TShape.MeanCountsRows ? sample
                : batch.SecondLabels.IsEmpty ? batch.WeightOf(row, batch.Labels[row])
                : (batch.Mixing * batch.WeightOf(row, batch.Labels[row])) + ((1 - batch.Mixing) * batch.WeightOf(row, batch.SecondLabels[row])));
        }

        return (weights.Value, sampleWeights.Value, count);
    }

    /// <summary>The sum of the labels' class weights.</summary>
    [SkipLocalsInit]
    private static unsafe double SumOfLabels(ReadOnlySpan<int> labels, ReadOnlySpan<T> classWeights, int ignoreLabel)
    {
        const int Chunk = 64;
        T* buffer = stackalloc T[Chunk];
        CompensatedLanes sum = default;
        ref T weights = ref MemoryMarshal.GetReference(classWeights);
        for (int first = 0; first < labels.Length; first += Chunk)
        {
            ReadOnlySpan<int> chunk = labels.Slice(first, Math.Min(Chunk, labels.Length - first));
            for (int r = 0; r < chunk.Length; r++)
            {
                buffer[r] = chunk[r] == ignoreLabel ? T.Zero : Unsafe.Add(ref weights, chunk[r]);
            }

            sum.Add(first, buffer, null, chunk.Length);
        }

        return sum.Value;
    }

    private static unsafe void HardLabelRows<TShape>(
        ReadOnlySpan<T> logits, Span<T> gradient, int rows, int innerSize, ref HardLabelBatch<T> batch, TShape shape, LogitTransform<T> transform)
        where TShape : struct, ILossShape<T>
    {
        fixed (T* z = logits, g = gradient)
        {
            // These read so often that a copy pays in the caches, too.
            bool isScattered = IsScattered(innerSize) && (!batch.SecondLabels.IsEmpty || batch.LabelSmoothing != 0);
            if (transform.IsIdentity && !isScattered)
            {
                HardLabelSlab(Slab.All(rows, innerSize), z, g, ref batch, shape);
                return;
            }

            int slabRows = PartRows(rows, innerSize, transform, isScattered);
            T[] rented = ArrayPool<T>.Shared.Rent(slabRows * K);
            fixed (T* prepared = rented)
            {
                for (int row = 0; row < rows;)
                {
                    Slab slab = Slab.From(row, rows, innerSize, slabRows);
                    Prepare(slab, transform, batch.ZLoss > 0, z, prepared);
                    HardLabelSlab(slab, prepared, prepared, ref batch, shape);
                    if (batch.HasGradient)
                    {
                        WriteBack(slab, transform, z, prepared, g);
                    }

                    row += slab.Count;
                }
            }

            ArrayPool<T>.Shared.Return(rented);
        }
    }

    /// <summary>The logits of a slab for a loss: copied, or transformed. Z-losses are the only ones that change with what all logits of a row have in common.</summary>
    private static unsafe void Prepare(Slab slab, LogitTransform<T> transform, bool hasZLoss, T* logits, T* prepared)
    {
        if (transform.IsIdentity)
        {
            slab.Copy(logits, prepared);
        }
        else if (hasZLoss)
        {
            slab.Transform(transform, logits, prepared);
        }
        else
        {
            slab.TransformRelatively(transform, logits, prepared);
        }
    }

    /// <summary>The gradients of a slab for the batch, of those of what was prepared.</summary>
    private static unsafe void WriteBack(Slab slab, LogitTransform<T> transform, T* logits, T* gradients, T* destination)
    {
        if (transform.IsIdentity)
        {
            slab.Write(gradients, destination);
        }
        else
        {
            slab.TransformBack(transform, logits, gradients, destination);
        }
    }

    private static unsafe void HardLabelSlab<TShape>(Slab slab, T* x, T* y, ref HardLabelBatch<T> batch, TShape shape)
        where TShape : struct, ILossShape<T>
    {
        if (slab.InnerSize == 1)
        {
            HardLabelTile(ref *x, ref *y, slab.Row, slab.Count, ref batch, shape);
            return;
        }

        batch.First = slab.Row;
        ReadOnlySpan<T> logits = new(x, slab.Elements);
        if (batch.HasGradient)
        {
            HardLabelColumns<TShape, On>(logits, new Span<T>(y, slab.Elements), slab.InnerSize, ref batch, shape);
        }
        else
        {
            HardLabelColumns<TShape, Off>(logits, default, slab.InnerSize, ref batch, shape);
        }
    }

    private static unsafe void HardLabelColumns<TShape, TGradient>(
        ReadOnlySpan<T> logits, Span<T> gradient, int innerSize, ref HardLabelBatch<T> batch, TShape shape)
        where TShape : struct, ILossShape<T>
        where TGradient : struct, ISwitch
    {
#pragma warning disable CS8500 // The batch is on the stack.
        fixed (HardLabelBatch<T>* all = &batch)
#pragma warning restore CS8500
        {
            if (batch.SecondLabels.IsEmpty && batch.LabelSmoothing == 0)
            {
                Columns(logits, innerSize, gradient, new OneLabelOfColumns<T, TShape, TGradient> { Batch = all, Shape = shape });
                return;
            }

            Columns(logits, innerSize, gradient, new HardLabelsOfColumns<T, TShape, TGradient> { Batch = all, Shape = shape });
        }
    }

    private static void HardLabelTile<TShape>(ref T x, ref T y, int first, int rows, ref HardLabelBatch<T> batch, TShape shape)
        where TShape : struct, ILossShape<T>
    {
        if (VectorWidth.Is512)
        {
            HardLabelKernel<T512, Lanes512<T>, T, TShape>.Run(ref x, ref y, first, rows, ref batch, shape);
        }
        else if (VectorWidth.Is256)
        {
            HardLabelKernel<T256, Lanes256<T>, T, TShape>.Run(ref x, ref y, first, rows, ref batch, shape);
        }
        else if (VectorWidth.Is128)
        {
            HardLabelKernel<T128, Lanes128<T>, T, TShape>.Run(ref x, ref y, first, rows, ref batch, shape);
        }
        else
        {
            HardLabelKernel<TScalar, Lane<T>, T, TShape>.Run(ref x, ref y, first, rows, ref batch, shape);
        }
    }

    /// <summary>As many rows as fit into a tile; a multiple of 16 unless there are fewer, or rows are very long.</summary>
    private static int TileRows(int rows) =>
        Math.Min(rows, Math.Max(K <= 4096 ? 16 : 4, TileBytes / (K * Unsafe.SizeOf<T>()) / 16 * 16));

    private static unsafe void Transform(LogitTransform<T> transform, ReadOnlySpan<T> source, Span<T> destination)
    {
        if (transform.IsIdentity)
        {
            source.CopyTo(destination);
            return;
        }

        fixed (T* x = source, y = destination)
        {
            Dispatch(new TransformJob<T> { Source = x, Destination = y, Count = source.Length, Segments = 1, Transform = transform });
        }
    }

    /// <summary>
    /// Gradients with respect to logits, of those with respect to transformed ones: of losses, what has none keeps none, whatever its logit
    /// is (<paramref name="keepsZeros"/>).
    /// </summary>
    private static unsafe void TransformBack(LogitTransform<T> transform, ReadOnlySpan<T> logits, ReadOnlySpan<T> source, Span<T> destination, bool keepsZeros)
    {
        fixed (T* z = logits, x = source, y = destination)
        {
            Dispatch(new TransformBackJob<T> { Logits = z, Source = x, Destination = y, Count = source.Length, Segments = 1, Transform = transform, KeepsZeros = keepsZeros });
        }
    }

    /// <summary>What the gradient is multiplied with. With nothing to average every gradient is 0, so the factor only has to be finite.</summary>
    private static double GradientScale(in LossOptions<T> options, double weight) =>
        (options.GradientScale ?? 1) * (options.Reduction == Reduction.Sum ? 1 : weight == 0 ? 0 : 1 / weight);

    private static void Separate(in LossOptions<T> options, Span<T> output, int needed, string name)
    {
        HeadGuard.SeparateOutput(options.ClassWeights, output, needed, name);
        HeadGuard.SeparateOutput(options.SampleWeights, output, needed, name);
    }

    private static double Sum(ReadOnlySpan<T> weights)
    {
        CompensatedSum sum = default;
        foreach (T weight in weights)
        {
            sum.Add(double.CreateTruncating(weight));
        }

        return sum.Value;
    }

    private static T Of(double value) => T.CreateTruncating(value);
}
