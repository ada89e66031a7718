using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Copies as many neighbours of each class, which are a stride apart.</summary>
internal unsafe struct CopyJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What is copied.</summary>
    public T* Source;

    /// <summary>From one class of it to the next.</summary>
    public nint SourceStride;

    /// <summary>Receives the copy; other memory.</summary>
    public T* Destination;

    /// <summary>From one class of the copy to the next.</summary>
    public nint DestinationStride;

    /// <summary>The neighbours of each class.</summary>
    public int Count;

    /// <summary>Whether the copy goes past the caches, where it can.</summary>
    public bool IsPast;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        int size = V.Count * Unsafe.SizeOf<T>();
        if (IsPast && size == CacheLine.Size && (nint)Destination % size == 0 && DestinationStride % V.Count == 0)
        {
            Copy<V, On>(TKernels.ClassCount);
            Simd.StoreFence();
        }
        else
        {
            Copy<V, Off>(TKernels.ClassCount);
        }
    }

    private readonly void Copy<V, TPast>(int classCount)
        where V : struct, ILanes<V, T>
        where TPast : struct, ISwitch
    {
        // Local variables: what is stored could otherwise change the fields.
        T* source = Source;
        T* destination = Destination;
        int count = Count;
        nint step = SourceStride;
        nint stride = DestinationStride;
        for (int c = 0; c < classCount; c++)
        {
            int i = 0;
            for (; i <= count - (4 * V.Count); i += 4 * V.Count)
            {
                V x0 = V.Load(ref *source, i);
                V x1 = V.Load(ref *source, i + V.Count);
                V x2 = V.Load(ref *source, i + (2 * V.Count));
                V x3 = V.Load(ref *source, i + (3 * V.Count));
                PastCaches.Store<V, T, TPast>(x0, destination + i);
                PastCaches.Store<V, T, TPast>(x1, destination + i + V.Count);
                PastCaches.Store<V, T, TPast>(x2, destination + i + (2 * V.Count));
                PastCaches.Store<V, T, TPast>(x3, destination + i + (3 * V.Count));
            }

            for (; i <= count - V.Count; i += V.Count)
            {
                PastCaches.Store<V, T, TPast>(V.Load(ref *source, i), destination + i);
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
