using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>Masks for the last vector of a row.</summary>
internal static class LaneMasks<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static ReadOnlySpan<long> Bits => [-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>All bits of the first lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V First(int count) =>
        V.Load(ref Unsafe.As<long, T>(ref MemoryMarshal.GetReference(Bits)), (64 / Unsafe.SizeOf<T>()) - count);
}
