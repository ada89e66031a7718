using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>log(min(max(p, ε), 1 − ε)) of a few numbers; NaN stays NaN.</summary>
internal unsafe struct ClippedLogs<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>p.</summary>
    public T* Source;

    /// <summary>Receives the logarithms.</summary>
    public T* Destination;

    /// <summary>How many there are.</summary>
    public int Count;

    /// <summary>ε.</summary>
    public T Epsilon;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < Count; i += V.Count)
        {
            int count = Math.Min(V.Count, Count - i);
            V p = V.LoadFirst(ref *Source, i, count);
            V low = V.All(Epsilon);
            V high = V.All(T.One - Epsilon);
            V clipped = V.Select(V.Greater(low, p), low, V.Select(V.Greater(p, high), high, p));
            V log = LaneMath<V, T>.Log(clipped, out V logLow);
            (log + logLow).StoreFirst(ref *Destination, i, count);
        }
    }
}
