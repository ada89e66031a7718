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
            Gather<Off>(ref z, 1, first + row, count, in batch, numbers);
            TKernels.Spread(ref z, ref s, given);
            if (batch.LabelSmoothing > 0)
            {
                SmoothedSums(ref z, scratch, count, given, in batch, numbers);
            }

            if (batch.HasGradient)
            {
                TKernels.AddKeeping(ref z, ref gradient, ref s, given, ahead: 0, following: 0, beyond: 0);
            }
            else
            {
                TKernels.AddOnly(ref z, ref s, given, ahead: 0, following: 0, beyond: 0);
            }

            TKernels.Logarithms(ref s, given);
            for (int block = 0; block * V.Count < count; block++)
            {
                RowNumbers<V, T> known = new(ref Unsafe.Add(ref s, block * Scratch<TKernels, T>.BlockStride));
                Losses(known, numbers, block * V.Count, in batch, shape);
                if (batch.HasGradient)
                {
                    Factors(known, numbers, block * V.Count, in batch);
                }
            }

            Record<Off>(first + row, count, ref batch, numbers);
            if (batch.HasGradient)
            {
                TKernels.Probabilities(ref gradient, ref s, given);
                FinishGradients(ref gradient, first + row, count, in batch, numbers);
            }
        }
    }

    /// <summary>
    /// The same of rows that are neighbours along an inner axis: what the stages make of rows is there in the block, and its terms if
    /// the gradient is wanted.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RunColumns(in ColumnBlock<V, T> block, scoped ref HardLabelBatch<T> batch, TShape shape)
    {
        T* columns = stackalloc T[PerRow<T>.Columns * V.Count];
        PerRow<T> numbers = new(columns, V.Count);
        Gather<On>(ref *block.Source, block.Stride, block.Row, block.Count, in batch, numbers);
        if (batch.LabelSmoothing > 0)
        {
            T* results = stackalloc T[4 * V.Count];
            ElementColumns<TKernels, V, T> elements = new() { First = block.Source, Second = block.Source, Stride = block.Stride, Count = block.Count };
            ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
            elements.Sum(ref weights, block.Memory + ((int)Slot.Maximum * V.Count), results, new SmoothingSums<T>(hasWeights: !batch.ClassWeights.IsEmpty));
            numbers.Store(PerRow<T>.Distance, 0, V.Load(ref *results, 0));
            numbers.Store(PerRow<T>.DistanceLow, 0, V.Load(ref *results, V.Count));
        }

        Losses(block.Numbers, numbers, 0, in batch, shape);
        if (batch.HasGradient)
        {
            Factors(block.Numbers, numbers, 0, in batch);
        }

        Record<On>(block.Row, block.Count, ref batch, numbers);
        if (batch.HasGradient)
        {
            WriteGradients(block, in batch, numbers);
        }
    }

    /// <summary>The gradients of a block's terms, without those at the labels, and then these.</summary>
    private static void WriteGradients(in ColumnBlock<V, T> block, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        V factor = block.Numbers[Slot.Log];
        V factorLow = block.Numbers[Slot.LogLow];
        V isLeftOut = V.Equal(numbers.Load<V>(PerRow<T>.Counts, 0), LaneMath<V, T>.Zero);
        V minus = batch.LabelSmoothing > 0 ? -numbers.Load<V>(PerRow<T>.Beta, 0) : LaneMath<V, T>.Zero;
        T* terms = block.Terms<TKernels>();
        T* destination = block.Destination;
        nint step = block.Step;
        nint stride = block.Stride;
        bool isFull = block.IsFull;
        bool isSmoothed = batch.LabelSmoothing > 0;
        for (int c = 0; c < K; c++)
        {
            V term = V.Load(ref *terms, 0);
            V v = V.MultiplyAdd(term, factor, term * factorLow);
            if (isSmoothed)
            {
                v = batch.ClassWeights.IsEmpty ? v + minus : V.MultiplyAdd(V.All(batch.ClassWeights[c]), minus, v);
            }

            v = V.AndNot(v, isLeftOut);
            if (isFull)
            {
                v.Store(ref *destination, 0);
            }
            else
            {
                v.StoreFirst(ref *destination, 0, block.Count);
            }

            terms += step;
            destination += stride;
        }

        for (int r = 0; r < block.Count; r++)
        {
            if (numbers[PerRow<T>.Counts, r] != T.Zero)
            {
                int label = batch.Labels[block.Row + r];
                WriteLabel(block, r, label, PerRow<T>.Alpha, in batch, numbers);
                int second = batch.SecondLabels.IsEmpty ? label : batch.SecondLabels[block.Row + r];
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int LaneOf<TColumns>(int r)
        where TColumns : struct, ISwitch => TColumns.IsOn ? r : Scratch<TKernels, T>.LaneOf(r);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T RowOf<TColumns>(ref T z, int r)
        where TColumns : struct, ISwitch => ref Unsafe.Add(ref z, TColumns.IsOn ? r : (nint)r * K);

    /// <summary>Per row, in its lane: the label's logit, and what its parts of loss and gradient are multiplied with.</summary>
    private static void Gather<TColumns>(ref T z, nint stride, int first, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
        where TColumns : struct, ISwitch
    {
        if (batch.HasClassWeightsOnly)
        {
            GatherClassWeights<TColumns>(ref z, stride, first, count, in batch, numbers);
            return;
        }

        for (int r = 0; r < count; r++)
        {
            int row = first + r;
            int lane = LaneOf<TColumns>(r);
            ref T logits = ref RowOf<TColumns>(ref z, r);
            int label = batch.Labels[row];
            double part = 1;
            if (!batch.SecondLabels.IsEmpty)
            {
                // Where both labels are one, the first has it all.
                int second = batch.SecondLabels[row];
                part = second == label ? 1 : batch.Mixing;
                Label(ref logits, stride, lane, PerRow<T>.SecondPicked, PerRow<T>.SecondAlpha, PerRow<T>.SecondAlphaLow, row, second, 1 - part, in batch, numbers);
            }

            Label(ref logits, stride, lane, PerRow<T>.Picked, PerRow<T>.Alpha, PerRow<T>.AlphaLow, row, label, part, in batch, numbers);
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

    /// <summary>The same where nothing is given but class weights, or not even those: no weight has a low part then.</summary>
    private static void GatherClassWeights<TColumns>(ref T z, nint stride, int first, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
        where TColumns : struct, ISwitch
    {
        ref int labels = ref Unsafe.Add(ref MemoryMarshal.GetReference(batch.Labels), first);
        ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
        bool hasWeights = !batch.ClassWeights.IsEmpty;
        for (int r = 0; r < count; r++)
        {
            int lane = LaneOf<TColumns>(r);
            int label = Unsafe.Add(ref labels, r);
            T logit = T.Zero;
            T weight = T.Zero;
            if (label != batch.IgnoreLabel)
            {
                logit = Unsafe.Add(ref RowOf<TColumns>(ref z, r), label * stride);
                weight = hasWeights ? Unsafe.Add(ref weights, label) : T.One;
            }

            numbers[PerRow<T>.Picked, lane] = logit;
            numbers[PerRow<T>.Alpha, lane] = weight;
            numbers[PerRow<T>.AlphaLow, lane] = T.Zero;
            numbers[PerRow<T>.Counts, lane] = weight == T.Zero ? T.Zero : T.One;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Label(
        ref T logits, nint stride, int lane, int picked, int alpha, int alphaLow, int row, int label, double part, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        double share = batch.ShareOf(row, label, part, out double low);
        numbers[picked, lane] = label == batch.IgnoreLabel ? T.Zero : Unsafe.Add(ref logits, label * stride);
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

    /// <summary>
    /// The losses of a block. Its parts are methods of their own, which leave what they make in memory: the JIT inlines only so
    /// much into one.
    /// </summary>
    private static void Losses(RowNumbers<V, T> known, PerRow<T> numbers, int r, scoped in HardLabelBatch<T> batch, TShape shape)
    {
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
            ZLosses(known, numbers, r);
        }

        V loss = numbers.Load<V>(PerRow<T>.Loss, r);
        V low = numbers.Load<V>(PerRow<T>.LossLow, r);
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(loss));
        loss = LaneMath<V, T>.Add(loss, V.Select(isFinite, low, LaneMath<V, T>.Zero), out low);
        numbers.Store(PerRow<T>.Loss, r, loss);
        numbers.Store(PerRow<T>.LossLow, r, low);
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
            V rest = known.Rest(logits, total, totalLow, out V restLow);
            if (TShape.NeedsProbability)
            {
                V lost = V.MultiplyAdd(rest, remainder, restLow * inverse);
                V q = V.MultiplyAdd(rest, inverse, lost);
                loss = shape.Loss(loss, lossLow, known.Term(logits) * inverse, q, V.MultiplyAdd(rest, inverse, -q) + lost, out lossLow, out slope);
            }

            numbers.Store(picked + PerRow<T>.RestOfLabel, r, rest);
            numbers.Store(picked + PerRow<T>.RestLowOfLabel, r, restLow);
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
    private static void ZLosses(RowNumbers<V, T> known, PerRow<T> numbers, int r)
    {
        V logSumExp = known.LogSumExp;
        V lambda = numbers.Load<V>(PerRow<T>.Lambda, r);
        V zero = LaneMath<V, T>.Zero;
        numbers.Store(PerRow<T>.ZLoss, r, V.Select(V.Equal(lambda, zero), zero, (lambda * logSumExp) * logSumExp));
    }

    /// <summary>Adds to the loss.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(PerRow<T> numbers, int r, V part, V partLow)
    {
        V loss = LaneMath<V, T>.Add(numbers.Load<V>(PerRow<T>.Loss, r), part, out V lost);
        numbers.Store(PerRow<T>.Loss, r, loss);
        numbers.Store(PerRow<T>.LossLow, r, numbers.Load<V>(PerRow<T>.LossLow, r) + (lost + partLow));
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

        V inverse = known.Inverse(out V remainder, out _, out _);
        V coefficient = (label + second) + excess;
        V factor = coefficient * inverse;
        V factorLow = V.MultiplyAdd(coefficient, remainder, V.MultiplyAdd(coefficient, inverse, -factor));
        known.Set(Slot.Log, factor);
        known.Set(Slot.LogLow, factorLow);
        AtLabel(numbers, r, PerRow<T>.Picked, excess + second, factor, factorLow);
        if (!batch.SecondLabels.IsEmpty)
        {
            AtLabel(numbers, r, PerRow<T>.SecondPicked, excess + label, factor, factorLow);
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
        numbers.Store(picked + PerRow<T>.WeightOfLabel, r, above - V.MultiplyAdd(rest, factor, V.MultiplyAdd(rest, factorLow, restLow * factor)));
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
    private static void Record<TColumns>(int first, int count, scoped ref HardLabelBatch<T> batch, PerRow<T> numbers)
        where TColumns : struct, ISwitch
    {
        for (int r = 0; r < count; r++)
        {
            int lane = LaneOf<TColumns>(r);
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
            elements[c] = Subtracted(elements[c], weights, c, factor);
        }
    }

    /// <summary>An element without its class's own part of the smoothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Subtracted(T element, ReadOnlySpan<T> weights, int label, T factor) =>
        weights.IsEmpty ? element - factor : T.FusedMultiplyAdd(weights[label], -factor, element);

    private static T Of(double value) => LaneMath<V, T>.Of(value);
}
