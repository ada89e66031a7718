using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Where the stages of generated kernels leave what belongs to the rows of a block: vectors of scratch memory, with a row in
/// each lane, in this order.
/// </summary>
internal enum Slot
{
    Shift,
    Bound,
    Magic,
    Maximum,
    Sum,
    Low,
    Count,
    Peak,
    PeakLow,

    /// <summary>The logarithm; later, what makes probabilities or gradients of the terms.</summary>
    Log,

    /// <summary>The low part of the same.</summary>
    LogLow,
}

/// <summary>What the stages of generated kernels know about a block, as vectors with a row in each lane.</summary>
/// <typeparam name="V">The vector.</typeparam>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal readonly ref struct RowNumbers<V, T>(ref T scratch)
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ref T _scratch = ref scratch;

    public V this[Slot slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => V.Load(ref _scratch, (int)slot * V.Count);
    }

    /// <summary>Replaces a number of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(Slot slot, V value) => value.Store(ref _scratch, (int)slot * V.Count);

    /// <summary>Sets the maximum of each row and what follows from it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SetMaximum(V max)
    {
        LaneMath<V, T>.Pivot(max, out V shift, out V bound, out V magic);
        Set(Slot.Shift, shift);
        Set(Slot.Bound, bound);
        Set(Slot.Magic, magic);
        Set(Slot.Maximum, max);
    }

    /// <summary>The terms of logits, one of each row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term(V logits) => LaneMath<V, T>.Term(logits, this[Slot.Shift], this[Slot.Bound], this[Slot.Magic]);

    /// <summary>log Σ exp(z), rounded once however much of the maximum the logarithm cancels; NaN where it is infinite.</summary>
    public V LogSumExp
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            V high = V.Add(this[Slot.Maximum], this[Slot.Log], LaneMath<V, T>.Zero, this[Slot.LogLow], out V low);
            return high + low;
        }
    }

    /// <summary>log Σ exp(z) − z for one logit z of each row, as the returned number plus low; +∞ for −∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V MinusLogProbability(V logits, out V low)
    {
        V high = LaneMath<V, T>.Add(this[Slot.Maximum] - logits, this[Slot.Log], out V lost);
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), high);
        low = V.Select(isFinite, lost + this[Slot.LogLow], LaneMath<V, T>.Zero);
        return high;
    }

    /// <summary>log Σ exp(z − max), and its low part (as <c>Logarithms</c> of the kernels).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Logarithm(out V low) => LaneMath<V, T>.LogOfSum(this[Slot.Peak], this[Slot.PeakLow], this[Slot.Count], this[Slot.Sum], this[Slot.Low], out low);

    /// <summary>1 / the sum of all terms, and its remainder (as <c>Inverses</c> of the kernels).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Inverse(out V remainder, out V total, out V totalLow)
    {
        V count = this[Slot.Count];
        V peak = this[Slot.Peak];
        V sum = this[Slot.Sum];
        V peaks = count * peak;
        V nothing = peaks * LaneMath<V, T>.All(typeof(T) == typeof(float) ? 2.98023224e-8f : 5.5511151231257827e-17);
        V known = V.Select(V.Greater(nothing, sum), LaneMath<V, T>.Zero, this[Slot.PeakLow]);
        V peaksLow = V.MultiplyAdd(count, known, V.MultiplyAdd(count, peak, -peaks));
        total = V.Add(peaks, sum, peaksLow, this[Slot.Low], out totalLow);
        V inverse = LaneMath<V, T>.One / total;
        remainder = (V.MultiplyAdd(-total, inverse, LaneMath<V, T>.One) - (totalLow * inverse)) * inverse;
        return inverse;
    }

    /// <summary>1 / a total, which is the sum of all terms, and its remainder (as <c>InversesPlainly</c> of the kernels).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V InverseOfTotal(out V remainder)
    {
        V total = this[Slot.Sum];
        V inverse = LaneMath<V, T>.One / total;
        remainder = (V.MultiplyAdd(-total, inverse, LaneMath<V, T>.One) - (this[Slot.Low] * inverse)) * inverse;
        return inverse;
    }

    /// <summary>
    /// The sum of all terms but one, that of the given logits, and its low part: from the sum below the maximum where that is
    /// the one, so that a confident row keeps it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Rest(V logits, V term, V total, V totalLow, out V restLow)
    {
        V isMaximum = V.Equal(logits, this[Slot.Maximum]);
        V rest = V.Select(isMaximum, V.MultiplyAdd(this[Slot.Count] - LaneMath<V, T>.One, this[Slot.Peak], this[Slot.Sum]), total - term);
        restLow = V.Select(isMaximum, this[Slot.Low], totalLow + ((total - rest) - term));
        return rest;
    }
}
