using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>The scratch memory of a width's stages.</summary>
internal static unsafe class Scratch<TKernels, T>
    where TKernels : struct, IHeadKernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>As many bytes as the stages need, and as it may take to start at a line of the cache.</summary>
    public static int Bytes => (TKernels.ScratchElements * Unsafe.SizeOf<T>()) + CacheLine.Size;

    /// <summary>As many rows as go through the stages together: a block, or fewer where rows are long.</summary>
    public static int BlockRows => Math.Min(TKernels.BlockRows, TKernels.PassRows);

    /// <summary>The rows of a pass, rounded up to whole blocks.</summary>
    public static int PassCapacity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Blocks * TKernels.BlockRows;
    }

    /// <summary>The elements from one block's scratch memory to the next.</summary>
    public static int BlockStride
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TKernels.ScratchElements / Blocks;
    }

    /// <summary>Where a row of a pass is among the lanes of its blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int LaneOf(int row)
    {
        if (TKernels.LaneOfRow.IsEmpty)
        {
            return row;
        }

        // A power of two, without the sign.
        int inBlock = row & (TKernels.BlockRows - 1);
        return row - inBlock + Unsafe.Add(ref MemoryMarshal.GetReference(TKernels.LaneOfRow), inBlock);
    }

    /// <summary>Numbers of a block's rows, each in the lane of its row, of those in the order of the rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ToLanes<V>(V rows)
        where V : struct, ILanes<V, T> => TKernels.RowOfLane.IsEmpty ? rows : V.Reorder(rows, TKernels.RowOfLane);

    /// <summary>Numbers of a block's rows in the order of the rows, of those in their lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ToRows<V>(V lanes)
        where V : struct, ILanes<V, T> => TKernels.LaneOfRow.IsEmpty ? lanes : V.Reorder(lanes, TKernels.LaneOfRow);

    private static int Blocks
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TKernels.PassRows + TKernels.BlockRows - 1) / TKernels.BlockRows;
    }

    /// <summary>The first line of the cache within.</summary>
    public static T* Align(byte* memory) => (T*)CacheLine.Align(memory);
}
