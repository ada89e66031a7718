using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Gradients with respect to transformed logits, times the derivative of the transform.</summary>
internal unsafe struct TransformBackJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits before the transform.</summary>
    public T* Logits;

    /// <summary>The gradients.</summary>
    public T* Source;

    /// <summary>Receives the results; may be the gradients.</summary>
    public T* Destination;

    /// <summary>The number of logits.</summary>
    public int Count;

    /// <summary>The temperature and the cap.</summary>
    public LogitTransform<T> Transform;

    /// <summary>Whether a gradient of 0 stays one where the derivative is NaN.</summary>
    public bool KeepsZeros;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T> => Transform.Backward<V>(ref *Logits, ref *Source, ref *Destination, Count, KeepsZeros);
}
