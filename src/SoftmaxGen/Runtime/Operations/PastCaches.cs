using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Outputs that need not be in a cache when they are written, nor stay there.</summary>
internal static unsafe class PastCaches
{
    /// <summary>Stores a vector, past the caches if <typeparamref name="TPast"/> is on: the place is a multiple of its bytes then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V, T, TPast>(V output, T* place)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPast : struct, ISwitch
    {
        if (TPast.IsOn)
        {
            output.StoreNonTemporal(place);
        }
        else
        {
            output.Store(ref *place, 0);
        }
    }
}
