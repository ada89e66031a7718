using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Two sums with their rounding errors, lane by lane; in registers where it is a local variable.</summary>
internal struct ElementSums<V, T, TJob>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TJob : struct, IElementJob<T>
{
    /// <summary>The sum.</summary>
    public V Sum;

    /// <summary>Its low part.</summary>
    public V Low;

    /// <summary>The other sum, if the job has one.</summary>
    public V Other;

    /// <summary>Its low part.</summary>
    public V OtherLow;

    /// <summary>Adds what the job makes of elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(V first, V second, V weight, V number, TJob job)
    {
        V value = job.Term(first, second, weight, number, out V low, out V other, out V otherLow);
        Add(value, low, other, otherLow);
    }

    /// <summary>Adds what the job makes of the elements in a mask.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(V first, V second, V weight, V number, V mask, TJob job)
    {
        V value = job.Term(first, second, weight, number, out V low, out V other, out V otherLow);
        Add(value & mask, low & mask, other & mask, otherLow & mask);
    }

    /// <summary>Adds other sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in ElementSums<V, T, TJob> sums) => Add(sums.Sum, sums.Low, sums.Other, sums.OtherLow);

    /// <summary>Adds up the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fold()
    {
        Sum = V.SumInAllLanes(Sum, Low, out Low);
        if (TJob.HasOther)
        {
            Other = V.SumInAllLanes(Other, OtherLow, out OtherLow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(V value, V low, V other, V otherLow)
    {
        Sum = V.Add(Sum, value, Low, low, out Low);
        if (TJob.HasOther)
        {
            Other = V.Add(Other, other, OtherLow, otherLow, out OtherLow);
        }
    }
}
