using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>The gradients of blocks.</content>
internal static unsafe partial class HardLabelKernel<TKernels, V, T, TShape>
{
    /// <summary>The gradients of a block's terms, class by class; with many classes, without those at the labels.</summary>
    /// <param name="known">What is known of the rows.</param>
    /// <param name="numbers">The rows' other numbers.</param>
    /// <param name="r">The first row.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="step">How far they are apart.</param>
    /// <param name="destination">Receives the gradients; may be the terms.</param>
    /// <param name="stride">How far they are apart.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="batch">The batch.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteGradients(
        RowNumbers<V, T> known, PerRow<T> numbers, int r, T* terms, nint step, T* destination, nint stride, int count, scoped in HardLabelBatch<T> batch)
    {
        V factor = known[Slot.Log];
        V factorLow = known[Slot.LogLow];
        V isOut = V.Equal(numbers.Load<V>(PerRow<T>.Counts, r), LaneMath<V, T>.Zero);
        V minus = batch.LabelSmoothing > 0 ? -numbers.Load<V>(PerRow<T>.Beta, r) : LaneMath<V, T>.Zero;
        V label = LaneMath<V, T>.Zero;
        V atLabel = label;
        if (TKernels.HasColumns)
        {
            label = numbers.Load<V>(PerRow<T>.Label, r);
            atLabel = numbers.Load<V>(PerRow<T>.Alpha, r);
        }

        V second = label;
        V atSecond = atLabel;
        if (TKernels.HasColumns && !batch.SecondLabels.IsEmpty)
        {
            second = numbers.Load<V>(PerRow<T>.SecondLabel, r);
            atSecond = V.SelectEqual(second, label, atLabel, numbers.Load<V>(PerRow<T>.SecondAlpha, r));
        }

        V number = LaneMath<V, T>.Zero;
        bool isFull = count == V.Count;
        bool isSmoothed = batch.LabelSmoothing > 0;
        bool hasWeights = !batch.ClassWeights.IsEmpty;
        ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
        for (int c = 0; c < K; c++)
        {
            V term = V.Load(ref *terms, 0);
            V v = V.MultiplyAdd(term, factor, term * factorLow);
            if (TKernels.HasColumns)
            {
                v = V.SelectEqual(second, number, atSecond, V.SelectEqual(label, number, atLabel, v));
                number += LaneMath<V, T>.One;
            }

            if (isSmoothed)
            {
                v = hasWeights ? V.MultiplyAdd(V.All(Unsafe.Add(ref weights, c)), minus, v) : v + minus;
            }

            v = V.AndNot(v, isOut);
            if (isFull)
            {
                v.Store(ref *destination, 0);
            }
            else
            {
                v.StoreFirst(ref *destination, 0, count);
            }

            terms += step;
            destination += stride;
        }
    }

    /// <summary>The gradients at the labels.</summary>
    private static void WriteLabels(in ColumnBlock<V, T> block, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        for (int r = 0; r < block.Count; r++)
        {
            if (numbers[PerRow<T>.Counts, r] != T.Zero)
            {
                int row = batch.First + block.Row + r;
                int label = batch.Labels[row];
                WriteLabel(block, r, label, PerRow<T>.Alpha, in batch, numbers);
                int second = batch.SecondLabels.IsEmpty ? label : batch.SecondLabels[row];
                if (second != label)
                {
                    WriteLabel(block, r, second, PerRow<T>.SecondAlpha, in batch, numbers);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteLabel(in ColumnBlock<V, T> block, int r, int label, int column, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        if (label == batch.IgnoreLabel)
        {
            return;
        }

        T value = numbers[column, r];
        if (batch.LabelSmoothing > 0)
        {
            value = Subtracted(value, batch.ClassWeights, label, numbers[PerRow<T>.Beta, r]);
        }

        block.Destination[(label * block.Stride) + r] = value;
    }

    /// <summary>What makes gradients of a block's terms, and the gradients at the labels, in place of their weights.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Factors(RowNumbers<V, T> known, PerRow<T> numbers, int r, scoped in HardLabelBatch<T> batch)
    {
        V scale = LaneMath<V, T>.All(batch.Scale);
        V label = numbers.Load<V>(PerRow<T>.Alpha, r) * scale;
        V second = LaneMath<V, T>.Zero;
        V excess = second;
        if (!batch.SecondLabels.IsEmpty)
        {
            second = numbers.Load<V>(PerRow<T>.SecondAlpha, r) * scale;
        }

        if (K == 1)
        {
            // p is 1 whatever the logit is: nothing but the z-loss has a gradient, and rounding must not make one.
            label = LaneMath<V, T>.Zero;
            second = label;
        }

        if (batch.LabelSmoothing > 0 || batch.ZLoss > 0)
        {
            excess = Excess(known, numbers, r, in batch);
        }

        V inverse = numbers.Load<V>(PerRow<T>.Inverse, r);
        V remainder = numbers.Load<V>(PerRow<T>.InverseLow, r);
        V coefficient = (label + second) + excess;
        V factor = coefficient * inverse;
        V factorLow = V.MultiplyAdd(coefficient, remainder, V.MultiplyAdd(coefficient, inverse, -factor));
        known.Set(Slot.Log, factor);
        known.Set(Slot.LogLow, factorLow);
        AtLabel(numbers, r, PerRow<T>.Picked, excess + second, factor, factorLow);
        if (K > 1 && (!batch.SecondLabels.IsEmpty || batch.LabelSmoothing > 0 || batch.ZLoss > 0))
        {
            WhereSmall(numbers, r, PerRow<T>.Picked, label, coefficient, factor, factorLow);
        }

        if (!batch.SecondLabels.IsEmpty)
        {
            AtLabel(numbers, r, PerRow<T>.SecondPicked, excess + label, factor, factorLow);
            if (K > 1)
            {
                WhereSmall(numbers, r, PerRow<T>.SecondPicked, second, coefficient, factor, factorLow);
            }
        }
    }

    /// <summary>What multiplies the probabilities beyond the labels' parts; and what smoothing takes off each class, times its weight, in place of the same in the loss.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V Excess(RowNumbers<V, T> known, PerRow<T> numbers, int r, scoped in HardLabelBatch<T> batch)
    {
        V zero = LaneMath<V, T>.Zero;
        V excess = zero;
        if (batch.LabelSmoothing > 0)
        {
            V scale = LaneMath<V, T>.All(batch.Scale);
            V beta = K == 1 ? zero : numbers.Load<V>(PerRow<T>.Beta, r);
            excess = (beta * LaneMath<V, T>.All(batch.ClassWeightSum)) * scale;
            numbers.Store(PerRow<T>.Beta, r, beta * scale);
        }

        if (batch.ZLoss > 0)
        {
            V lambda = numbers.Load<V>(PerRow<T>.Lambda, r);
            V factor = (lambda * LaneMath<V, T>.All(2 * batch.ZScale)) * known.LogSumExp;
            excess += V.Select(V.Equal(lambda, zero), zero, factor);
        }

        return excess;
    }

    /// <summary>The gradient at a label: what the others' probabilities have above it, less its own part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AtLabel(PerRow<T> numbers, int r, int picked, V above, V factor, V factorLow)
    {
        V rest = numbers.Load<V>(picked + PerRow<T>.RestOfLabel, r);
        V restLow = numbers.Load<V>(picked + PerRow<T>.RestLowOfLabel, r);
        V gradient = above - V.MultiplyAdd(rest, factor, V.MultiplyAdd(rest, factorLow, restLow * factor));
        numbers.Store(picked + PerRow<T>.WeightOfLabel, r, gradient);
    }

    /// <summary>
    /// The gradient at a label that has less than half of the mass: its probability's, less its own part. What the others have above it is
    /// about as much as what their probabilities are, and would cancel.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WhereSmall(PerRow<T> numbers, int r, int picked, V own, V coefficient, V factor, V factorLow)
    {
        V term = numbers.Load<V>(picked + PerRow<T>.TermOfLabel, r);
        V gradient = V.MultiplyAdd(term, factor, term * factorLow) - own;
        V isSmall = V.Greater(V.Abs(coefficient), V.Abs(own + own));
        numbers.Store(picked + PerRow<T>.WeightOfLabel, r, V.Select(isSmall, gradient, numbers.Load<V>(picked + PerRow<T>.WeightOfLabel, r)));
    }

    /// <summary>Takes the classes' own part of the smoothing off, and writes the labels' elements and the ignored rows.</summary>
    private static void FinishGradients(ref T gradient, int first, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        ref int labels = ref Unsafe.Add(ref MemoryMarshal.GetReference(batch.Labels), first);
        T* counts = numbers.Column(PerRow<T>.Counts);
        T* alphas = numbers.Column(PerRow<T>.Alpha);
        int ignored = batch.IgnoreLabel;
        bool isSmoothed = batch.LabelSmoothing > 0;
        ref T g = ref gradient;
        for (int r = 0; r < count; r++)
        {
            int label = Unsafe.Add(ref labels, r);
            if (counts[r] == T.Zero)
            {
                MemoryMarshal.CreateSpan(ref g, K).Clear();
            }
            else
            {
                if (label != ignored)
                {
                    Unsafe.Add(ref g, label) = alphas[r];
                }

                if (!batch.SecondLabels.IsEmpty && batch.SecondLabels[first + r] is var second && second != label && second != ignored)
                {
                    Unsafe.Add(ref g, second) = numbers[PerRow<T>.SecondAlpha, r];
                }

                if (isSmoothed)
                {
                    SubtractWeights(MemoryMarshal.CreateSpan(ref g, K), batch.ClassWeights, numbers[PerRow<T>.Beta, r]);
                }
            }

            g = ref Unsafe.Add(ref g, K);
        }
    }

    private static void SubtractWeights(Span<T> elements, ReadOnlySpan<T> weights, T factor)
    {
        ref T g = ref MemoryMarshal.GetReference(elements);
        ref T w = ref MemoryMarshal.GetReference(weights);
        V minus = V.All(-factor);
        int c = 0;
        for (; c <= elements.Length - V.Count; c += V.Count)
        {
            V v = V.Load(ref g, c);
            v = weights.IsEmpty ? v + minus : V.MultiplyAdd(V.Load(ref w, c), minus, v);
            v.Store(ref g, c);
        }

        for (; c < elements.Length; c++)
        {
            elements[c] = Subtracted(elements[c], weights, c, factor);
        }
    }

    /// <summary>An element without its class's own part of the smoothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Subtracted(T element, ReadOnlySpan<T> weights, int label, T factor) =>
        weights.IsEmpty ? element - factor : T.FusedMultiplyAdd(weights[label], -factor, element);
}
