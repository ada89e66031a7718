using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The class with the largest logit, or of the first NaN, of each row of [N, K, inner].</summary>
/// <remarks>
/// Four blocks at a time: neighbouring blocks share lines and pages, and a maximum, which needs the one before, does not keep the
/// others waiting. NaN is looked for in the sum of the logits, which has one then; a sum may also have one by itself (+∞ and
/// −∞), so that such blocks are looked through again, exactly.
/// </remarks>
internal unsafe struct PredictColumnsJob<T> : IWidthJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The logits.</summary>
    public T* Logits;

    /// <summary>Receives the classes.</summary>
    public int* Classes;

    /// <summary>The number of inner positions.</summary>
    public int InnerSize;

    /// <summary>The number of rows: outer indices times inner positions.</summary>
    public int Rows;

    public readonly void Run<TKernels, V>()
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        ColumnBlock<V, T>* blocks = stackalloc ColumnBlock<V, T>[4];
        int count = 0;
        for (int first = 0; first < Rows; first += InnerSize)
        {
            T* x = Logits + ((nint)first * TKernels.ClassCount);
            int inner = InnerSize / (4 * V.Count) * (4 * V.Count);
            PredictNeighbours<TKernels, V>(x, InnerSize, inner, Classes + first);
            for (; inner < InnerSize; inner += V.Count)
            {
                ColumnBlock<V, T> block = new() { Source = x + inner, Stride = InnerSize, Row = first + inner, Count = Math.Min(V.Count, InnerSize - inner) };
                if (!block.IsFull)
                {
                    PredictExactly(TKernels.ClassCount, block, Classes);
                    continue;
                }

                blocks[count++] = block;
                if (count == 4)
                {
                    Predict<TKernels, V>(blocks, Classes);
                    count = 0;
                }
            }
        }

        if (count > 0)
        {
            // The last ones together with one that is done: that is as fast as one alone.
            for (int i = count; i < 4; i++)
            {
                blocks[i] = blocks[0];
            }

            Predict<TKernels, V>(blocks, Classes);
        }
    }

    /// <summary>Rows that are neighbours, a multiple of four blocks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PredictNeighbours<TKernels, V>(T* x, nint stride, int rows, int* classes)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        for (int row = 0; row < rows; row += 4 * V.Count)
        {
            bool isSure = Predict<TKernels, V>(
                x, x + V.Count, x + (2 * V.Count), x + (3 * V.Count), stride, classes, classes + V.Count, classes + (2 * V.Count), classes + (3 * V.Count));
            for (int i = 0; !isSure && i < 4; i++)
            {
                ColumnBlock<V, T> block = new() { Source = x + (i * V.Count), Stride = stride, Count = V.Count, Row = i * V.Count };
                PredictExactly(TKernels.ClassCount, block, classes);
            }

            x += 4 * V.Count;
            classes += 4 * V.Count;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Predict<TKernels, V>(ColumnBlock<V, T>* blocks, int* classes)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        bool isSure = Predict<TKernels, V>(
            blocks[0].Source,
            blocks[1].Source,
            blocks[2].Source,
            blocks[3].Source,
            blocks[0].Stride,
            classes + blocks[0].Row,
            classes + blocks[1].Row,
            classes + blocks[2].Row,
            classes + blocks[3].Row);
        for (int i = 0; !isSure && i < 4; i++)
        {
            PredictExactly(TKernels.ClassCount, blocks[i], classes);
        }
    }

    /// <summary>Four blocks, and whether the result is right: it may not be where a sum is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Predict<TKernels, V>(T* x0, T* x1, T* x2, T* x3, nint stride, int* y0, int* y1, int* y2, int* y3)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        // Indices are integers in the bits of a lane: K may be more than a float can count to.
        V number = LaneMath<V, T>.FromBits(0);
        V best0 = V.Load(ref *x0, 0);
        V best1 = V.Load(ref *x1, 0);
        V best2 = V.Load(ref *x2, 0);
        V best3 = V.Load(ref *x3, 0);
        V sum0 = best0;
        V sum1 = best1;
        V sum2 = best2;
        V sum3 = best3;
        V index0 = number;
        V index1 = number;
        V index2 = number;
        V index3 = number;
        nint offset = stride;
        for (int c = 1; c < TKernels.ClassCount; c++)
        {
            number = V.AddBits(number, LaneMath<V, T>.FromBits(1));
            Compare(V.Load(ref *x0, offset), number, ref best0, ref index0, ref sum0);
            Compare(V.Load(ref *x1, offset), number, ref best1, ref index1, ref sum1);
            Compare(V.Load(ref *x2, offset), number, ref best2, ref index2, ref sum2);
            Compare(V.Load(ref *x3, offset), number, ref best3, ref index3, ref sum3);
            offset += stride;
        }

        index0.StoreIntegers(ref *y0, 0);
        index1.StoreIntegers(ref *y1, 0);
        index2.StoreIntegers(ref *y2, 0);
        index3.StoreIntegers(ref *y3, 0);
        return !V.AnyNaN((sum0 + sum1) + (sum2 + sum3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compare<V>(V logits, V number, ref V best, ref V index, ref V sum)
        where V : struct, ILanes<V, T>
    {
        index = V.Select(V.Greater(logits, best), number, index);
        best = V.Max(logits, best);
        sum += logits;
    }

    /// <summary>One block, which may have fewer rows than lanes, and NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PredictExactly<V>(int classCount, in ColumnBlock<V, T> block, int* classes)
        where V : struct, ILanes<V, T>
    {
        V one = LaneMath<V, T>.FromBits(1);
        V number = LaneMath<V, T>.FromBits(0);
        V index = number;
        V best = block.Read(0);
        for (int c = 1; c < classCount; c++)
        {
            number = V.AddBits(number, one);
            V logits = block.Read(c);
            V isBehind = V.Greater(best, logits) | V.Equal(best, logits);
            V isBetter = V.AndNot(V.Equal(best, best), isBehind);
            best = V.Select(isBetter, logits, best);
            index = V.Select(isBetter, number, index);
        }

        if (block.IsFull)
        {
            index.StoreIntegers(ref classes[block.Row], 0);
            return;
        }

        int* indices = stackalloc int[V.Count];
        index.StoreIntegers(ref *indices, 0);
        new ReadOnlySpan<int>(indices, block.Count).CopyTo(new Span<int>(classes + block.Row, block.Count));
    }
}
