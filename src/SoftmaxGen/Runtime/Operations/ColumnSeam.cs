using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Blocks over the end of an inner axis: where what is left of it does not fill a vector, the rows of the next outer indices
/// come into the other lanes, so that none is idle. Their logits are gathered in the block's memory, and their outputs go from there.
/// </summary>
/// <remarks>
/// A row that is l lanes and k ends of the axis behind the block's first is l + k · (K − 1) · inner elements behind it: what is
/// l lanes behind begins at an address that is the same for all lanes with that k.
/// </remarks>
internal static unsafe class ColumnSeam<TKernels, V, T>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int K => TKernels.ClassCount;

    /// <summary>
    /// Whether a block can be filled up that begins with row <paramref name="row"/>, <paramref name="left"/> rows before the end of the
    /// axis: there are as many rows, what is read of them in whole vectors lies within the logits, and the operation needs no more
    /// of a block than its memory, or reads over the end itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CanCross<TOperation>(int row, int left, int innerSize, int rows)
        where TOperation : struct, IColumnOperation<T>
    {
        if (row > rows - V.Count)
        {
            return false;
        }

        if (TOperation.RereadsLogits<TKernels>())
        {
            return V.StoresWhere && innerSize >= V.Count;
        }

        // Where the axis is as long as a vector, it is always within.
        return innerSize >= V.Count || EndOfReads(row, left, innerSize) <= (nint)rows * K;
    }

    /// <summary>Where the last vector that is read of a block ends: that of the last class, behind as many ends as the block crosses.</summary>
    private static nint EndOfReads(int row, int left, int innerSize)
    {
        int ends = (V.Count - left + innerSize - 1) / innerSize;
        nint first = ((nint)(row / innerSize) * K * innerSize) + (innerSize - left);
        return first + ((ends + 1) * (nint)innerSize * (K - 1)) + V.Count;
    }

    /// <summary>Makes a block's own memory what is read and written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Enter(ColumnBlock<V, T>* block, int left)
    {
        block->Origin = block->Source;
        block->Target = block->Destination;
        block->Left = left;
        block->OriginStride = (int)block->Stride;
        block->Source = block->Copy;
        block->Destination = block->Copy;
        block->Stride = V.Count;
        block->Count = V.Count;
        block->IsDirect = false;
    }

    /// <summary>Gathers the logits of those of the blocks that cross an end, and finds their maxima.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Read(ColumnBlock<V, T>* blocks, int count, int innerSize)
    {
        nint step = (nint)innerSize * (K - 1);
        for (int i = 0; i < count; i += blocks[i].Described<TKernels>())
        {
            if (!blocks[i].Crosses)
            {
                continue;
            }

            T* source = blocks[i].Origin;
            T* columns = blocks[i].Copy;
            V isFirst = LaneMasks<V, T>.First(blocks[i].Left);
            int next = blocks[i].Left + innerSize;
            V max = LaneMath<V, T>.All(double.NegativeInfinity);
            for (int c = 0; c < K; c++)
            {
                V values = V.Select(isFirst, V.Load(ref *source, 0), V.Load(ref *source, step));
                for (int lanes = next, ends = 2; lanes < V.Count; lanes += innerSize, ends++)
                {
                    values = V.Select(LaneMasks<V, T>.First(lanes), values, V.Load(ref *source, ends * step));
                }

                values.Store(ref *columns, c * (nint)V.Count);
                max = V.Max(values, max);
                source += innerSize;
            }

            blocks[i].Numbers.SetMaximum(max);
        }
    }

    /// <summary>
    /// Whether the outputs of blocks that cross an end go where they belong as soon as they are computed: parts of vectors can be
    /// stored, and there are two parts of each.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool StoresParts(int innerSize) => V.StoresWhere && innerSize >= V.Count;

    /// <summary>Scatters the outputs of those of the blocks that cross an end.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(ColumnBlock<V, T>* blocks, int count, int innerSize)
    {
        for (int i = 0; i < count; i += blocks[i].Described<TKernels>())
        {
            if (blocks[i].Crosses)
            {
                Write(blocks[i].Copy, blocks[i].Target, blocks[i].Left, innerSize);
            }
        }
    }

    /// <summary>Scatters the outputs of one of them.</summary>
    /// <param name="columns">The outputs, a vector per class.</param>
    /// <param name="destination">Where the first of the rows before the end goes.</param>
    /// <param name="left">How many they are.</param>
    /// <param name="innerSize">The number of inner positions.</param>
    public static void Write(T* columns, T* destination, int left, int innerSize)
    {
        nint step = (nint)innerSize * (K - 1);
        int end = left;
        for (int lane = 0; lane < V.Count; lane = end, end += innerSize, destination += step)
        {
            end = Math.Min(end, V.Count);
            if (V.StoresWhere)
            {
                Scatter(columns, destination, V.AndNot(LaneMasks<V, T>.First(end), LaneMasks<V, T>.First(lane)), innerSize);
            }
            else
            {
                Scatter(columns + lane, destination + lane, end - lane, innerSize);
            }
        }
    }

    /// <summary>Some lanes, class by class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scatter(T* columns, T* destination, V lanes, int innerSize)
    {
        for (int c = 0; c < K; c++)
        {
            V.Load(ref *columns, 0).StoreWhere(ref *destination, 0, lanes);
            columns += V.Count;
            destination += innerSize;
        }
    }

    /// <summary>Some neighbouring lanes, class by class: two pieces of half a vector or less that overlap.</summary>
    private static void Scatter(T* columns, T* destination, int lanes, int innerSize)
    {
        int bytes = lanes * Unsafe.SizeOf<T>();
        switch (bytes)
        {
            case >= 32:
                Scatter<Vector256<byte>>(columns, destination, bytes, innerSize);
                break;
            case >= 16:
                Scatter<Vector128<byte>>(columns, destination, bytes, innerSize);
                break;
            case >= 8:
                Scatter<long>(columns, destination, bytes, innerSize);
                break;
            default:
                Scatter<int>(columns, destination, bytes, innerSize);
                break;
        }
    }

    private static void Scatter<TPiece>(T* columns, T* destination, int bytes, int innerSize)
        where TPiece : unmanaged
    {
        byte* source = (byte*)columns;
        byte* target = (byte*)destination;
        int last = bytes - Unsafe.SizeOf<TPiece>();
        for (int c = 0; c < K; c++)
        {
            TPiece first = Unsafe.ReadUnaligned<TPiece>(source);
            TPiece second = Unsafe.ReadUnaligned<TPiece>(source + last);
            Unsafe.WriteUnaligned(target, first);
            Unsafe.WriteUnaligned(target + last, second);
            source += V.Count * Unsafe.SizeOf<T>();
            target += (nint)innerSize * Unsafe.SizeOf<T>();
        }
    }
}
