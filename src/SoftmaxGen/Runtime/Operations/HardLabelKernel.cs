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
            if (!TKernels.HasColumns)
            {
                Gather<Off>(ref z, 1, first + row, count, in batch, numbers);
            }

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
                int r = block * V.Count;
                T* kept = scratch + (block * Scratch<TKernels, T>.BlockStride);
                RowNumbers<V, T> known = new(ref *kept);
                if (TKernels.HasColumns)
                {
                    SelectLabels<Off>(LogitColumns(kept), first + row + r, count - r, in batch, numbers, r);
                }

                Losses<Off>(known, numbers, r, in batch, shape);
                if (batch.HasGradient)
                {
                    Factors(known, numbers, r, in batch);
                    if (TKernels.HasColumns)
                    {
                        T* terms = LogitColumns(kept) + (K * V.Count);
                        WriteGradients(known, numbers, r, terms, V.Count, terms, V.Count, V.Count, in batch);
                        TKernels.FromColumns(ref *terms, ref Unsafe.Add(ref gradient, r * K));
                    }
                }
            }

            Record(first + row, count, ref batch, numbers);
            if (batch.HasGradient && !TKernels.HasColumns)
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
        if (TKernels.HasColumns)
        {
            SelectLabels<On>(block.Copy, batch.First + block.Row, block.Count, in batch, numbers, 0);
        }
        else
        {
            Gather<On>(ref *block.Source, block.Stride, batch.First + block.Row, block.Count, in batch, numbers);
        }

        if (batch.LabelSmoothing > 0)
        {
            T* results = stackalloc T[4 * V.Count];
            T* logits = TKernels.HasColumns ? block.Copy : block.Source;
            ElementColumns<TKernels, V, T> elements = new()
            {
                Stride = TKernels.HasColumns ? V.Count : block.Stride,
                First = logits,
                Second = logits,
                Count = TKernels.HasColumns ? V.Count : block.Count,
            };
            ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
            elements.Sum(ref weights, block.Memory + ((int)Slot.Maximum * V.Count), results, new SmoothingSums<T>(hasWeights: !batch.ClassWeights.IsEmpty));
            numbers.Store(PerRow<T>.Distance, 0, V.Load(ref *results, 0));
            numbers.Store(PerRow<T>.DistanceLow, 0, V.Load(ref *results, V.Count));
        }

        Losses<On>(block.Numbers, numbers, 0, in batch, shape);
        if (batch.HasGradient)
        {
            Factors(block.Numbers, numbers, 0, in batch);
        }

        Record(batch.First + block.Row, block.Count, ref batch, numbers);
        if (batch.HasGradient)
        {
            WriteGradients(block.Numbers, numbers, 0, block.Terms<TKernels>(), block.Step, block.Destination, block.Stride, block.Count, in batch);
            if (!TKernels.HasColumns)
            {
                WriteLabels(block, in batch, numbers);
            }
        }
    }

    /// <summary>So many blocks along an inner axis are finished together.</summary>
    public static int MostBlocks => 4;

    /// <summary>The same of rows with one label and no smoothing, whose gradients <see cref="ColumnOutputs{TKernels, V, T, TOperation}"/> writes.</summary>
    /// <param name="first">The block that describes them.</param>
    /// <param name="index">The first of them behind it.</param>
    /// <param name="blocks">How many there are; no more than <see cref="MostBlocks"/>.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="shape">The loss.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void RunColumns(in ColumnBlock<V, T> first, int index, int blocks, scoped ref HardLabelBatch<T> batch, TShape shape)
    {
        T* columns = stackalloc T[PerRow<T>.Columns * MostBlocks * V.Count];
        PerRow<T> numbers = new(columns, MostBlocks * V.Count);
        int row = batch.First + first.Row + (index * V.Count);
        int rows = blocks == 1 ? first.Count : blocks * V.Count;
        T* memory = first.Memory + (index * ColumnBlock<V, T>.Elements<TKernels>());
        T* extra = first.Extra + (index * ColumnBlock<V, T>.Extras * V.Count);
        if (!TKernels.HasColumns)
        {
            // With many classes, blocks come one by one, and the logits of the labels have been picked.
            numbers.Store(PerRow<T>.Picked, 0, V.Load(ref *extra, 0));
            GatherWeights(batch.Labels.Slice(row, rows), in batch, numbers);
            if (!batch.HasClassWeightsOnly)
            {
                GatherSamples(row, rows, in batch, numbers);
            }
        }

        for (int r = 0; r < rows; r += V.Count)
        {
            int count = Math.Min(V.Count, rows - r);
            if (TKernels.HasColumns)
            {
                SelectLabels<On>(LogitColumns(memory), row + r, count, in batch, numbers, r);
            }

            RowNumbers<V, T> known = new(ref *memory);
            Losses<On>(known, numbers, r, in batch, shape);
            if (batch.HasGradient)
            {
                Factors(known, numbers, r, in batch);
                V isOut = V.Equal(numbers.Load<V>(PerRow<T>.Counts, r), LaneMath<V, T>.Zero);
                V.AndNot(numbers.Load<V>(PerRow<T>.Alpha, r), isOut).Store(ref *extra, 0);
                (TKernels.HasColumns ? numbers.Load<V>(PerRow<T>.Label, r) : LoadIntegers(batch.Labels, row + r, count)).Store(ref *extra, V.Count);
                isOut.Store(ref *extra, 2 * V.Count);
            }

            memory += ColumnBlock<V, T>.Elements<TKernels>();
            extra += ColumnBlock<V, T>.Extras * V.Count;
        }

        Record(row, rows, ref batch, numbers);
    }

    /// <summary>The logits that stages with a vector per class keep of a block, followed by its terms.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* LogitColumns(T* memory) => memory + (ColumnBlock<V, T>.Slots * V.Count);

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

    /// <summary>Numbers of a block's rows in the order of the rows; rows along an inner axis are in their lanes as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ToRows<TColumns>(V lanes)
        where TColumns : struct, ISwitch => TColumns.IsOn ? lanes : Scratch<TKernels, T>.ToRows(lanes);

    /// <summary>The inverse.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V ToLanes<TColumns>(V rows)
        where TColumns : struct, ISwitch => TColumns.IsOn ? rows : Scratch<TKernels, T>.ToLanes(rows);

    /// <summary>The same as <see cref="Gather"/> of a block, without a step per row: with few classes, labels are compared with all of them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SelectLabels<TColumns>(T* logits, int row, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers, int r)
        where TColumns : struct, ISwitch
    {
        V label = ToLanes<TColumns>(LoadLabels(batch.Labels, row, count));
        V isIgnored = SelectLabel(logits, label, PerRow<T>.Picked, PerRow<T>.Label, in batch, numbers, r);
        if (batch.HasClassWeightsOnly)
        {
            return;
        }

        if (!batch.SecondLabels.IsEmpty)
        {
            V second = ToLanes<TColumns>(LoadLabels(batch.SecondLabels, row, count));
            isIgnored &= SelectLabel(logits, second, PerRow<T>.SecondPicked, PerRow<T>.SecondLabel, in batch, numbers, r);

            // Where both labels are one, the first has it all.
            V isWhole = V.Equal(label, second);
            numbers.Store(PerRow<T>.SecondAlpha, r, V.AndNot(numbers.Load<V>(PerRow<T>.SecondAlpha, r), isWhole));
            numbers.Store(PerRow<T>.IsWhole, r, LaneMath<V, T>.One & isWhole);
        }

        V sample = LaneMath<V, T>.One;
        if (!batch.SampleWeights.IsEmpty)
        {
            ref T samples = ref Unsafe.Add(ref MemoryMarshal.GetReference(batch.SampleWeights), row);
            sample = ToLanes<TColumns>(count >= V.Count ? V.Load(ref samples, 0) : V.LoadFirst(ref samples, 0, count));
        }

        numbers.Store(PerRow<T>.Sample, r, V.AndNot(sample, isIgnored));
    }

    /// <summary>The logits and the class weights of labels, 0 where rows are ignored.</summary>
    /// <returns>Where they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SelectLabel(T* logits, V label, int picked, int labels, scoped in HardLabelBatch<T> batch, PerRow<T> numbers, int r)
    {
        ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
        bool hasWeights = !batch.ClassWeights.IsEmpty;
        V number = LaneMath<V, T>.Zero;
        V logit = V.Load(ref *logits, 0);
        V weight = hasWeights ? V.All(weights) : LaneMath<V, T>.One;
        for (int c = 1; c < K; c++)
        {
            number += LaneMath<V, T>.One;
            logit = V.SelectEqual(label, number, V.Load(ref *logits, c * V.Count), logit);
            if (hasWeights)
            {
                weight = V.SelectEqual(label, number, V.All(Unsafe.Add(ref weights, c)), weight);
            }
        }

        V isIgnored = V.Equal(label, LaneMath<V, T>.All(batch.IgnoreLabel));
        numbers.Store(picked, r, V.AndNot(logit, isIgnored));
        numbers.Store(picked + PerRow<T>.WeightOfLabel, r, V.AndNot(weight, isIgnored));

        // What is no class is equal to none: an ignore label may be one.
        numbers.Store(labels, r, V.Select(isIgnored, LaneMath<V, T>.All(-1), label));
        return isIgnored;
    }

    /// <summary>Labels as numbers, in the order of the rows; any in lanes without a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LoadLabels(ReadOnlySpan<int> labels, int row, int count) => count >= V.Count
        ? V.LoadLabels(ref Unsafe.Add(ref MemoryMarshal.GetReference(labels), row), 0)
        : LoadSomeLabels(labels.Slice(row, count));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V LoadSomeLabels(ReadOnlySpan<int> labels)
    {
        int* padded = stackalloc int[V.Count];
        labels.CopyTo(new Span<int>(padded, V.Count));
        return V.LoadLabels(ref *padded, 0);
    }

    /// <summary>Labels as integers in the bits of the lanes; 0 in lanes without a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LoadIntegers(ReadOnlySpan<int> labels, int row, int count) => count >= V.Count
        ? V.LoadIntegers(ref Unsafe.Add(ref MemoryMarshal.GetReference(labels), row), 0)
        : LoadSomeIntegers(labels.Slice(row, count));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V LoadSomeIntegers(ReadOnlySpan<int> labels)
    {
        int* padded = stackalloc int[V.Count];
        new Span<int>(padded, V.Count).Clear();
        labels.CopyTo(new Span<int>(padded, V.Count));
        return V.LoadIntegers(ref *padded, 0);
    }

    /// <summary>The logit and the weight of each row's label, and the row's own weight. What follows from them, <see cref="Weigh"/> makes of vectors.</summary>
    private static void Gather<TColumns>(ref T z, nint stride, int first, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
        where TColumns : struct, ISwitch
    {
        GatherLabels<TColumns>(ref z, stride, batch.Labels.Slice(first, count), PerRow<T>.Picked, in batch, numbers);
        if (!batch.SecondLabels.IsEmpty)
        {
            GatherLabels<TColumns>(ref z, stride, batch.SecondLabels.Slice(first, count), PerRow<T>.SecondPicked, in batch, numbers);
        }

        if (!batch.HasClassWeightsOnly)
        {
            GatherSamples(first, count, in batch, numbers);
        }
    }

    /// <summary>The logit and the class weight of each row's label; 0 for both where a row is ignored.</summary>
    private static void GatherLabels<TColumns>(
        ref T z, nint stride, ReadOnlySpan<int> labels, int picked, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
        where TColumns : struct, ISwitch
    {
        ref T weights = ref MemoryMarshal.GetReference(batch.ClassWeights);
        bool hasWeights = !batch.ClassWeights.IsEmpty;
        int ignored = batch.IgnoreLabel;
        nint step = TColumns.IsOn ? 1 : K;
        T* logits = numbers.Column(picked);
        T* alphas = numbers.Column(picked + PerRow<T>.WeightOfLabel);
        for (int r = 0; r < labels.Length; r++)
        {
            int label = labels[r];
            T logit = T.Zero;
            T weight = T.Zero;
            if (label != ignored)
            {
                logit = Unsafe.Add(ref z, label * (TColumns.IsOn ? stride : 1));
                weight = hasWeights ? Unsafe.Add(ref weights, label) : T.One;
            }

            logits[r] = logit;
            alphas[r] = weight;
            z = ref Unsafe.Add(ref z, step);
        }
    }

    /// <summary>The class weights of labels; 0 where a row is ignored.</summary>
    private static void GatherWeights(ReadOnlySpan<int> labels, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        T* alphas = numbers.Column(PerRow<T>.Alpha);
        for (int r = 0; r < labels.Length; r++)
        {
            alphas[r] = labels[r] == batch.IgnoreLabel ? T.Zero : batch.ClassWeights.IsEmpty ? T.One : batch.ClassWeights[labels[r]];
        }
    }

    private static void GatherSamples(int first, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        T* samples = numbers.Column(PerRow<T>.Sample);
        for (int r = 0; r < count; r++)
        {
            samples[r] = !batch.IsCounted(first + r) ? T.Zero : batch.SampleWeights.IsEmpty ? T.One : batch.SampleWeights[first + r];
        }

        if (batch.SecondLabels.IsEmpty)
        {
            return;
        }

        T* seconds = numbers.Column(PerRow<T>.SecondAlpha);
        T* wholes = numbers.Column(PerRow<T>.IsWhole);
        for (int r = 0; r < count; r++)
        {
            bool isWhole = batch.SecondLabels[first + r] == batch.Labels[first + r];
            wholes[r] = isWhole ? T.One : T.Zero;
            if (isWhole)
            {
                // Where both labels are one, the first has it all.
                seconds[r] = T.Zero;
            }
        }
    }

    /// <summary>What the parts of loss and gradient of a block's rows are multiplied with, in two parts.</summary>
    /// <returns>Where nothing of a row counts.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V Weigh(PerRow<T> numbers, int r, scoped in HardLabelBatch<T> batch)
    {
        V zero = LaneMath<V, T>.Zero;
        V one = LaneMath<V, T>.One;
        V alpha = numbers.Load<V>(PerRow<T>.Alpha, r);
        V isOut;
        if (batch.HasClassWeightsOnly)
        {
            numbers.Store(PerRow<T>.AlphaLow, r, zero);
            isOut = V.Equal(alpha, zero);
        }
        else
        {
            isOut = WeighParts(numbers, r, alpha, in batch);
        }

        numbers.Store(PerRow<T>.Counts, r, V.AndNot(one, isOut));
        return isOut;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V WeighParts(PerRow<T> numbers, int r, V alpha, scoped in HardLabelBatch<T> batch)
    {
        LabelShares<T> shares = batch.Shares;
        V sample = numbers.Load<V>(PerRow<T>.Sample, r);
        V isRowOut = V.Equal(sample, LaneMath<V, T>.Zero);
        V isOut;
        if (batch.SecondLabels.IsEmpty)
        {
            isOut = Share(numbers, r, PerRow<T>.Alpha, alpha, V.All(shares.First), V.All(shares.FirstLow), sample);
        }
        else
        {
            V isWhole = V.Equal(numbers.Load<V>(PerRow<T>.IsWhole, r), LaneMath<V, T>.One);
            V share = V.Select(isWhole, V.All(shares.Whole), V.All(shares.First));
            V shareLow = V.Select(isWhole, V.All(shares.WholeLow), V.All(shares.FirstLow));
            isOut = Share(numbers, r, PerRow<T>.Alpha, alpha, share, shareLow, sample);
            V second = numbers.Load<V>(PerRow<T>.SecondAlpha, r);
            isOut &= Share(numbers, r, PerRow<T>.SecondAlpha, second, V.All(shares.Second), V.All(shares.SecondLow), sample);
        }

        if (batch.LabelSmoothing > 0)
        {
            numbers.Store(PerRow<T>.Beta, r, Product(V.All(shares.Spread), V.All(shares.SpreadLow), sample, out V betaLow));
            numbers.Store(PerRow<T>.BetaLow, r, betaLow);
        }

        if (batch.ZLoss > 0)
        {
            numbers.Store(PerRow<T>.Lambda, r, V.MultiplyAdd(sample, V.All(shares.Lambda), sample * V.All(shares.LambdaLow)));
        }

        return batch.LabelSmoothing > 0 || batch.ZLoss > 0 ? isRowOut : isOut | isRowOut;
    }

    /// <summary>Multiplies a label's weight with its share of the row and the row's weight, and says where nothing is left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Share(PerRow<T> numbers, int r, int alpha, V classWeight, V share, V shareLow, V sample)
    {
        V weight = Product(share, shareLow, classWeight, out V low);
        V product = weight * sample;
        V productLow = V.MultiplyAdd(weight, sample, -product) + (low * sample);
        numbers.Store(alpha, r, product);
        numbers.Store(alpha + (PerRow<T>.AlphaLow - PerRow<T>.Alpha), r, productLow);
        return V.Equal(product, LaneMath<V, T>.Zero);
    }

    /// <summary>A number in two parts times another one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Product(V high, V low, V factor, out V productLow)
    {
        V product = high * factor;
        productLow = V.MultiplyAdd(high, factor, -product) + (low * factor);
        return product;
    }

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
            V rest = known.Rest(logits, total, totalLow, out V restLow);
            if (TShape.NeedsProbability)
            {
                V lost = V.MultiplyAdd(rest, remainder, restLow * inverse);
                V q = V.MultiplyAdd(rest, inverse, lost);
                loss = shape.Loss(loss, lossLow, known.Term(logits) * inverse, q, V.MultiplyAdd(rest, inverse, -q) + lost, out lossLow, out slope);
            }

            numbers.Store(PerRow<T>.Inverse, r, inverse);
            numbers.Store(PerRow<T>.InverseLow, r, remainder);
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
        V gradient = above - V.MultiplyAdd(rest, factor, V.MultiplyAdd(rest, factorLow, restLow * factor));
        numbers.Store(picked + PerRow<T>.WeightOfLabel, r, gradient);
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

    /// <summary>Adds the losses up, and writes them where they are wanted.</summary>
    private static void Record(int first, int count, scoped ref HardLabelBatch<T> batch, PerRow<T> numbers)
    {
        T* losses = numbers.Column(PerRow<T>.Loss);
        batch.Sums.Add(first, losses, numbers.Column(PerRow<T>.LossLow), count);
        T* zLosses = null;
        if (batch.ZLoss > 0)
        {
            zLosses = numbers.Column(PerRow<T>.ZLoss);
            batch.ZSums.Add(first, zLosses, null, count);
        }

        if (!batch.Losses.IsEmpty)
        {
            Span<T> destination = batch.Losses.Slice(first, count);
            new ReadOnlySpan<T>(losses, count).CopyTo(destination);
            for (int r = 0; zLosses != null && r < count; r++)
            {
                destination[r] += zLosses[r];
            }
        }
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
