using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>Orders of lanes.</summary>
internal static class LaneOrder
{
    /// <summary>The numbers of up to 16 lanes; those of 8 in the lower half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Bytes(ReadOnlySpan<byte> order) => order.Length == Vector128<byte>.Count
        ? Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(order))
        : Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(ref MemoryMarshal.GetReference(order))).AsByte();

    private static ReadOnlySpan<byte> Sixteen => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    private static ReadOnlySpan<byte> Eight => [0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7];

    /// <summary>The order that moves 8 or 16 lanes up by some, the last of them to the front.</summary>
    public static ReadOnlySpan<byte> Turned(int lanes, int count)
    {
        Debug.Assert(count is 8 or 16, "There are orders of 8 and of 16 lanes only.");
        return (count == 16 ? Sixteen : Eight).Slice(count - lanes, count);
    }

    /// <summary>The lanes in an order, one by one: where there is no instruction for it.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static unsafe V ThroughMemory<V, T>(V value, ReadOnlySpan<byte> order)
        where V : struct, ILanes<V, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T* lanes = stackalloc T[2 * V.Count];
        value.Store(ref *lanes, 0);
        for (int i = 0; i < V.Count; i++)
        {
            lanes[V.Count + i] = lanes[order[i]];
        }

        return V.Load(ref *lanes, V.Count);
    }
}
