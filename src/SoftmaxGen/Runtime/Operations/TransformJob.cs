using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Logits divided by a temperature and capped, element by element.</summary>
internal unsafe struct TransformJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits.</summary>
    public T* Source;

    /// <summary>Receives the results; may be the logits.</summary>
    public T* Destination;

    /// <summary>The number of logits.</summary>
    public int Count;

    /// <summary>The temperature and the cap.</summary>
    public LogitTransform<T> Transform;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => Transform.Apply<V>(ref *Source, ref *Destination, Count);
}
