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
    /// <summary>Four blocks at a time where there are many classes: neighbouring blocks share lines and pages, and no line is needed twice.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Write(ColumnBlock<V, T>* blocks, int count)
    {
        int i = 0;
        for (; !TKernels.HasColumns && i <= count - 4 && blocks[i].IsFull && blocks[i + 1].IsFull && blocks[i + 2].IsFull && blocks[i + 3].IsFull; i += 4)
        {
            WriteFour(blocks + i);
        }

        for (; i < count; i++)
        {
            if (blocks[i].IsFull)
            {
                WriteFull(blocks[i]);
            }
            else
            {
                WritePart(blocks[i]);
            }
        }

        // With few classes, the outputs at labels are selected.
        for (i = 0; TOperation.HasLabels && !TKernels.HasColumns && i < count; i++)
        {
            WriteLabels(blocks[i]);
        }
    }

    private static void WriteFour(ColumnBlock<V, T>* blocks)
    {
        nint stride = blocks[0].Stride;
        T* x0 = Values(blocks[0]);
        T* x1 = Values(blocks[1]);
        T* x2 = Values(blocks[2]);
        T* x3 = Values(blocks[3]);
        T* y0 = blocks[0].Destination;
        T* y1 = blocks[1].Destination;
        T* y2 = blocks[2].Destination;
        T* y3 = blocks[3].Destination;
        TOperation.Factors(blocks[0].Numbers, out V high0, out V low0);
        TOperation.Factors(blocks[1].Numbers, out V high1, out V low1);
        TOperation.Factors(blocks[2].Numbers, out V high2, out V low2);
        TOperation.Factors(blocks[3].Numbers, out V high3, out V low3);
        V ignored0 = Ignored(blocks[0]);
        V ignored1 = Ignored(blocks[1]);
        V ignored2 = Ignored(blocks[2]);
        V ignored3 = Ignored(blocks[3]);
        nint offset = 0;
        for (nint c = 0; c < TKernels.ClassCount * V.Count; c += V.Count)
        {
            Output(V.Load(ref *x0, c), high0, low0, ignored0).Store(ref *y0, offset);
            Output(V.Load(ref *x1, c), high1, low1, ignored1).Store(ref *y1, offset);
            Output(V.Load(ref *x2, c), high2, low2, ignored2).Store(ref *y2, offset);
            Output(V.Load(ref *x3, c), high3, low3, ignored3).Store(ref *y3, offset);
            offset += stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteFull(in ColumnBlock<V, T> block)
    {
        nint stride = block.Stride;
        T* x = Values(block);
        T* y = block.Destination;
        TOperation.Factors(block.Numbers, out V high, out V low);
        V ignored = Ignored(block);
        V atLabels = TOperation.HasLabels ? V.Load(ref *block.Extra, 0) : ignored;
        V labels = TOperation.HasLabels ? V.Load(ref *block.Extra, V.Count) : ignored;
        V number = LaneMath<V, T>.FromBits(0);
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            Output(V.Load(ref *x, c * (nint)V.Count), high, low, ignored, labels, number, atLabels).Store(ref *y, 0);
            number = V.AddBits(number, LaneMath<V, T>.FromBits(1));
            y += stride;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WritePart(in ColumnBlock<V, T> block)
    {
        T* x = Values(block);
        TOperation.Factors(block.Numbers, out V high, out V low);
        V ignored = Ignored(block);
        V atLabels = TOperation.HasLabels ? V.Load(ref *block.Extra, 0) : ignored;
        V labels = TOperation.HasLabels ? V.Load(ref *block.Extra, V.Count) : ignored;
        for (int c = 0; c < TKernels.ClassCount; c++)
        {
            block.Write(c, Output(V.Load(ref *x, c * (nint)V.Count), high, low, ignored, labels, LaneMath<V, T>.FromBits(c), atLabels));
        }
    }

    private static void WriteLabels(in ColumnBlock<V, T> block)
    {
        for (int r = 0; r < block.Count; r++)
        {
            nint label = LabelOf(block, r);
            if ((nuint)label < (nuint)TKernels.ClassCount)
            {
                block.Destination[(label * block.Stride) + r] = block.Extra[r];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint LabelOf(in ColumnBlock<V, T> block, int r)
    {
        T* labels = block.Extra + V.Count;
        return typeof(T) == typeof(float) ? ((int*)labels)[r] : (nint)((long*)labels)[r];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Values(in ColumnBlock<V, T> block) => TOperation.KeepsTerms ? block.Terms<TKernels>() : block.Logits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Ignored(in ColumnBlock<V, T> block) => TOperation.HasLabels ? V.Load(ref *block.Extra, 2 * V.Count) : LaneMath<V, T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Output(V value, V high, V low, V ignored)
    {
        V output = TOperation.Output(value, high, low);
        return TOperation.HasLabels ? V.AndNot(output, ignored) : output;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Output(V value, V high, V low, V ignored, V labels, V number, V atLabels)
    {
        V output = TOperation.Output(value, high, low);
        if (TOperation.HasLabels && TKernels.HasColumns)
        {
            output = V.Select(V.EqualBits(labels, number), atLabels, output);
        }

        return TOperation.HasLabels ? V.AndNot(output, ignored) : output;
    }
}
