using System.Buffers;

namespace SoftmaxGen.Runtime;

/// <content>The classes with the largest logits.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>The k classes with the largest logits of each row, sorted: the larger first, ties by the lower class, NaN before all numbers.</summary>
    public static void TopK(ReadOnlySpan<T> logits, int k, Span<int> classes, int innerSize = 1)
    {
        int rows = TopKChecks(logits, k, classes, innerSize);
        TopKRows(logits, k, classes, default, rows, innerSize);
    }

    /// <summary>The k classes with the largest logits of each row, as above, and these logits.</summary>
    public static void TopK(ReadOnlySpan<T> logits, int k, Span<int> classes, Span<T> values, int innerSize = 1)
    {
        int rows = TopKChecks(logits, k, classes, innerSize);
        HeadGuard.SeparateOutput(logits, values, rows * k, nameof(values));
        HeadGuard.SeparateOutput<int, T>(classes[..(rows * k)], values, rows * k, nameof(values));
        TopKRows(logits, k, classes, values, rows, innerSize);
    }

    private static int TopKChecks(ReadOnlySpan<T> logits, int k, Span<int> classes, int innerSize)
    {
        int rows = OptionGuard.Rows(logits, K, innerSize);
        if ((uint)(k - 1) >= (uint)K)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k is {k}; expected 1 to {K}, the number of classes.");
        }

        HeadGuard.SeparateOutput(logits, classes, rows * k, nameof(classes));
        return rows;
    }

    private static void TopKRows(ReadOnlySpan<T> logits, int k, Span<int> classes, Span<T> values, int rows, int innerSize)
    {
        if (TopKOfLanesJob<T>.CanRank(K, k))
        {
            fixed (T* z = logits, v = values)
            fixed (int* y = classes)
            {
                Dispatch(new TopKOfLanesJob<T> { Logits = z, Classes = y, Values = v, Rows = rows, InnerSize = innerSize, Count = k });
            }

            return;
        }

        int tileRows = TileRows(rows);
        T[] rented = ArrayPool<T>.Shared.Rent(TileElements(tileRows, innerSize));
        fixed (T* z = logits, v = values, buffer = rented)
        {
            fixed (int* y = classes)
            {
                for (int row = 0; row < rows; row += tileRows)
                {
                    Tile tile = Tile.From(row, rows, innerSize, tileRows);
                    Dispatch(new TopKJob<T>
                    {
                        Logits = tile.Read(z, buffer),
                        Classes = y,
                        Values = v,
                        First = row,
                        Rows = tile.Count,
                        InnerSize = innerSize,
                        Count = k,
                    });
                }
            }
        }

        ArrayPool<T>.Shared.Return(rented);
    }
}
