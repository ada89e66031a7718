using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Losses of targets per class, Σ α · (−log p) and what can be added to it, and their gradients p · Σ α − α. The job gives
/// Σ α and the part of the loss that does not need the row's logarithm.
/// </summary>
internal unsafe struct TargetLossJob<T, TJob> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TJob : struct, IElementJob<T>
{
    /// <summary>The logits, [rows, K].</summary>
    public T* Logits;

    /// <summary>The targets, [rows, K].</summary>
    public T* Targets;

    /// <summary>The class weights, if the job has any.</summary>
    public T* Weights;

    /// <summary>A weight per row, or null.</summary>
    public T* SampleWeights;

    /// <summary>Receives the losses.</summary>
    public T* Losses;

    /// <summary>Receives the z-losses.</summary>
    public T* ZLosses;

    /// <summary>Receives the gradient, or is null; may be the logits.</summary>
    public T* Gradient;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>λ.</summary>
    public double ZLoss;

    /// <summary>What the gradient is multiplied with.</summary>
    public double Scale;

    /// <summary>What is added up.</summary>
    public TJob Job;

    [SkipLocalsInit]
    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        byte* memory = stackalloc byte[Scratch<TKernels, T>.Bytes];
        T* scratch = Scratch<TKernels, T>.Align(memory);
        T* results = stackalloc T[8 * V.Count];
        int block = Scratch<TKernels, T>.BlockRows;
        int padded = TKernels.TakesPartialBlocks ? 0 : block * TKernels.ClassCount;
        T* x = stackalloc T[padded];
        T* y = stackalloc T[padded];
        for (int row = 0; row < Rows; row += block)
        {
            int count = Math.Min(block, Rows - row);
            nint offset = (nint)row * TKernels.ClassCount;
            if (count == block || TKernels.TakesPartialBlocks)
            {
                RunBlock<TKernels, V>(Logits + offset, Gradient == null ? null : Gradient + offset, row, count, count, scratch, results);
                continue;
            }

            int elements = count * TKernels.ClassCount;
            new Span<T>(Logits + offset, elements).CopyTo(new Span<T>(x, elements));
            RunBlock<TKernels, V>(x, Gradient == null ? null : y, row, count, block, scratch, results);
            if (Gradient != null)
            {
                new Span<T>(y, elements).CopyTo(new Span<T>(Gradient + offset, elements));
            }
        }
    }

    private readonly void RunBlock<TKernels, V>(T* x, T* y, int row, int count, int given, T* scratch, T* results)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* targets = Targets + ((nint)row * TKernels.ClassCount);
        TKernels.Spread(ref *x, ref *scratch, given);
        ElementWalk<TKernels, V, T>.Sum(ref *x, ref *targets, ref *Weights, count, scratch + ((int)Slot.Maximum * V.Count), results, Job);
        if (y == null)
        {
            TKernels.AddOnly(ref *x, ref *scratch, given, ahead: 0, following: 0, beyond: 0);
        }
        else
        {
            TKernels.AddKeeping(ref *x, ref *y, ref *scratch, given, ahead: 0, following: 0, beyond: 0);
        }

        TKernels.Logarithms(ref *scratch, given);
        T* samples = results + (4 * V.Count);
        for (int r = 0; r < count; r++)
        {
            samples[Scratch<TKernels, T>.LaneOf(r)] = SampleWeights == null ? T.One : SampleWeights[row + r];
        }

        Finish<TKernels, V>(new RowNumbers<V, T>(ref *scratch), results, y != null);
        if (y != null)
        {
            TKernels.Probabilities(ref *y, ref *scratch, given);
            ElementWalk<TKernels, V, T>.Map(ref *y, ref *targets, ref *Weights, count, results, results, ref *y, Job);
        }

        for (int r = 0; r < count; r++)
        {
            int lane = Scratch<TKernels, T>.LaneOf(r);
            Losses[row + r] = results[(2 * V.Count) + lane];
            ZLosses[row + r] = results[(3 * V.Count) + lane];
            if (y != null && samples[lane] == T.Zero)
            {
                new Span<T>(y + (r * TKernels.ClassCount), TKernels.ClassCount).Clear();
            }
        }
    }

    /// <summary>The losses of some rows, in the third vector of the results, their z-losses, in the fourth, and what makes gradients of terms and targets.</summary>
    /// <param name="known">What is known of the rows; with a gradient, its factors take the place of the logarithm.</param>
    /// <param name="results">The sums of the job, and behind them the rows' weights; with a gradient, what targets are multiplied with takes the first place.</param>
    /// <param name="hasGradient">Whether the gradient is wanted.</param>
    public readonly void Finish<TKernels, V>(RowNumbers<V, T> known, T* results, bool hasGradient)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        V zero = LaneMath<V, T>.Zero;
        V mass = V.Load(ref *results, 0);
        V massLow = V.Load(ref *results, V.Count);
        V sample = V.Load(ref *results, 4 * V.Count);
        V log = known[Slot.Log];
        V logLow = known[Slot.LogLow];
        V high = mass * log;
        V low = V.MultiplyAdd(mass, log, -high) + V.MultiplyAdd(mass, logLow, massLow * log);
        V loss = LaneMath<V, T>.Add(high, V.Load(ref *results, 2 * V.Count), out V lost);
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(loss));
        loss += V.Select(isFinite, lost + (low + V.Load(ref *results, 3 * V.Count)), zero);
        V skip = V.Equal(sample, zero);
        V logSumExp = known.LogSumExp;
        V lambda = sample * LaneMath<V, T>.All(ZLoss);
        V.Select(skip, zero, sample * loss).Store(ref *results, 2 * V.Count);
        V.Select(V.Equal(lambda, zero), zero, (lambda * logSumExp) * logSumExp).Store(ref *results, 3 * V.Count);
        if (hasGradient)
        {
            V scale = sample * LaneMath<V, T>.All(Scale);
            V coefficient = TKernels.ClassCount == 1 ? zero : scale * (mass + massLow);
            if (ZLoss > 0)
            {
                coefficient += (lambda * LaneMath<V, T>.All(2 * Scale)) * logSumExp;
            }

            V inverse = known.Inverse(out V remainder, out _, out _);
            V factor = coefficient * inverse;
            known.Set(Slot.Log, factor);
            known.Set(Slot.LogLow, V.MultiplyAdd(coefficient, remainder, V.MultiplyAdd(coefficient, inverse, -factor)));

            // Of one class, p is 1 whatever the logit is: nothing but the z-loss has a gradient, and rounding must not make one.
            (TKernels.ClassCount == 1 ? zero : scale).Store(ref *results, 0);
        }
    }
}
