using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Expectations under softmax: with u = z − max − log t (or without t) per class, Σ p · u gives the reverse divergence
/// Σ p · (log p − log t) and the entropy, and p · (u − Σ p · u) their gradients.
/// </summary>
internal unsafe struct ExpectationJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits, [rows, K].</summary>
    public T* Logits;

    /// <summary>The targets, [rows, K], or null for the entropy.</summary>
    public T* Targets;

    /// <summary>A weight per row, or null.</summary>
    public T* SampleWeights;

    /// <summary>Receives one result per row.</summary>
    public T* Results;

    /// <summary>Receives the gradient, or is null; may be the logits.</summary>
    public T* Gradient;

    /// <summary>Memory for the elements of two blocks of rows.</summary>
    public T* Buffer;

    /// <summary>The number of rows.</summary>
    public int Rows;

    /// <summary>What the gradient is multiplied with.</summary>
    public double Scale;

    [SkipLocalsInit]
    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        byte* memory = stackalloc byte[Scratch<TKernels, T>.Bytes];
        T* scratch = Scratch<TKernels, T>.Align(memory);
        T* results = stackalloc T[4 * V.Count];
        int block = Scratch<TKernels, T>.BlockRows;
        T* p = Buffer;
        T* u = Buffer + ((nint)block * TKernels.ClassCount);
        for (int row = 0; row < Rows; row += block)
        {
            int count = Math.Min(block, Rows - row);
            int given = TKernels.TakesPartialBlocks ? count : block;
            nint offset = (nint)row * TKernels.ClassCount;
            int elements = count * TKernels.ClassCount;

            // The probabilities take the place of a copy of the logits, so that a last block may be read beyond its rows.
            new Span<T>(Logits + offset, elements).CopyTo(new Span<T>(p, elements));
            TKernels.Spread(ref *p, ref *scratch, given);
            T* maxima = scratch + ((int)Slot.Maximum * V.Count);
            T* targets = Targets == null ? p : Targets + offset;
            ElementWalk<TKernels, V, T>.Map(ref *p, ref *targets, ref *p, count, maxima, maxima, ref *u, new RelativeLogits<T>(hasTargets: Targets != null));
            TKernels.AddKeeping(ref *p, ref *p, ref *scratch, given, ahead: 0, following: 0, beyond: 0);
            TKernels.Logarithms(ref *scratch, given);
            RowNumbers<V, T> known = new(ref *scratch);
            V log = known[Slot.Log];
            V logLow = known[Slot.LogLow];
            TKernels.Inverses(ref *scratch, given);
            TKernels.Probabilities(ref *p, ref *scratch, given);
            SoftmaxDerivative<T> job = Derivative<V>();
            ElementWalk<TKernels, V, T>.Sum(ref *p, ref *u, ref *p, count, results, results, job);
            Record(row, count, Scratch<TKernels, T>.ToRows(Result<V>(results, log, logLow)));
            if (Gradient != null)
            {
                ElementWalk<TKernels, V, T>.Map(ref *p, ref *u, ref *p, count, results, results + V.Count, ref *(Gradient + offset), job);
                for (int r = 0; SampleWeights != null && r < count; r++)
                {
                    ScaleRow(new Span<T>(Gradient + offset + ((nint)r * TKernels.ClassCount), TKernels.ClassCount), SampleWeights[row + r]);
                }
            }
        }
    }

    /// <summary>What makes gradients of p and u.</summary>
    public readonly SoftmaxDerivative<T> Derivative<V>()
        where V : struct, ILanes<V, T> => new(LaneMath<V, T>.Of(Targets == null ? -Scale : Scale));

    /// <summary>The results of some rows, of Σ p · u and its low part.</summary>
    public readonly V Result<V>(T* sums, V log, V logLow)
        where V : struct, ILanes<V, T>
    {
        V result = LaneMath<V, T>.Add(V.Load(ref *sums, 0), -log, out V lost);
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(result));
        result += V.Select(isFinite, lost + (V.Load(ref *sums, V.Count) - logLow), LaneMath<V, T>.Zero);
        return LaneMath<V, T>.All(Targets == null ? -1 : 1) * result;
    }

    /// <summary>Writes results times the rows' weights; a weight of 0 takes a row out.</summary>
    public readonly void Record<V>(int row, int count, V results)
        where V : struct, ILanes<V, T>
    {
        if (SampleWeights != null)
        {
            V weights = V.LoadFirst(ref *SampleWeights, row, count);
            results = V.AndNot(weights * results, V.Equal(weights, LaneMath<V, T>.Zero));
        }

        results.StoreFirst(ref *Results, row, count);
    }

    private static void ScaleRow(Span<T> row, T factor)
    {
        if (factor == T.Zero)
        {
            row.Clear();
            return;
        }

        for (int c = 0; c < row.Length; c++)
        {
            row[c] *= factor;
        }
    }
}
