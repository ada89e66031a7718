namespace SoftmaxGen.Runtime;

/// <content>The classes with the largest logits.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>The k classes with the largest logits of each row, sorted: the larger first, ties by the lower class, NaN before all numbers.</summary>
    public static void TopK(ReadOnlySpan<T> logits, int k, Span<int> classes)
    {
        int rows = TopKChecks(logits, k, classes);
        TopKRows(logits, k, classes, default, rows);
    }

    /// <summary>The k classes with the largest logits of each row, as above, and these logits.</summary>
    public static void TopK(ReadOnlySpan<T> logits, int k, Span<int> classes, Span<T> values)
    {
        int rows = TopKChecks(logits, k, classes);
        HeadGuard.SeparateOutput(logits, values, rows * k, nameof(values));
        HeadGuard.SeparateOutput<int, T>(classes[..(rows * k)], values, rows * k, nameof(values));
        TopKRows(logits, k, classes, values, rows);
    }

    private static int TopKChecks(ReadOnlySpan<T> logits, int k, Span<int> classes)
    {
        int rows = HeadGuard.Rows(logits, K);
        if ((uint)(k - 1) >= (uint)K)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"k is {k}; expected 1 to {K}, the number of classes.");
        }

        HeadGuard.SeparateOutput(logits, classes, rows * k, nameof(classes));
        return rows;
    }

    private static void TopKRows(ReadOnlySpan<T> logits, int k, Span<int> classes, Span<T> values, int rows)
    {
        fixed (T* z = logits, v = values)
        {
            fixed (int* c = classes)
            {
                Dispatch(new TopKJob<T> { Logits = z, Classes = c, Values = v, Rows = rows, Count = k });
            }
        }
    }
}
