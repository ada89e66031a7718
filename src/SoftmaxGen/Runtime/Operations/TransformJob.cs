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

    /// <summary>The number of logits of a segment.</summary>
    public int Count;

    /// <summary>The number of segments.</summary>
    public int Segments;

    /// <summary>From one segment of the logits to the next.</summary>
    public nint SourceStride;

    /// <summary>The same for the results.</summary>
    public nint DestinationStride;

    /// <summary>The temperature and the cap.</summary>
    public LogitTransform<T> Transform;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int i = 0; i < Segments; i++)
        {
            Transform.Apply<V>(ref Source[i * SourceStride], ref Destination[i * DestinationStride], Count);
        }
    }
}
