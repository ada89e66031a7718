using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>The losses of blocks.</content>
internal static unsafe partial class HardLabelKernel<TKernels, V, T, TShape>
{
    /// <summary>Numbers of a block's rows in the order of the rows; rows along an inner axis are in their lanes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ToRows<TColumns>(V lanes)
        where TColumns : struct, ISwitch => TColumns.IsOn ? lanes : Scratch<TKernels, T>.ToRows(lanes);

    /// <summary>Σ_c w_c · (max − z_c) per row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SmoothedSums(ref T z, T* scratch, int count, int given, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        SmoothingSums<T> job = new(hasWeights: !batch.ClassWeights.IsEmpty);
        T* results = stackalloc T[4 * 16];
        for (int block = 0; block * V.Count < count; block++)
        {
            int inBlock = Math.Min(V.Count, given - (block * V.Count));
            T* maxima = scratch + (block * Scratch<TKernels, T>.BlockStride) + ((int)Slot.Maximum * V.Count);
            ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
            if (TKernels.HasColumns)
            {
                T* columns = LogitColumns(scratch + (block * Scratch<TKernels, T>.BlockStride));
                new ElementColumns<TKernels, V, T> { First = columns, Second = columns, Stride = V.Count, Count = V.Count }.Sum(ref weights, maxima, results, job);
            }
            else
            {
                ref T logits = ref Unsafe.Add(ref z, block * V.Count * K);
                ElementWalk<TKernels, V, T>.Sum(ref logits, ref logits, ref weights, inBlock, maxima, results, job);
            }

            numbers.Store(PerRow<T>.Distance, block * V.Count, V.Load(ref *results, 0));
            numbers.Store(PerRow<T>.DistanceLow, block * V.Count, V.Load(ref *results, V.Count));
        }
    }

    /// <summary>
    /// The losses of a block. Its parts are methods of their own, which leave what they make in memory: the JIT inlines only so
    /// much into one.
    /// </summary>
    private static void Losses<TColumns>(RowNumbers<V, T> known, PerRow<T> numbers, int r, scoped in HardLabelBatch<T> batch, TShape shape)
        where TColumns : struct, ISwitch
    {
        V isOut = Weigh(numbers, r, in batch);
        LabelLosses(known, numbers, r, PerRow<T>.Picked, batch.HasGradient, shape);
        if (!batch.SecondLabels.IsEmpty)
        {
            LabelLosses(known, numbers, r, PerRow<T>.SecondPicked, batch.HasGradient, shape);
            Add(numbers, r, numbers.Load<V>(PerRow<T>.SecondLoss, r), numbers.Load<V>(PerRow<T>.SecondLossLow, r));
        }

        if (batch.LabelSmoothing > 0)
        {
            AddSmoothing(known, numbers, r, LaneMath<V, T>.All(batch.ClassWeightSum));
        }

        if (batch.ZLoss > 0)
        {
            ZLosses<TColumns>(known, numbers, r);
        }

        V loss = numbers.Load<V>(PerRow<T>.Loss, r);
        V low = numbers.Load<V>(PerRow<T>.LossLow, r);
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(loss));
        loss = LaneMath<V, T>.Add(loss, V.Select(isFinite, low, LaneMath<V, T>.Zero), out low);
        numbers.Store(PerRow<T>.Loss, r, ToRows<TColumns>(V.AndNot(loss, isOut)));
        numbers.Store(PerRow<T>.LossLow, r, ToRows<TColumns>(V.AndNot(low, isOut)));
    }

    /// <summary>The loss of one of the labels, and what its gradient is made of: its slope, in place of its weight, and the terms of the other classes.</summary>
    /// <param name="known">What is known of the rows.</param>
    /// <param name="numbers">The rows' other numbers.</param>
    /// <param name="r">The first row.</param>
    /// <param name="picked">The column of the label's logit, the first of its columns.</param>
    /// <param name="hasGradient">Whether the gradient is wanted.</param>
    /// <param name="shape">The loss.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LabelLosses(RowNumbers<V, T> known, PerRow<T> numbers, int r, int picked, bool hasGradient, TShape shape)
    {
        V logits = numbers.Load<V>(picked, r);
        V loss = known.MinusLogProbability(logits, out V lossLow);
        V slope = LaneMath<V, T>.One;
        if (TShape.NeedsProbability || hasGradient)
        {
            V inverse = known.Inverse(out V remainder, out V total, out V totalLow);
            V term = known.Term(logits);
            V rest = known.Rest(logits, term, total, totalLow, out V restLow);
            if (TShape.NeedsProbability)
            {
                V lost = V.MultiplyAdd(rest, remainder, restLow * inverse);
                V q = V.MultiplyAdd(rest, inverse, lost);
                loss = shape.Loss(loss, lossLow, term * inverse, q, V.MultiplyAdd(rest, inverse, -q) + lost, out lossLow, out slope);
            }

            numbers.Store(PerRow<T>.Inverse, r, inverse);
            numbers.Store(PerRow<T>.InverseLow, r, remainder);
            numbers.Store(picked + PerRow<T>.RestOfLabel, r, rest);
            numbers.Store(picked + PerRow<T>.RestLowOfLabel, r, restLow);
            numbers.Store(picked + PerRow<T>.TermOfLabel, r, term);
        }

        V weight = numbers.Load<V>(picked + PerRow<T>.WeightOfLabel, r);
        loss = Weighted(weight, numbers.Load<V>(picked + PerRow<T>.WeightLowOfLabel, r), loss, lossLow, out lossLow);
        numbers.Store(picked + PerRow<T>.LossOfLabel, r, loss);
        numbers.Store(picked + PerRow<T>.LossLowOfLabel, r, lossLow);
        numbers.Store(picked + PerRow<T>.WeightOfLabel, r, weight * slope);
    }

    /// <summary>Σ_c w_c · (−log p_c) = W · log + Σ_c w_c · (max − z_c), times what smoothing gives each class.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddSmoothing(RowNumbers<V, T> known, PerRow<T> numbers, int r, V weights)
    {
        V log = weights * known[Slot.Log];
        V logLow = V.MultiplyAdd(weights, known[Slot.Log], -log) + (weights * known[Slot.LogLow]);
        V all = LaneMath<V, T>.Add(numbers.Load<V>(PerRow<T>.Distance, r), log, out V allLow);
        allLow += logLow + numbers.Load<V>(PerRow<T>.DistanceLow, r);
        V spread = Weighted(numbers.Load<V>(PerRow<T>.Beta, r), numbers.Load<V>(PerRow<T>.BetaLow, r), all, allLow, out V spreadLow);
        Add(numbers, r, spread, spreadLow);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ZLosses<TColumns>(RowNumbers<V, T> known, PerRow<T> numbers, int r)
        where TColumns : struct, ISwitch
    {
        V logSumExp = known.LogSumExp;
        V lambda = numbers.Load<V>(PerRow<T>.Lambda, r);
        V zero = LaneMath<V, T>.Zero;
        numbers.Store(PerRow<T>.ZLoss, r, ToRows<TColumns>(V.Select(V.Equal(lambda, zero), zero, (lambda * logSumExp) * logSumExp)));
    }

    /// <summary>Adds to the loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(PerRow<T> numbers, int r, V part, V partLow)
    {
        V loss = LaneMath<V, T>.Add(numbers.Load<V>(PerRow<T>.Loss, r), part, out V lost);
        numbers.Store(PerRow<T>.Loss, r, loss);
        numbers.Store(PerRow<T>.LossLow, r, numbers.Load<V>(PerRow<T>.LossLow, r) + (lost + partLow));
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
}
