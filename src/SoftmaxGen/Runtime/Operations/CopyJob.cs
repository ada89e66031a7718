using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Copies pieces of neighbours, which are a stride apart.</summary>
internal unsafe struct CopyJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What is copied.</summary>
    public T* Source;

    /// <summary>From one piece of it to the next.</summary>
    public nint SourceStride;

    /// <summary>Receives the copy; other memory.</summary>
    public T* Destination;

    /// <summary>From one piece of the copy to the next.</summary>
    public nint DestinationStride;

    /// <summary>The elements of a piece.</summary>
    public int Count;

    /// <summary>The number of pieces.</summary>
    public int Segments;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        // Local variables: what is stored could otherwise change the fields.
        T* source = Source;
        T* destination = Destination;
        int count = Count;
        nint step = SourceStride;
        nint stride = DestinationStride;
        for (int segment = Segments; segment > 0; segment--)
        {
            int i = 0;
            for (; i <= count - (4 * V.Count); i += 4 * V.Count)
            {
                V x0 = V.Load(ref *source, i);
                V x1 = V.Load(ref *source, i + V.Count);
                V x2 = V.Load(ref *source, i + (2 * V.Count));
                V x3 = V.Load(ref *source, i + (3 * V.Count));
                x0.Store(ref *destination, i);
                x1.Store(ref *destination, i + V.Count);
                x2.Store(ref *destination, i + (2 * V.Count));
                x3.Store(ref *destination, i + (3 * V.Count));
            }

            for (; i <= count - V.Count; i += V.Count)
            {
                V.Load(ref *source, i).Store(ref *destination, i);
            }

            if (i < count)
            {
                V.LoadFirst(ref *source, i, count - i).StoreFirst(ref *destination, i, count - i);
            }

            source += step;
            destination += stride;
        }
    }
}
