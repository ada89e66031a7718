using System.Globalization;
using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Widths;

/// <summary>
/// S50: a row's result is that of the row alone, whatever the batch, the position, the alignment, in place or not and by
/// whichever member; and the results as one number per operation, so that widths can be compared.
/// </summary>
internal static class RowBitsProbe
{
    private const int MostFailuresShown = 20;

    // Odd, so that every alignment of a vector comes up among the batches.
    private const int Alignments = 17;

    /// <summary>Writes a line per head and quantity, and one per failure; tells how many there were.</summary>
    public static int Run<T>(TextWriter writer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var failures = new List<string>();
        foreach (var head in HeadRegistry.All<T>().Where(static head => head.IgnoreLabel == HeadRegistry.DefaultIgnoreLabel))
        {
            var sizes = BatchSizes(head.ClassCount);
            var hashes = new BitHashes();
            foreach (var pool in RowPool<T>.All(head, sizes.Max() + 3))
            {
                foreach (var quantity in HeadCalls<T>.All.GroupBy(static call => call.Quantity))
                {
                    Run(failures, hashes, pool, quantity, sizes);
                }
            }

            hashes.Write(writer, head.Name);
        }

        foreach (var failure in failures.Take(MostFailuresShown))
        {
            writer.WriteLine(failure);
        }

        return failures.Count;
    }

    private static void Run<T>(
        List<string> failures, BitHashes hashes, RowPool<T> pool, IGrouping<string, HeadCall<T>> quantity, int[] sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var alone = new long[pool.Rows][];
        for (var row = 0; row < pool.Rows; row++)
        {
            foreach (var call in quantity.Where(call => call.Accepts(pool.Head, 1)))
            {
                var bits = call.RowBits(pool.Head, pool.Logits(row, 1), pool.Labels(row, 1))[0];
                alone[row] ??= bits;
                Compare(failures, $"{pool.Head} {call.Name}, row {row} alone", alone[row], bits);
            }

            hashes.Add(quantity.Key, alone[row]);
        }

        foreach (var call in quantity.Where(static call => call.Rows == CallRows.Any))
        {
            foreach (var rows in sizes)
            {
                foreach (var first in new[] { 0, (rows * 5 % pool.Rows) + 1 })
                {
                    var expected = call.RowsAreIndependent ? Rows(pool, alone, first, rows) : Rotated(hashes, pool, call, first, rows);
                    Compare(failures, pool, call, first, expected);
                }
            }
        }
    }

    private static long[][] Rows<T>(RowPool<T> pool, long[][] alone, int first, int rows) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. Enumerable.Range(0, rows).Select(position => alone[pool.Row(first, position)])];

    // Where the number of rows counts, the same batch turned by one must give the same results turned by one; a sum over the rows has only its bits.
    private static long[][] Rotated<T>(BitHashes hashes, RowPool<T> pool, HeadCall<T> call, int first, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var logits = pool.Logits(first, rows);
        var labels = pool.Labels(first, rows);
        if (call.Output == CallOutput.Nothing)
        {
            var sum = call.RowBits(pool.Head, logits, labels);
            hashes.Add(call.Quantity, sum[0]);
            return sum;
        }

        var classCount = pool.Head.ClassCount;
        T[] turnedLogits = [.. logits.AsSpan(classCount), .. logits.AsSpan(0, classCount)];
        var turned = call.RowBits(pool.Head, turnedLogits, [.. labels.AsSpan(1), labels[0]]);
        long[][] bits = [turned[^1], .. turned.AsSpan(0, rows - 1)];
        foreach (var row in bits)
        {
            hashes.Add(call.Quantity, row);
        }

        return bits;
    }

    private static void Compare<T>(List<string> failures, RowPool<T> pool, HeadCall<T> call, int first, long[][] expected)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (head, rows) = (pool.Head, expected.Length);
        var offset = ((rows * 3) + first) % Alignments;
        var labels = pool.Labels(first, rows);
        var logits = pool.Logits(first, rows, offset);
        var count = call.ValueCount(head, rows);
        var values = new T[count + Alignments];
        var classes = new int[call.ClassesCount(rows)];
        var output = values.AsSpan(offset * 7 % Alignments, count);
        var returned = call.Body(head, logits.AsSpan(offset), labels, output, classes);
        Compare(failures, $"{head} {call.Name}, {rows} rows from {first} on at {offset}", expected, call.RowBits(rows, output, classes, returned));
        if (call.Output == CallOutput.ValuePerClass)
        {
            returned = call.Body(head, logits.AsSpan(offset), labels, logits.AsSpan(offset), classes);
            Compare(failures, $"{head} {call.Name}, {rows} rows from {first} on at {offset} in place", expected, call.RowBits(rows, logits.AsSpan(offset), classes, returned));
        }
    }

    private static void Compare(List<string> failures, string id, long[][] expected, long[][] actual)
    {
        for (var row = 0; row < expected.Length; row++)
        {
            Compare(failures, string.Create(CultureInfo.InvariantCulture, $"{id}, row {row}"), expected[row], actual[row]);
        }
    }

    private static void Compare(List<string> failures, string id, long[] expected, long[] actual)
    {
        if (!expected.AsSpan().SequenceEqual(actual))
        {
            failures.Add($"{id}: other bits at {expected.AsSpan().CommonPrefixLength(actual)}");
        }
    }

    private static int[] BatchSizes(int classCount) => classCount switch
    {
        <= 16 => [.. Enumerable.Range(1, 20), 31, 32, 33, 35, 47, 48, 49, 63, 64, 65, 70],
        <= 70 => [.. Enumerable.Range(1, 10), 15, 16, 17, 19, 31, 32, 33, 35, 48, 63, 64, 65, 70],
        <= 300 => [1, 2, 3, 4, 5, 7, 8, 9, 16, 17],
        <= 2048 => [1, 2, 3, 5],
        _ => [1, 2, 3],
    };
}
