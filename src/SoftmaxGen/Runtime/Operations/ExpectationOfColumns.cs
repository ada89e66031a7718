using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Expectations under softmax over [N, K, inner], as <see cref="ExpectationJob{T}"/> has them of rows.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal unsafe struct ExpectationOfColumns<T> : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The whole batch.</summary>
    public ExpectationJob<T> Batch;

    public static bool KeepsTerms => true;

    public static bool RereadsLogits<TKernels>()
        where TKernels : struct, IHeadKernels<T> => true;

    public static bool NeedsLogarithm => true;

    public static bool HasResults => true;

    public readonly void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* results = stackalloc T[4 * V.Count];
        for (int i = 0; i < count; i++)
        {
            Finish<TKernels, V>(blocks[i], results);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Finish<TKernels, V>(in ColumnBlock<V, T> block, T* results)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* u = Batch.Buffer;
        ElementColumns<TKernels, V, T> relative = new()
        {
            Stride = block.PlaceStride,
            First = block.Place,
            Second = Batch.Targets == null ? block.Place : Batch.Targets + (block.Place - Batch.Logits),
            Count = block.Count,
            Left = block.Crosses ? block.Left : 0,
            ToNextSet = block.PlaceStride * (TKernels.ClassCount - 1),
            IsTogether = true,
            Destination = u,
            DestinationStride = V.Count,
        };
        T* maxima = block.Memory + ((int)Slot.Maximum * V.Count);
        relative.Map(ref *u, maxima, maxima, new RelativeLogits<T>(hasTargets: Batch.Targets != null));

        T* p = block.Terms<TKernels>();
        Normalise<TKernels, V>(block, p);
        SoftmaxDerivative<T> job = Batch.Derivative<V>();
        ElementColumns<TKernels, V, T> elements = new()
        {
            Stride = V.Count,
            First = p,
            FirstStride = block.Step,
            Second = u,
            Count = V.Count,
        };
        elements.Sum(ref *u, results, results, job);
        Batch.Record(block.Row, block.Count, Batch.Result(results, block.Numbers[Slot.Log], block.Numbers[Slot.LogLow]));
        if (Batch.Gradient != null)
        {
            Write<TKernels, V>(block, p, u, results, job);
        }
    }

    /// <summary>The probabilities, in place of the terms.</summary>
    private static void Normalise<TKernels, V>(in ColumnBlock<V, T> block, T* terms)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        V inverse = block.Numbers.Inverse(out V remainder, out _, out _);
        nint step = block.Step;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            V term = V.Load(ref *terms, 0);
            V.MultiplyAdd(term, inverse, term * remainder).Store(ref *terms, 0);
            terms += step;
        }
    }

    private readonly void Write<TKernels, V>(in ColumnBlock<V, T> block, T* p, T* u, T* results, SoftmaxDerivative<T> job)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        V number = V.Load(ref *results, 0);
        V other = V.Load(ref *results, V.Count);
        V weights = Batch.SampleWeights == null ? LaneMath<V, T>.One : V.LoadFirst(ref *Batch.SampleWeights, block.Row, block.Count);
        V isOut = V.Equal(weights, LaneMath<V, T>.Zero);
        nint step = block.Step;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            V output = job.Output(V.Load(ref *p, 0), V.Load(ref *u, 0), default, number, other);
            block.Write(c, V.AndNot(output * weights, isOut));
            p += step;
            u += V.Count;
        }
    }

    // Gradients are written where they are finished.
    public static void Factors<V>(RowNumbers<V, T> numbers, out V high, out V low)
        where V : struct, ILanes<V, T> => throw new UnreachableException();

    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => throw new UnreachableException();
}
