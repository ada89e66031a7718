using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>What belongs to labels: their logits and weights.</content>
internal static unsafe partial class HardLabelKernel<TKernels, V, T, TShape>
{
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
    private static void Gather<TColumns>(ref T z, nint stride, int left, int first, int count, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
        where TColumns : struct, ISwitch
    {
        GatherLabels<TColumns>(ref z, stride, left, batch.Labels.Slice(first, count), PerRow<T>.Picked, in batch, numbers);
        if (!batch.SecondLabels.IsEmpty)
        {
            GatherLabels<TColumns>(ref z, stride, left, batch.SecondLabels.Slice(first, count), PerRow<T>.SecondPicked, in batch, numbers);
        }

        if (!batch.HasClassWeightsOnly)
        {
            GatherSamples(first, count, in batch, numbers);
        }
    }

    /// <summary>The logit and the class weight of each row's label; 0 for both where a row is ignored.</summary>
    private static void GatherLabels<TColumns>(
        ref T z, nint stride, int left, ReadOnlySpan<int> labels, int picked, scoped in HardLabelBatch<T> batch, PerRow<T> numbers)
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
            if (TColumns.IsOn && r + 1 == left)
            {
                // The other rows are behind an end of the axis.
                z = ref Unsafe.Add(ref z, stride * (K - 1));
            }
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
}
