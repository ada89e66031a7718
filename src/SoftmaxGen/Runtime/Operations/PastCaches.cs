using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Outputs that need not be in a cache when they are written, nor stay there.</summary>
internal static unsafe class PastCaches
{
    /// <summary>So many vectors are enough, if the first row is not at a line, for the lines at an end of the axis to count for little.</summary>
    private const int LongAxis = 32;

    /// <summary>The same for so few classes that little else is gained.</summary>
    private const int LongAxisOfFew = 1024;

    private const int FewClasses = 4;

    /// <summary>
    /// Whether vectors are lines, and all lines of what is read or written over an axis begin a whole number of rows behind the first: so
    /// many rows, <see cref="Simd.ToLine{T}"/>, come by themselves then. If there are any, the lines at each end of the axis are in two
    /// blocks, which takes longest of all where outputs go past the caches: with an axis of two vectors, softmax took twice as long.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasLines<V, T>(T* first, int innerSize, int classCount)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        V.StoresWhere
        && innerSize % V.Count == 0
        && (nint)first % Unsafe.SizeOf<T>() == 0
        && ((nint)first % CacheLine.Size == 0 || innerSize >= (classCount > FewClasses ? LongAxis : LongAxisOfFew) * V.Count);

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
