using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Widths;

/// <summary>Rows with their labels, to be put together to batches in any order.</summary>
/// <param name="head">The head that they are for.</param>
/// <param name="logits">[rows, K].</param>
/// <param name="labels">[rows].</param>
internal sealed class RowPool<T>(HeadAdapter<T> head, T[] logits, int[] labels) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public HeadAdapter<T> Head => head;

    public int Rows => labels.Length;

    /// <summary>Rows of random logits of every scale, and rows of hard ones.</summary>
    public static IEnumerable<RowPool<T>> All(HeadAdapter<T> head, int rows)
    {
        var inputs = new HardInputs((ulong)head.ClassCount + 23);
        var length = rows * head.ClassCount;
        yield return new(head, Mixed(head, rows, inputs.Uniform<T>(length, 1), inputs.Uniform<T>(length, 10), inputs.Uniform<T>(length, 80), inputs.Uniform<T>(length, 1e4)), Labels());
        yield return new(head, Mixed(head, rows, inputs.MixedRows<T>(rows, head.ClassCount), inputs.Ties<T>(length), inputs.Sprinkled(length, T.NegativeInfinity), inputs.MixedRows<T>(rows, head.ClassCount)), Labels());

        int[] Labels() => inputs.Labels(rows, head.ClassCount, head.IgnoreLabel);
    }

    /// <summary>The row at that position of the batch that starts at <paramref name="first"/>.</summary>
    public int Row(int first, int position) => (first + position) % Rows;

    /// <summary>The labels of a batch.</summary>
    public int[] Labels(int first, int rows)
    {
        var batch = new int[rows];
        for (var position = 0; position < rows; position++)
        {
            batch[position] = labels[Row(first, position)];
        }

        return batch;
    }

    /// <summary>The logits of a batch, in an array that begins with <paramref name="offset"/> unused elements.</summary>
    public T[] Logits(int first, int rows, int offset = 0)
    {
        var batch = new T[offset + (rows * head.ClassCount)];
        for (var position = 0; position < rows; position++)
        {
            logits.AsSpan(Row(first, position) * head.ClassCount, head.ClassCount).CopyTo(batch.AsSpan(offset + (position * head.ClassCount)));
        }

        return batch;
    }

    // Row r comes from the array r mod their number.
    private static T[] Mixed(HeadAdapter<T> head, int rows, params T[][] kinds)
    {
        var mixed = new T[rows * head.ClassCount];
        for (var row = 0; row < rows; row++)
        {
            kinds[row % kinds.Length].AsSpan(row * head.ClassCount, head.ClassCount).CopyTo(mixed.AsSpan(row * head.ClassCount));
        }

        return mixed;
    }
}
