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
        // Of many classes, four blocks are too many lines to ask for at a time.
        bool isFar = TKernels.HasColumns && ColumnAhead<T>.IsFar(Rows, TKernels.ClassCount);
        int together = InnerSize / (4 * V.Count) * (4 * V.Count);
        T** sources = stackalloc T*[4];
        int** classes = stackalloc int*[4];
        int count = 0;
        for (int first = 0; first < Rows; first += InnerSize)
        {
            T* x = Logits + ((nint)first * TKernels.ClassCount);
            int* y = Classes + first;
            if (together > 0)
            {
                PredictNeighbours<TKernels, V>(x, InnerSize, together, y, isFar);
            }

            if (InnerSize < V.Count)
            {
                PredictExactly<TKernels, V>(x, InnerSize, InnerSize, y);
                continue;
            }

            for (int inner = together; inner < InnerSize; inner += V.Count)
            {
                // The last block ends with the axis: that some rows are done twice costs less than lanes that are loaded in part.
                int begin = Math.Min(inner, InnerSize - V.Count);
                sources[count] = x + begin;
                classes[count] = y + begin;
                if (++count == 4)
                {
                    Predict<TKernels, V>(sources, InnerSize, classes);
                    count = 0;
                }
            }
        }

        if (count > 0)
        {
            // The last ones together with one that is done: that is as fast as one alone.
            for (int i = count; i < 4; i++)
            {
                sources[i] = sources[0];
                classes[i] = classes[0];
            }

            Predict<TKernels, V>(sources, InnerSize, classes);
        }
    }

    /// <summary>Rows that are neighbours, a multiple of four blocks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PredictNeighbours<TKernels, V>(T* x, int stride, int rows, int* classes, bool isFar)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        bool collides = ColumnAhead<T>.Collides(stride, TKernels.ClassCount);
        int between = Math.Max(4 * V.Count, ColumnAhead<T>.LinesBetween * CacheLine.Size / (TKernels.ClassCount * Unsafe.SizeOf<T>()));
        for (int row = 0; row < rows; row += 4 * V.Count)
        {
            if (isFar)
            {
                T* place = x + between;
                int later = row + between;
                for (; later >= stride; later -= stride)
                {
                    place += (nint)stride * (TKernels.ClassCount - 1);
                }

                new ColumnAhead<T>(place, null, null, stride - later, 4 * V.Count, stride, TKernels.ClassCount, collides).Read();
            }

            bool isSure = Predict<TKernels, V>(
                x, x + V.Count, x + (2 * V.Count), x + (3 * V.Count), stride, classes, classes + V.Count, classes + (2 * V.Count), classes + (3 * V.Count));
            for (int i = 0; !isSure && i < 4; i++)
            {
                PredictExactly<TKernels, V>(x + (i * V.Count), stride, V.Count, classes + (i * V.Count));
            }

            x += 4 * V.Count;
            classes += 4 * V.Count;
        }
    }

    /// <summary>Rows at four places.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Predict<TKernels, V>(T** sources, nint stride, int** classes)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        bool isSure = Predict<TKernels, V>(
            sources[0], sources[1], sources[2], sources[3], stride, classes[0], classes[1], classes[2], classes[3]);
        for (int i = 0; !isSure && i < 4; i++)
        {
            PredictExactly<TKernels, V>(sources[i], stride, V.Count, classes[i]);
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
    private static void PredictExactly<TKernels, V>(T* source, nint stride, int count, int* classes)
        where TKernels : struct, IHeadKernels<T>
        where V : struct, ILanes<V, T>
    {
        ColumnBlock<V, T> block = new() { Source = source, Stride = stride, Count = count };
        V number = LaneMath<V, T>.FromBits(0);
        V index = number;
        V best = block.Read(0);
        for (int c = 1; c < TKernels.ClassCount; c++)
        {
            number = V.AddBits(number, LaneMath<V, T>.FromBits(1));
            V logits = block.Read(c);
            V isBehind = V.Greater(best, logits) | V.Equal(best, logits);
            V isBetter = V.AndNot(V.Equal(best, best), isBehind);
            best = V.Select(isBetter, logits, best);
            index = V.Select(isBetter, number, index);
        }

        int* indices = stackalloc int[V.Count];
        index.StoreIntegers(ref *indices, 0);
        new ReadOnlySpan<int>(indices, count).CopyTo(new Span<int>(classes, count));
    }
}
