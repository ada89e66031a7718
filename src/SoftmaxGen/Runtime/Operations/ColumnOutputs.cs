using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Writes the outputs of blocks to where the classes of a row are a stride apart.</summary>
internal static unsafe class ColumnOutputs<TKernels, V, T, TOperation>
    where TKernels : struct, IHeadKernels<T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TOperation : struct, IColumnOperation<T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write<TPast>(ColumnBlock<V, T>* blocks, int count, int innerSize)
        where TPast : struct, ISwitch
    {
        bool isTogether = !TKernels.HasColumns || (ColumnBlock<V, T>.GoesByFour<TKernels>() && CacheLine.Collide(innerSize * (nint)Unsafe.SizeOf<T>(), TKernels.ClassCount));
        int i = 0;
        while (i < count)
        {
            int neighbours = isTogether ? Neighbours(blocks + i, count - i) : 0;
            if (neighbours > 0 && blocks[i].IsDirect)
            {
                WriteFour(blocks + i);
                i += 4;
                continue;
            }

            if (neighbours > 0)
            {
                WriteNeighbours<TPast>(blocks[i], neighbours / 4);
                for (int neighbour = 0; TOperation.HasLabels && TKernels.HasColumns && neighbour < neighbours; neighbour++)
                {
                    WriteLabels(blocks[i + neighbour], innerSize);
                }

                i += neighbours;
                continue;
            }

            if (!blocks[i].IsFull)
            {
                WritePart(blocks[i]);
            }
            else if (ColumnSeam<TKernels, V, T>.StoresParts(innerSize) && blocks[i].Crosses)
            {
                WriteParts(blocks[i], innerSize);
            }
            else
            {
                WriteFull<TPast>(blocks[i]);
            }

            i++;
        }

        // With few classes, the outputs at labels are selected; past the caches, too, where a line would have to come back.
        for (i = 0; TOperation.HasLabels && !TKernels.HasColumns && i < count; i++)
        {
            if (!TPast.IsOn || !blocks[i].IsFull || blocks[i].Crosses)
            {
                WriteLabels(blocks[i], innerSize);
            }
        }
    }

    /// <summary>The blocks that the first of them describes, over the ends of the axis; few classes.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteRegularly<TPast>(in ColumnBlock<V, T> first, int innerSize)
        where TPast : struct, ISwitch
    {
        ColumnWalk<T> walk = new(first.Destination, first.Left, innerSize, TKernels.ClassCount);
        nint stride = first.Stride;
        nint next = ColumnBlock<V, T>.Elements<TKernels>();
        T* values = Values(first);
        T* numbers = first.Memory;
        T* extra = first.Extra;
        int left = first.Neighbours;
        bool isWhole = innerSize % V.Count == 0 && first.Left % V.Count == 0;
        while (left > 0)
        {
            if (!TOperation.HasLabels && left >= 4 && (isWhole || walk.Left >= 4 * V.Count))
            {
                T* y0 = walk.Next(V.Count);
                T* y1 = walk.Next(V.Count);
                T* y2 = walk.Next(V.Count);
                T* y3 = walk.Next(V.Count);
                WriteFour<TPast>(values, numbers, y0, y1, y2, y3, stride);
                values += 4 * next;
                numbers += 4 * next;
                left -= 4;
                continue;
            }

            if (isWhole || walk.Left >= V.Count)
            {
                WriteFull<TPast>(values, V.Count, walk.Next(V.Count), stride, numbers, extra);
            }
            else
            {
                int before = walk.Left;
                T* place = walk.Next(V.Count);
                if (V.StoresWhere)
                {
                    WriteParts(values, place, before, numbers, extra, innerSize);
                }
                else
                {
                    WriteFull<Off>(values, V.Count, values, V.Count, numbers, extra);
                    ColumnSeam<TKernels, V, T>.Write(values, place, before, innerSize);
                }
            }

            left--;
            values += next;
            numbers += next;
            extra += ColumnBlock<V, T>.Extras * V.Count;
        }
    }

    /// <summary>Four blocks of few classes whose memory is one after the other, class after class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteFour<TPast>(T* values, T* numbers, T* y0, T* y1, T* y2, T* y3, nint stride)
        where TPast : struct, ISwitch
    {
        nint next = ColumnBlock<V, T>.Elements<TKernels>();
        Factors(new RowNumbers<V, T>(ref *numbers), out V high0, out V low0);
        Factors(new RowNumbers<V, T>(ref numbers[next]), out V high1, out V low1);
        Factors(new RowNumbers<V, T>(ref numbers[2 * next]), out V high2, out V low2);
        Factors(new RowNumbers<V, T>(ref numbers[3 * next]), out V high3, out V low3);
        nint offset = 0;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            PastCaches.Store<V, T, TPast>(TOperation.Output(V.Load(ref *values, 0), high0, low0), y0 + offset);
            PastCaches.Store<V, T, TPast>(TOperation.Output(V.Load(ref *values, next), high1, low1), y1 + offset);
            PastCaches.Store<V, T, TPast>(TOperation.Output(V.Load(ref *values, 2 * next), high2, low2), y2 + offset);
            PastCaches.Store<V, T, TPast>(TOperation.Output(V.Load(ref *values, 3 * next), high3, low3), y3 + offset);
            values += V.Count;
            offset += stride;
        }
    }

    /// <summary>How many blocks, from the first on, are full and neighbours in memory; a multiple of four.</summary>
    private static int Neighbours(ColumnBlock<V, T>* blocks, int count)
    {
        int neighbours = 0;
        while (neighbours < count && blocks[neighbours].IsFull && blocks[neighbours].Destination == blocks[0].Destination + (neighbours * V.Count))
        {
            neighbours++;
        }

        return neighbours / 4 * 4;
    }

    /// <summary>Four neighbours that are direct: what belongs to their rows stays in registers.</summary>
    private static void WriteFour(ColumnBlock<V, T>* blocks)
    {
        nint stride = blocks[0].Stride;
        T* x = Values(blocks[0]);
        T* y = blocks[0].Destination;
        Factors(blocks[0].Numbers, out V high0, out V low0);
        Factors(blocks[1].Numbers, out V high1, out V low1);
        Factors(blocks[2].Numbers, out V high2, out V low2);
        Factors(blocks[3].Numbers, out V high3, out V low3);
        V ignored0 = Ignored(blocks[0]);
        V ignored1 = Ignored(blocks[1]);
        V ignored2 = Ignored(blocks[2]);
        V ignored3 = Ignored(blocks[3]);
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            V output0 = TOperation.Output(V.Load(ref *x, 0), high0, low0);
            V output1 = TOperation.Output(V.Load(ref *x, V.Count), high1, low1);
            V output2 = TOperation.Output(V.Load(ref *x, 2 * V.Count), high2, low2);
            V output3 = TOperation.Output(V.Load(ref *x, 3 * V.Count), high3, low3);
            (TOperation.HasLabels ? V.AndNot(output0, ignored0) : output0).Store(ref *y, 0);
            (TOperation.HasLabels ? V.AndNot(output1, ignored1) : output1).Store(ref *y, V.Count);
            (TOperation.HasLabels ? V.AndNot(output2, ignored2) : output2).Store(ref *y, 2 * V.Count);
            (TOperation.HasLabels ? V.AndNot(output3, ignored3) : output3).Store(ref *y, 3 * V.Count);
            x += stride;
            y += stride;
        }
    }

    /// <summary>
    /// Class after class for all blocks: where a stride puts all classes into the same few sets of the cache, as many neighbours as
    /// possible come between two of them.
    /// </summary>
    private static void WriteNeighbours<TPast>(in ColumnBlock<V, T> first, int groups)
        where TPast : struct, ISwitch
    {
        nint stride = first.Stride;
        nint next = ColumnBlock<V, T>.Elements<TKernels>();
        T* values = Values(first);
        T* destination = first.Destination;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            T* x = values;
            T* y = destination;
            T* numbers = first.Memory;
            T* extra = first.Extra;
            V number = LaneMath<V, T>.FromBits(c);
            for (int group = 0; group < groups; group++)
            {
                WriteOne<TPast>(x, numbers, extra, number, y);
                WriteOne<TPast>(x + next, numbers + next, extra + (ColumnBlock<V, T>.Extras * V.Count), number, y + V.Count);
                WriteOne<TPast>(x + (2 * next), numbers + (2 * next), extra + (2 * ColumnBlock<V, T>.Extras * V.Count), number, y + (2 * V.Count));
                WriteOne<TPast>(x + (3 * next), numbers + (3 * next), extra + (3 * ColumnBlock<V, T>.Extras * V.Count), number, y + (3 * V.Count));
                x += 4 * next;
                numbers += 4 * next;
                extra += 4 * ColumnBlock<V, T>.Extras * V.Count;
                y += 4 * V.Count;
            }

            values += V.Count;
            destination += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteOne<TPast>(T* x, T* numbers, T* extra, V number, T* y)
        where TPast : struct, ISwitch
    {
        Factors(new RowNumbers<V, T>(ref *numbers), out V high, out V low);
        V output = TOperation.Output(V.Load(ref *x, 0), high, low);
        if (TOperation.HasLabels)
        {
            if (TPast.IsOn && !TKernels.HasColumns)
            {
                output = V.Select(V.EqualBits(V.Load(ref *extra, V.Count), number), V.Load(ref *extra, 0), output);
            }

            output = V.AndNot(output, V.Load(ref *extra, 2 * V.Count));
        }

        PastCaches.Store<V, T, TPast>(output, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteFull<TPast>(in ColumnBlock<V, T> block)
        where TPast : struct, ISwitch =>
        WriteFull<TPast>(Values(block), block.Step, block.Destination, block.Stride, block.Memory, block.Extra);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteFull<TPast>(T* x, nint step, T* y, nint stride, T* numbers, T* extra)
        where TPast : struct, ISwitch
    {
        Factors(new RowNumbers<V, T>(ref *numbers), out V high, out V low);
        V ignored = TOperation.HasLabels ? V.Load(ref *extra, 2 * V.Count) : LaneMath<V, T>.Zero;
        V atLabels = TOperation.HasLabels ? V.Load(ref *extra, 0) : ignored;
        V labels = TOperation.HasLabels ? V.Load(ref *extra, V.Count) : ignored;
        V number = LaneMath<V, T>.Zero;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            PastCaches.Store<V, T, TPast>(Output<TPast>(V.Load(ref *x, 0), high, low, ignored, labels, number, atLabels), y);
            x += step;
            number = TKernels.HasColumns ? number + LaneMath<V, T>.One : V.AddBits(number, LaneMath<V, T>.FromBits(1));
            y += stride;
        }
    }

    /// <summary>A block over the end of the axis, whose outputs go to both sides of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WriteParts(in ColumnBlock<V, T> block, int innerSize) =>
        WriteParts(Values(block), block.Target, block.Left, block.Memory, block.Extra, innerSize);

    /// <param name="x">The values, a vector per class.</param>
    /// <param name="y">Where the first of the rows before the end goes.</param>
    /// <param name="left">How many they are.</param>
    /// <param name="numbers">What is known of the rows.</param>
    /// <param name="extra">What belongs to their labels.</param>
    /// <param name="innerSize">The number of inner positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteParts(T* x, T* y, int left, T* numbers, T* extra, int innerSize)
    {
        nint next = (nint)innerSize * (TKernels.ClassCount - 1);
        V isFirst = LaneMasks<V, T>.First(left);
        V isNext = V.AndNot(LaneMasks<V, T>.First(V.Count), isFirst);
        Factors(new RowNumbers<V, T>(ref *numbers), out V high, out V low);
        V ignored = TOperation.HasLabels ? V.Load(ref *extra, 2 * V.Count) : LaneMath<V, T>.Zero;
        V atLabels = TOperation.HasLabels ? V.Load(ref *extra, 0) : ignored;
        V labels = TOperation.HasLabels ? V.Load(ref *extra, V.Count) : ignored;
        V number = LaneMath<V, T>.Zero;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            V output = Output<Off>(V.Load(ref *x, 0), high, low, ignored, labels, number, atLabels);
            output.StoreWhere(ref *y, 0, isFirst);
            output.StoreWhere(ref *y, next, isNext);
            number += LaneMath<V, T>.One;
            x += V.Count;
            y += innerSize;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WritePart(in ColumnBlock<V, T> block)
    {
        T* x = Values(block);
        Factors(block.Numbers, out V high, out V low);
        V ignored = Ignored(block);
        V atLabels = TOperation.HasLabels ? V.Load(ref *block.Extra, 0) : ignored;
        V labels = TOperation.HasLabels ? V.Load(ref *block.Extra, V.Count) : ignored;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            block.Write(c, Output<Off>(V.Load(ref *x, c * (nint)V.Count), high, low, ignored, labels, LaneMath<V, T>.All(c), atLabels));
        }
    }

    private static void WriteLabels(in ColumnBlock<V, T> block, int innerSize)
    {
        for (int r = 0; r < block.Count; r++)
        {
            nint label = LabelOf(block, r);
            if ((nuint)label < (nuint)TKernels.ClassCount)
            {
                T* destination = !block.Crosses || !ColumnSeam<TKernels, V, T>.StoresParts(innerSize) ? block.Destination + (label * block.Stride)
                    : block.Target + (label * (nint)innerSize) + (r < block.Left ? 0 : innerSize * (nint)(TKernels.ClassCount - 1));
                destination[r] = block.Extra[r];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint LabelOf(in ColumnBlock<V, T> block, int r)
    {
        T* labels = block.Extra + V.Count;
        if (TKernels.HasColumns)
        {
            return int.CreateTruncating(labels[r]);
        }

        return typeof(T) == typeof(float) ? ((int*)labels)[r] : (nint)((long*)labels)[r];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Values(in ColumnBlock<V, T> block) => TOperation.KeepsTerms ? block.Terms<TKernels>() : block.Logits;

    /// <summary>But for few classes, the factors are in their slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Factors(RowNumbers<V, T> numbers, out V high, out V low)
    {
        if (!ColumnBlock<V, T>.GoesByFour<TKernels>())
        {
            TOperation.Factors(numbers, out high, out low);
            return;
        }

        high = numbers[Slot.Log];
        low = numbers[Slot.LogLow];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Ignored(in ColumnBlock<V, T> block) => TOperation.HasLabels ? V.Load(ref *block.Extra, 2 * V.Count) : LaneMath<V, T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Output<TPast>(V value, V high, V low, V ignored, V labels, V number, V atLabels)
        where TPast : struct, ISwitch
    {
        V output = TOperation.Output(value, high, low);
        if (TOperation.HasLabels && TKernels.HasColumns)
        {
            output = V.SelectEqual(labels, number, atLabels, output);
        }
        else if (TOperation.HasLabels && TPast.IsOn)
        {
            output = V.Select(V.EqualBits(labels, number), atLabels, output);
        }

        return TOperation.HasLabels ? V.AndNot(output, ignored) : output;
    }
}
