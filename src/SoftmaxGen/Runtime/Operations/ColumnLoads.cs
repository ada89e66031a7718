using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Reads rows whose classes are a stride apart, with neighbouring rows in the lanes, and finds their maxima.</summary>
internal static unsafe class ColumnLoads<TKernels, V, T>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static int K => TKernels.ClassCount;

    /// <summary>Finds the maximum of each row and what follows from it, and copies the logits of blocks that are not direct.</summary>
    /// <remarks>Four blocks at a time where that is possible: neighbouring blocks share lines and pages, and no line is needed twice.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Load(ColumnBlock<V, T>* blocks, int count)
    {
        int i = 0;
        while (!ColumnBlock<V, T>.GoesByFour<TKernels>() && i < count)
        {
            if (blocks[i].Neighbours > 1)
            {
                LoadNeighbours(blocks[i]);
                i += blocks[i].Neighbours;
            }
            else if (i <= count - 4 && AreSingle(blocks + i))
            {
                LoadFour<On>(blocks + i);
                i += 4;
            }
            else
            {
                LoadOne(blocks[i]);
                i++;
            }
        }

        for (; i <= count - 4 && AreAlike(blocks + i); i += 4)
        {
            if (!TKernels.HasColumns && blocks[i].IsDirect)
            {
                LoadFour<Off>(blocks + i);
            }
            else
            {
                LoadFour<On>(blocks + i);
            }
        }

        for (; i < count; i++)
        {
            LoadOne(blocks[i]);
        }
    }

    /// <summary>The blocks that the first of them describes, over the ends of the axis.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void LoadRegularly(in ColumnBlock<V, T> first, int innerSize)
    {
        ColumnWalk<T> walk = new(first.Source, first.Left, innerSize, K);
        T* memory = first.Memory;
        int left = first.Neighbours;
        bool isWhole = innerSize % V.Count == 0 && first.Left % V.Count == 0;
        while (left > 0)
        {
            if (left >= 4 && (isWhole || walk.Left >= 4 * V.Count))
            {
                T* x0 = walk.Next(V.Count);
                T* x1 = walk.Next(V.Count);
                T* x2 = walk.Next(V.Count);
                T* x3 = walk.Next(V.Count);
                LoadFour(x0, x1, x2, x3, first.Stride, memory);
                memory += 4 * ColumnBlock<V, T>.Elements<TKernels>();
                left -= 4;
                continue;
            }

            if (isWhole || walk.Left >= V.Count)
            {
                LoadFull<On>(walk.Next(V.Count), first.Stride, memory);
            }
            else
            {
                V isFirst = LaneMasks<V, T>.First(walk.Left);
                LoadParts(walk.Next(V.Count), walk.ToNextSet, isFirst, first.Stride, memory);
            }

            memory += ColumnBlock<V, T>.Elements<TKernels>();
            left--;
        }
    }

    /// <summary>A block over the end of the axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadParts(T* x, nint toNextSet, V isFirst, nint stride, T* memory)
    {
        T* y = memory + (ColumnBlock<V, T>.Slots * V.Count);
        V max = LaneMath<V, T>.All(double.NegativeInfinity);
        for (int c = 0; c < K; c++)
        {
            V logits = V.Select(isFirst, V.Load(ref *x, 0), V.Load(ref *x, toNextSet));
            logits.Store(ref *y, 0);
            max = V.Max(logits, max);
            x += stride;
            y += V.Count;
        }

        new RowNumbers<V, T>(ref *memory).SetMaximum(max);
    }

    /// <summary>Nothing is left to do where a block crosses an end of the axis.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadOne(in ColumnBlock<V, T> block)
    {
        if (!TKernels.HasColumns && block.IsDirect)
        {
            LoadFull<Off>(block.Source, block.Stride, block.Memory);
        }
        else if (!block.IsFull)
        {
            LoadPart(block);
        }
        else if (!block.Crosses)
        {
            LoadFull<On>(block.Source, block.Stride, block.Memory);
        }
    }

    /// <summary>Whether four blocks are full and described one by one, and none crosses an end of the axis.</summary>
    private static bool AreSingle(ColumnBlock<V, T>* blocks) =>
        blocks[0].Neighbours == 1 && blocks[1].Neighbours == 1 && blocks[2].Neighbours == 1 && blocks[3].Neighbours == 1;

    /// <summary>Whether four blocks are full, and none crosses an end of the axis.</summary>
    private static bool AreAlike(ColumnBlock<V, T>* blocks)
    {
        nint stride = blocks[0].Stride;
        return blocks[0].IsFull && !blocks[0].Crosses
            && blocks[1].IsFull && blocks[1].Stride == stride
            && blocks[2].IsFull && blocks[2].Stride == stride
            && blocks[3].IsFull && blocks[3].Stride == stride;
    }

    private static void LoadFour<TCopied>(ColumnBlock<V, T>* blocks)
        where TCopied : struct, ISwitch
    {
        nint stride = blocks[0].Stride;
        T* x0 = blocks[0].Source;
        T* x1 = blocks[1].Source;
        T* x2 = blocks[2].Source;
        T* x3 = blocks[3].Source;
        T* y0 = blocks[0].Copy;
        T* y1 = blocks[1].Copy;
        T* y2 = blocks[2].Copy;
        T* y3 = blocks[3].Copy;
        V max0 = LaneMath<V, T>.All(double.NegativeInfinity);
        V max1 = max0;
        V max2 = max0;
        V max3 = max0;
        nint offset = 0;
        for (nint c = 0; c < K * V.Count; c += V.Count)
        {
            Load<TCopied>(x0, offset, y0, c, ref max0);
            Load<TCopied>(x1, offset, y1, c, ref max1);
            Load<TCopied>(x2, offset, y2, c, ref max2);
            Load<TCopied>(x3, offset, y3, c, ref max3);
            offset += stride;
        }

        blocks[0].Numbers.SetMaximum(max0);
        blocks[1].Numbers.SetMaximum(max1);
        blocks[2].Numbers.SetMaximum(max2);
        blocks[3].Numbers.SetMaximum(max3);
    }

    /// <summary>Few classes: neighbours four at a time, in the order of memory.</summary>
    private static void LoadNeighbours(in ColumnBlock<V, T> first)
    {
        nint stride = first.Stride;
        nint next = ColumnBlock<V, T>.Elements<TKernels>();
        T* x = first.Source;
        T* memory = first.Memory;
        int left = first.Neighbours;
        for (; left >= 4; left -= 4)
        {
            LoadFour(x, x + V.Count, x + (2 * V.Count), x + (3 * V.Count), stride, memory);
            x += 4 * V.Count;
            memory += 4 * next;
        }

        for (; left > 0; left--)
        {
            LoadFull<On>(x, stride, memory);
            x += V.Count;
            memory += next;
        }
    }

    /// <summary>Four blocks whose memory is one after the other, class after class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFour(T* x0, T* x1, T* x2, T* x3, nint stride, T* memory)
    {
        nint next = ColumnBlock<V, T>.Elements<TKernels>();
        T* y = memory + (ColumnBlock<V, T>.Slots * V.Count);
        V max0 = LaneMath<V, T>.All(double.NegativeInfinity);
        V max1 = max0;
        V max2 = max0;
        V max3 = max0;
        nint offset = 0;
        for (int c = 0; c < K; c++)
        {
            Load<On>(x0, offset, y, 0, ref max0);
            Load<On>(x1, offset, y, next, ref max1);
            Load<On>(x2, offset, y, 2 * next, ref max2);
            Load<On>(x3, offset, y, 3 * next, ref max3);
            offset += stride;
            y += V.Count;
        }

        new RowNumbers<V, T>(ref *memory).SetMaximum(max0);
        new RowNumbers<V, T>(ref memory[next]).SetMaximum(max1);
        new RowNumbers<V, T>(ref memory[2 * next]).SetMaximum(max2);
        new RowNumbers<V, T>(ref memory[3 * next]).SetMaximum(max3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LoadFull<TCopied>(T* x, nint stride, T* memory)
        where TCopied : struct, ISwitch
    {
        T* y = memory + (ColumnBlock<V, T>.Slots * V.Count);
        V max = LaneMath<V, T>.All(double.NegativeInfinity);
        int c = 0;
        if (!TKernels.HasColumns)
        {
            // A maximum waits for the one before: four of them, so that many classes are not a single chain.
            V max1 = max;
            V max2 = max;
            V max3 = max;
            for (; c <= K - 4; c += 4)
            {
                Load<TCopied>(x, 0, y, 0, ref max);
                Load<TCopied>(x, stride, y, V.Count, ref max1);
                Load<TCopied>(x + (2 * stride), 0, y, 2 * V.Count, ref max2);
                Load<TCopied>(x + (2 * stride), stride, y, 3 * V.Count, ref max3);
                x += 4 * stride;
                y += 4 * V.Count;
            }

            max = V.Max(V.Max(max, max1), V.Max(max2, max3));
        }

        for (; c < K; c++)
        {
            Load<TCopied>(x, 0, y, 0, ref max);
            x += stride;
            y += V.Count;
        }

        new RowNumbers<V, T>(ref *memory).SetMaximum(max);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LoadPart(in ColumnBlock<V, T> block)
    {
        V max = LaneMath<V, T>.All(double.NegativeInfinity);
        T* y = block.Copy;
        for (int c = 0; c < K; c++)
        {
            V logits = block.Read(c);
            logits.Store(ref *y, c * (nint)V.Count);
            max = V.Max(logits, max);
        }

        block.Numbers.SetMaximum(max);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<TCopied>(T* source, nint offset, T* columns, nint column, ref V max)
        where TCopied : struct, ISwitch
    {
        V logits = V.Load(ref *source, offset);
        if (TCopied.IsOn)
        {
            logits.Store(ref *columns, column);
        }

        max = V.Max(logits, max);
    }
}
