using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The class with the largest logit, or of the first NaN, of each row of [N, K, inner].</summary>
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
        for (int first = 0; first < Rows; first += InnerSize)
        {
            T* x = Logits + ((nint)first * TKernels.ClassCount);
            for (int inner = 0; inner < InnerSize; inner += 2 * V.Count)
            {
                ColumnBlock<V, T> left = new() { Source = x + inner, Stride = InnerSize, Row = first + inner, Count = Math.Min(V.Count, InnerSize - inner) };
                ColumnBlock<V, T> right = new() { Source = x + inner + V.Count, Stride = InnerSize, Row = left.Row + V.Count, Count = Math.Min(V.Count, InnerSize - inner - V.Count) };
                Predict(TKernels.ClassCount, left, right.Count > 0 ? right : left, Classes);
            }
        }
    }

    private static void Predict<V>(int classCount, in ColumnBlock<V, T> left, in ColumnBlock<V, T> right, int* classes)
        where V : struct, ILanes<V, T>
    {
        // Indices are integers in the bits of a lane: K may be more than a float can count to.
        V one = LaneMath<V, T>.FromBits(1);
        V number = LaneMath<V, T>.FromBits(0);
        V leftIndex = number;
        V rightIndex = number;
        V leftBest = left.Read(0);
        V rightBest = right.Read(0);
        for (int c = 1; c < classCount; c++)
        {
            number = V.AddBits(number, one);
            Compare(left.Read(c), number, ref leftBest, ref leftIndex);
            Compare(right.Read(c), number, ref rightBest, ref rightIndex);
        }

        Store(leftIndex, classes + left.Row, left.Count);
        Store(rightIndex, classes + right.Row, right.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Compare<V>(V logits, V number, ref V best, ref V index)
        where V : struct, ILanes<V, T>
    {
        V isBehind = V.Greater(best, logits) | V.Equal(best, logits);
        V isNumber = V.Equal(best, best);
        best = V.Select(isNumber, V.Select(isBehind, best, logits), best);
        index = V.Select(isNumber, V.Select(isBehind, index, number), index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V>(V index, int* classes, int count)
        where V : struct, ILanes<V, T>
    {
        if (typeof(T) == typeof(float))
        {
            index.StoreFirst(ref *(T*)classes, 0, count);
            return;
        }

        long* indices = stackalloc long[V.Count];
        index.Store(ref *(T*)indices, 0);
        for (int r = 0; r < count; r++)
        {
            classes[r] = (int)indices[r];
        }
    }
}
