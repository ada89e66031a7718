using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Losses of targets per class over [N, K, inner], and their gradients where those are wanted.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <typeparam name="TJob">What is added up.</typeparam>
/// <typeparam name="TGradient">Whether the gradient is wanted.</typeparam>
internal unsafe struct TargetLossOfColumns<T, TJob, TGradient> : IColumnOperation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TJob : struct, IElementJob<T>
    where TGradient : struct, ISwitch
{
    /// <summary>The whole batch.</summary>
    public TargetLossJob<T, TJob> Batch;

    public static bool KeepsTerms => TGradient.IsOn;

    public static bool RereadsLogits<TKernels>()
        where TKernels : struct, IHeadKernels<T> => true;

    public static bool NeedsLogarithm => true;

    public static bool HasResults => true;

    public readonly void Begin<TKernels, V>(in ColumnBlock<V, T> block)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Finish<TKernels, V>(ColumnBlock<V, T>* blocks, int count)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        T* results = stackalloc T[5 * V.Count];
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
        ElementColumns<TKernels, V, T> elements = new()
        {
            First = block.Place,
            Second = Batch.Targets + (block.Place - Batch.Logits),
            Stride = block.PlaceStride,
            Count = block.Count,
            Left = block.Crosses ? block.Left : 0,
            ToNextSet = block.PlaceStride * (TKernels.ClassCount - 1),
        };
        elements.Sum(ref *Batch.Weights, block.Memory + ((int)Slot.Maximum * V.Count), results, Batch.Job);
        T* samples = results + (4 * V.Count);
        for (int r = 0; r < V.Count; r++)
        {
            samples[r] = r >= block.Count ? T.Zero : Batch.SampleWeights == null ? T.One : Batch.SampleWeights[block.Row + r];
        }

        Batch.Finish<TKernels, V>(block.Numbers, results, TGradient.IsOn);
        for (int r = 0; r < block.Count; r++)
        {
            Batch.Losses[block.Row + r] = results[(2 * V.Count) + r];
            Batch.ZLosses[block.Row + r] = results[(3 * V.Count) + r];
        }

        if (TGradient.IsOn)
        {
            WriteGradients<TKernels, V>(block, elements, V.Load(ref *results, 0), V.Equal(V.Load(ref *samples, 0), LaneMath<V, T>.Zero));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void WriteGradients<TKernels, V>(in ColumnBlock<V, T> block, ElementColumns<TKernels, V, T> elements, V number, V isLeftOut)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        V factor = block.Numbers[Slot.Log];
        V factorLow = block.Numbers[Slot.LogLow];
        T* terms = block.Terms<TKernels>();
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            V term = V.Load(ref *terms, c * block.Step);
            V target = elements.ReadSecond(c);
            V weight = Batch.Job.HasWeights ? V.All(Batch.Weights[c]) : default;
            V value = Batch.Job.Output(V.MultiplyAdd(term, factor, term * factorLow), target, weight, number, number);
            block.Write(c, V.AndNot(value, isLeftOut));
        }
    }

    // Gradients are written where they are finished.
    public static void Factors<V>(RowNumbers<V, T> numbers, out V high, out V low)
        where V : struct, ILanes<V, T> => throw new UnreachableException();

    public static V Output<V>(V value, V high, V low)
        where V : struct, ILanes<V, T> => throw new UnreachableException();
}
