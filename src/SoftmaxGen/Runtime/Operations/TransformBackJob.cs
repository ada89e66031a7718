using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Gradients with respect to transformed logits, times the derivative of the transform.</summary>
internal unsafe struct TransformBackJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits before the transform, where the results go if they are in their place.</summary>
    public T* Logits;

    /// <summary>The gradients.</summary>
    public T* Source;

    /// <summary>Receives the results; may be the gradients.</summary>
    public T* Destination;

    /// <summary>The number of logits of a segment.</summary>
    public int Count;

    /// <summary>The number of segments.</summary>
    public int Segments;

    /// <summary>From one segment of the gradients to the next.</summary>
    public nint SourceStride;

    /// <summary>The same for the logits and the results.</summary>
    public nint DestinationStride;

    /// <summary>The temperature and the cap.</summary>
    public LogitTransform<T> Transform;

    /// <summary>Whether a gradient of 0 stays one where the derivative is NaN.</summary>
    public bool KeepsZeros;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < Segments; i++)
        {
            nint offset = i * DestinationStride;
            Transform.Backward<V>(ref Logits[offset], ref Source[i * SourceStride], ref Destination[offset], Count, KeepsZeros);
        }
    }
}
