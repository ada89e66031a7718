using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Losses of labels with everything that may be said about them, and their gradients, out of the stages of generated
/// kernels: the stages make the terms of all classes and their sums, and what differs between losses is a few lines on
/// vectors with a row in each lane.
/// </summary>
/// <remarks>
/// With P, T and U per row, the gradient of class c is P · p_c − T · [c = y] − U · w_c. At the label it is
/// (P − T) − P · (1 − p_y) − U · w_y, where 1 − p_y comes from the sum of the other classes' terms: a confident, correct
/// prediction keeps its gradient.
/// </remarks>
internal static unsafe class HardLabelKernel<TKernels, V, T, TShape>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TShape : struct, ILossShape<T>
{
    private static int PassRows => TKernels.PassRows;

    private static int K => TKernels.ClassCount;

    /// <summary>The losses of the rows from x on, the first of which is row <paramref name="first"/> of the batch.</summary>
    public static void Run(ref T x, ref T y, int first, int rows, scoped ref HardLabelBatch<T> batch, TShape shape)
    {
        int whole = TKernels.TakesPartialBlocks ? rows : rows - (rows % TKernels.BlockRows);
        RunBlocks(ref x, ref y, first, whole, whole, ref batch, shape);
        int rest = rows - whole;
        if (rest == 0)
        {
            return;
        }

        T* block = stackalloc T[TKernels.BlockRows * K];
        Span<T> used = new(block, rest * K);
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref x, (nint)whole * K), rest * K).CopyTo(used);
        RunBlocks(ref *block, ref *block, first + whole, rest, TKernels.BlockRows, ref batch, shape);
        if (batch.HasGradient)
        {
            used.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref y, (nint)whole * K), rest * K));
        }
    }

    /// <param name="x">The logits.</param>
    /// <param name="y">Where the gradient goes.</param>
    /// <param name="first">The row's number in the batch.</param>
    /// <param name="rows">How many rows count.</param>
    /// <param name="computed">How many rows there is memory for.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="shape">The loss.</param>
    [SkipLocalsInit]
    private static void RunBlocks(ref T x, ref T y, int first, int rows, int computed, scoped ref HardLabelBatch<T> batch, TShape shape)
    {
        byte* memory = stackalloc byte[Scratch<TKernels, T>.Bytes];
        T* scratch = Scratch<TKernels, T>.Align(memory);
        T* columns = stackalloc T[PerRow<T>.Columns * Scratch<TKernels, T>.PassCapacity];
        ref T s = ref *scratch;
        for (int row = 0; row < rows; row += PassRows)
        {
            int count = Math.Min(PassRows, rows - row);
            int given = Math.Min(PassRows, computed - row);
            ref T z = ref Unsafe.Add(ref x, (nint)row * K);
            ref T gradient = ref Unsafe.Add(ref y, (nint)row * K);
            PerRow<T> numbers = new(columns, Scratch<TKernels, T>.PassCapacity);
            Gather(ref z, first + row, count, in batch, numbers);
            TKernels.Spread(ref z, ref s, given);
            if (batch.LabelSmoothing > 0)
            {
                SmoothedSums(ref z, scratch, count, given, in batch, numbers);
            }

            if (batch.HasGradient)
            {
                TKernels.AddKeeping(ref z, ref gradient, ref s, given);
            }
            else
            {
                TKernels.AddOnly(ref z, ref s, given);
            }

            TKernels.Logarithms(ref s, given);
            for (int block = 0; block * V.Count < count; block++)
            {
                RowNumbers<V, T> known = new(ref Unsafe.Add(ref s, block * Scratch<TKernels, T>.BlockStride));
                Losses(known, numbers, block * V.Count, in batch, shape);
            }

            Record(first + row, count, ref batch, numbers);
            if (batch.HasGradient)
            {
                TKernels.Probabilities(ref gradient, ref s, given);
                FinishGradients(ref gradient, first + row, count, in batch, numbers);
            }
        }
    }

    /// <summary>Per row, in its lane: the label's logit, and what its parts of loss and gradient are multiplied with.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Gather(ref T z, int first, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        for (int r = 0; r < count; r++)
        {
            int row = first + r;
            int lane = Scratch<TKernels, T>.LaneOf(r);
            ref T logits = ref Unsafe.Add(ref z, (nint)r * K);
            int label = batch.Labels[row];
            double part = 1;
            if (!batch.SecondLabels.IsEmpty)
            {
                // Where both labels are one, the first has it all.
                int second = batch.SecondLabels[row];
                part = second == label ? 1 : batch.Mixing;
                Label(ref logits, lane, PerRow<T>.SecondPicked, PerRow<T>.SecondAlpha, PerRow<T>.SecondAlphaLow, row, second, 1 - part, in batch, numbers);
            }

            Label(ref logits, lane, PerRow<T>.Picked, PerRow<T>.Alpha, PerRow<T>.AlphaLow, row, label, part, in batch, numbers);
            bool isCounted = batch.IsCounted(row);
            if (batch.LabelSmoothing > 0)
            {
                double spread = batch.SpreadOf(row, K, out double spreadLow);
                Set(PerRow<T>.Beta, PerRow<T>.BetaLow, lane, isCounted ? spread : 0, isCounted ? spreadLow : 0, numbers);
            }

            double sample = isCounted ? batch.SampleWeight(row) : 0;
            bool counts = sample != 0
                && (batch.LabelSmoothing > 0
                    || batch.ZLoss > 0
                    || numbers[PerRow<T>.Alpha, lane] != T.Zero
                    || (!batch.SecondLabels.IsEmpty && numbers[PerRow<T>.SecondAlpha, lane] != T.Zero));
            numbers[PerRow<T>.Counts, lane] = counts ? T.One : T.Zero;
            if (batch.ZLoss > 0)
            {
                numbers[PerRow<T>.Lambda, lane] = Of(batch.ZLoss * sample);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Label(
        ref T logits, int lane, int picked, int alpha, int alphaLow, int row, int label, double part, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        double share = batch.ShareOf(row, label, part, out double low);
        numbers[picked, lane] = label == batch.IgnoreLabel ? T.Zero : Unsafe.Add(ref logits, label);
        Set(alpha, alphaLow, lane, share, low, numbers);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Set(int column, int lowColumn, int lane, double value, double low, PerRow<T> numbers)
    {
        T high = Of(value);
        numbers[column, lane] = high;
        numbers[lowColumn, lane] = Of((value - double.CreateTruncating(high)) + low);
    }

    /// <summary>Σ_c w_c · (max − z_c) per row.</summary>
    private static void SmoothedSums(ref T z, T* scratch, int count, int given, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        SmoothingSums<T> job = new(hasWeights: !batch.ClassWeights.IsEmpty);
        T* results = stackalloc T[4 * 16];
        for (int block = 0; block * V.Count < count; block++)
        {
            int inBlock = Math.Min(V.Count, given - (block * V.Count));
            T* maxima = scratch + (block * Scratch<TKernels, T>.BlockStride) + ((int)Slot.Maximum * V.Count);
            ref T logits = ref Unsafe.Add(ref z, block * V.Count * K);
            ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
            ElementWalk<TKernels, V, T>.Sum(ref logits, ref logits, ref weights, inBlock, maxima, results, job);
            numbers.Store(PerRow<T>.Distance, block * V.Count, V.Load(ref *results, 0));
            numbers.Store(PerRow<T>.DistanceLow, block * V.Count, V.Load(ref *results, V.Count));
        }
    }

    /// <summary>The losses of a block, and what makes gradients of its terms.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Losses(RowNumbers<V, T> known, PerRow<T> numbers, int r, scoped in HardLabelBatch<T> batch, TShape shape)
    {
        V zero = LaneMath<V, T>.Zero;
        V picked = numbers.Load<V>(PerRow<T>.Picked, r);
        V alpha = numbers.Load<V>(PerRow<T>.Alpha, r);
        V inverse = zero;
        V remainder = zero;
        V total = zero;
        V totalLow = zero;
        if (TShape.NeedsProbability || batch.HasGradient)
        {
            inverse = known.Inverse(out remainder, out total, out totalLow);
        }

        V loss = OfLabel(known, shape, picked, alpha, numbers.Load<V>(PerRow<T>.AlphaLow, r), inverse, remainder, total, totalLow, batch.HasGradient, out V lossLow, out V slope, out V rest, out V restLow);
        V label = alpha * slope;
        V others = zero;
        V second = zero;
        V secondRest = zero;
        V secondRestLow = zero;
        if (!batch.SecondLabels.IsEmpty)
        {
            V secondAlpha = numbers.Load<V>(PerRow<T>.SecondAlpha, r);
            V secondLoss = OfLabel(known, shape, numbers.Load<V>(PerRow<T>.SecondPicked, r), secondAlpha, numbers.Load<V>(PerRow<T>.SecondAlphaLow, r), inverse, remainder, total, totalLow, batch.HasGradient, out V secondLow, out V secondSlope, out secondRest, out secondRestLow);
            loss = LaneMath<V, T>.Add(loss, secondLoss, out V lost);
            lossLow += lost + secondLow;
            second = secondAlpha * secondSlope;
        }

        V beta = zero;
        if (batch.LabelSmoothing > 0)
        {
            beta = numbers.Load<V>(PerRow<T>.Beta, r);

            // Σ_c w_c · (−log p_c) = W · log + Σ_c w_c · (max − z_c).
            V weights = LaneMath<V, T>.All(batch.ClassWeightSum);
            V log = weights * known[Slot.Log];
            V logLow = V.MultiplyAdd(weights, known[Slot.Log], -log) + (weights * known[Slot.LogLow]);
            V all = LaneMath<V, T>.Add(numbers.Load<V>(PerRow<T>.Distance, r), log, out V allLow);
            allLow += logLow + numbers.Load<V>(PerRow<T>.DistanceLow, r);
            V spread = Weighted(beta, numbers.Load<V>(PerRow<T>.BetaLow, r), all, allLow, out V spreadLow);
            loss = LaneMath<V, T>.Add(loss, spread, out V lost);
            lossLow += lost + spreadLow;
            others = beta * weights;
        }

        loss = LaneMath<V, T>.Add(loss, V.Select(V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(loss)), lossLow, zero), out lossLow);
        numbers.Store(PerRow<T>.LossLow, r, lossLow);
        if (K == 1)
        {
            // p is 1 whatever the logit is: nothing but the z-loss has a gradient, and rounding must not make one.
            label = zero;
            second = zero;
            others = zero;
            beta = zero;
        }

        V logSumExp = known.LogSumExp;
        V lambda = batch.ZLoss > 0 ? numbers.Load<V>(PerRow<T>.Lambda, r) : zero;
        V zLoss = batch.ZLoss > 0 ? V.Select(V.Equal(lambda, zero), zero, (lambda * logSumExp) * logSumExp) : zero;
        numbers.Store(PerRow<T>.Loss, r, loss);
        numbers.Store(PerRow<T>.ZLoss, r, zLoss);
        if (!batch.HasGradient)
        {
            return;
        }

        V scale = LaneMath<V, T>.All(batch.Scale);
        V excess = others * scale;
        if (batch.ZLoss > 0)
        {
            V zScale = LaneMath<V, T>.All(2 * batch.ZScale);
            excess += V.Select(V.Equal(lambda, zero), zero, (lambda * zScale) * logSumExp);
        }

        V labelPart = label * scale;
        V secondPart = second * scale;
        V coefficient = (labelPart + secondPart) + excess;
        V factor = coefficient * inverse;
        V factorLow = V.MultiplyAdd(coefficient, remainder, V.MultiplyAdd(coefficient, inverse, -factor));
        known.Set(Slot.Log, factor);
        known.Set(Slot.LogLow, factorLow);
        numbers.Store(PerRow<T>.Alpha, r, AtLabel(excess + secondPart, rest, restLow, factor, factorLow));
        numbers.Store(PerRow<T>.SecondAlpha, r, AtLabel(excess + labelPart, secondRest, secondRestLow, factor, factorLow));
        numbers.Store(PerRow<T>.Beta, r, beta * scale);
    }

    /// <summary>The loss of a label, and what its gradient is made of: the slope, and the terms of the other classes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V OfLabel(
        RowNumbers<V, T> known,
        TShape shape,
        V logits,
        V weight,
        V weightLow,
        V inverse,
        V remainder,
        V total,
        V totalLow,
        bool hasGradient,
        out V low,
        out V slope,
        out V rest,
        out V restLow)
    {
        V nll = known.MinusLogProbability(logits, out V nllLow);
        V zero = LaneMath<V, T>.Zero;
        V loss = nll;
        V lossLow = nllLow;
        slope = LaneMath<V, T>.One;
        rest = zero;
        restLow = zero;
        if (TShape.NeedsProbability || hasGradient)
        {
            rest = known.Rest(logits, total, totalLow, out restLow);
        }

        if (TShape.NeedsProbability)
        {
            V q = V.MultiplyAdd(rest, inverse, V.MultiplyAdd(rest, remainder, restLow * inverse));
            V qLow = V.MultiplyAdd(rest, inverse, -q) + V.MultiplyAdd(rest, remainder, restLow * inverse);
            loss = shape.Loss(nll, nllLow, known.Term(logits) * inverse, q, qLow, out lossLow, out slope);
        }

        return Weighted(weight, weightLow, loss, lossLow, out low);
    }

    /// <summary>A weight times a loss, both in two parts; a weight of 0 takes the loss out, however infinite it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Weighted(V weight, V weightLow, V loss, V lossLow, out V low)
    {
        V zero = LaneMath<V, T>.Zero;
        V isZero = V.Equal(weight, zero);
        V product = V.Select(isZero, zero, weight * loss);
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(product));
        V parts = V.MultiplyAdd(weight, loss, -product) + V.MultiplyAdd(weight, lossLow, weightLow * loss);
        low = V.Select(isZero, zero, V.Select(isFinite, parts, zero));
        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V AtLabel(V above, V rest, V restLow, V factor, V factorLow) =>
        above - V.MultiplyAdd(rest, factor, V.MultiplyAdd(rest, factorLow, restLow * factor));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Record(int first, int count, scoped ref HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        for (int r = 0; r < count; r++)
        {
            int lane = Scratch<TKernels, T>.LaneOf(r);
            bool counts = numbers[PerRow<T>.Counts, lane] != T.Zero;
            T loss = counts ? numbers[PerRow<T>.Loss, lane] : T.Zero;
            batch.Sums.Add(double.CreateTruncating(loss), counts ? double.CreateTruncating(numbers[PerRow<T>.LossLow, lane]) : 0);
            if (batch.ZLoss > 0 && counts)
            {
                T zLoss = numbers[PerRow<T>.ZLoss, lane];
                batch.ZSums.Add(double.CreateTruncating(zLoss));
                loss += zLoss;
            }

            if (!batch.Losses.IsEmpty)
            {
                batch.Losses[first + r] = loss;
            }
        }
    }

    /// <summary>Takes the classes' own part of the smoothing off, and writes the labels' elements and the ignored rows.</summary>
    private static void FinishGradients(ref T gradient, int first, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        for (int r = 0; r < count; r++)
        {
            int row = first + r;
            int lane = Scratch<TKernels, T>.LaneOf(r);
            ref T g = ref Unsafe.Add(ref gradient, (nint)r * K);
            if (numbers[PerRow<T>.Counts, lane] == T.Zero)
            {
                MemoryMarshal.CreateSpan(ref g, K).Clear();
                continue;
            }

            int label = batch.Labels[row];
            if (label != batch.IgnoreLabel)
            {
                Unsafe.Add(ref g, label) = numbers[PerRow<T>.Alpha, lane];
            }

            if (!batch.SecondLabels.IsEmpty)
            {
                int second = batch.SecondLabels[row];
                if (second != batch.IgnoreLabel && second != label)
                {
                    Unsafe.Add(ref g, second) = numbers[PerRow<T>.SecondAlpha, lane];
                }
            }

            if (batch.LabelSmoothing > 0)
            {
                SubtractWeights(MemoryMarshal.CreateSpan(ref g, K), batch.ClassWeights, numbers[PerRow<T>.Beta, lane]);
            }
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
            elements[c] = weights.IsEmpty ? elements[c] - factor : T.FusedMultiplyAdd(weights[c], -factor, elements[c]);
        }
    }

    private static T Of(double value) => LaneMath<V, T>.Of(value);
}
