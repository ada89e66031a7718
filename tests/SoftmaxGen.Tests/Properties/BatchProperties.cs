using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Properties;

/// <summary>What holds of batches, bit for bit, and of arguments that are refused.</summary>
internal static class BatchProperties<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly HeadProperty<T> RowsMayBePermuted = new("permuting the rows permutes the results bit for bit", static (head, batch) =>
    {
        var rows = Enumerable.Range(0, batch.Rows.Length).ToArray();
        new Random(batch.Seed).Shuffle(rows);
        var (logits, labels) = (batch.Logits<T>(), batch.Labels());
        var permuted = (batch with { Rows = [.. rows.Select(row => batch.Rows[row])] }).Logits<T>();
        var permutedLabels = rows.Select(row => labels[row]).ToArray();
        foreach (var call in HeadCalls<T>.OnSpans.Where(static call => call.Rows == CallRows.Any && call.Output != CallOutput.Nothing))
        {
            var expected = call.RowBits(head, logits, labels);
            var actual = call.RowBits(head, permuted, permutedLabels);
            Assert.All(rows.Index(), row => AssertSame(call.Name, row.Item, expected[row.Item], actual[row.Index]));
        }
    });

    public static readonly HeadProperty<T> RowsAreIndependent = new("a row alone gives the bits that it gives in a batch", static (head, batch) =>
    {
        var (logits, labels) = (batch.Logits<T>(), batch.Labels());
        foreach (var call in HeadCalls<T>.OnSpans.Where(static call => call is { Rows: CallRows.Any, RowsAreIndependent: true }))
        {
            var expected = call.RowBits(head, logits, labels);
            for (var row = 0; row < labels.Length; row++)
            {
                var alone = call.RowBits(head, logits[(row * head.ClassCount)..((row + 1) * head.ClassCount)], [labels[row]]);
                AssertSame(call.Name, row, expected[row], alone[0]);
            }
        }
    });

    public static readonly HeadProperty<T> PlacementChangesNothing = new("alignment, excess and place change no bit, and nothing else is written", static (head, batch) =>
    {
        var (logits, labels) = (batch.Logits<T>(), batch.Labels());
        foreach (var operation in BatchOperation<T>.All)
        {
            var expected = operation.Run(head, logits, labels);
            var output = Sentinel.Array<T>(batch.OutputOffset + expected.Length + batch.Offset);
            var input = Sentinel.Array<T>(batch.Offset + logits.Length + batch.OutputOffset);
            logits.CopyTo(input, batch.Offset);
            operation.Kernel(head, input.AsSpan(batch.Offset, logits.Length), labels, output.AsSpan(batch.OutputOffset));
            AssertPlaced(operation, expected, output, batch.OutputOffset);
            AssertPlaced(operation, logits, input, batch.Offset);
            if (operation.PerClass)
            {
                operation.Kernel(head, input.AsSpan(batch.Offset, logits.Length), labels, input.AsSpan(batch.Offset));
                AssertPlaced(operation, expected, input, batch.Offset);
            }
        }
    });

    public static readonly HeadProperty<T> BadLabelIsRefused = new("a label out of range is refused before anything is written", static (head, batch) =>
    {
        var labels = batch.Labels();
        if (labels.Length == 0)
        {
            return;
        }

        int[] bad = [head.ClassCount, head.ClassCount + 1 + batch.Choice(1000), -1, -1 - batch.Choice(99), int.MinValue, int.MaxValue];
        labels[batch.Choice(labels.Length)] = bad[batch.Choice(bad.Length)];
        AssertRefused<ArgumentOutOfRangeException>(
            [BatchOperation<T>.Losses, BatchOperation<T>.GradientOfSum, BatchOperation<T>.GradientOfMean], head, batch, labels, batch.Rows.Length * head.ClassCount);
        Assert.Throws<ArgumentOutOfRangeException>(() => head.CrossEntropy(batch.Logits<T>(), labels));
    });

    public static readonly HeadProperty<T> OverlapIsRefused = new("an output that starts elsewhere in the logits is refused before anything is written", static (head, batch) =>
    {
        var length = batch.Rows.Length * head.ClassCount;
        if (length > 1)
        {
            var distance = 1 + batch.Choice(length - 1);
            AssertRefused<ArgumentException>(BatchOperation<T>.All.Where(static operation => operation.PerClass), head, batch, batch.Labels(), distance);
            AssertRefused<ArgumentException>(BatchOperation<T>.All.Where(static operation => operation.PerClass), head, batch, batch.Labels(), -distance);
        }
    });

    public static readonly HeadProperty<T>[] All =
        [RowsMayBePermuted, RowsAreIndependent, PlacementChangesNothing, BadLabelIsRefused, OverlapIsRefused];

    // The output starts that many elements after the logits, in one array.
    private static void AssertRefused<TException>(
        IEnumerable<BatchOperation<T>> operations, HeadAdapter<T> head, BatchCase batch, int[] labels, int distance)
        where TException : ArgumentException
    {
        var logits = batch.Logits<T>();
        foreach (var operation in operations)
        {
            var memory = Sentinel.Array<T>(batch.Offset + (2 * logits.Length) + Math.Abs(distance));
            var start = batch.Offset + Math.Max(0, -distance);
            logits.CopyTo(memory, start);
            var untouched = (T[])memory.Clone();
            var exception = Record.Exception(() => operation.Kernel(
                head, memory.AsSpan(start, logits.Length), labels, memory.AsSpan(start + distance, operation.OutputLength(head, labels.Length))));
            Assert.True(exception is TException, $"{operation.Name}: {exception?.GetType().Name ?? "nothing"} thrown");
            Assert.True(BitSpans.AreEqual<T>(untouched, memory), $"{operation.Name}: written before it was refused");
        }
    }

    private static void AssertSame(string call, int row, long[] expected, long[] actual) =>
        Assert.True(expected.AsSpan().SequenceEqual(actual), $"{call} of row {row}: other bits at {expected.AsSpan().CommonPrefixLength(actual)}");

    private static void AssertPlaced(BatchOperation<T> operation, T[] expected, T[] memory, int offset)
    {
        var difference = BitSpans.FirstDifference<T>(expected, memory.AsSpan(offset, expected.Length));
        Assert.True(difference < 0, $"{operation.Name} at {offset}: other bits at {difference}");
        Assert.True(Sentinel.Fills<T>(memory.AsSpan(0, offset)) && Sentinel.Fills<T>(memory.AsSpan(offset + expected.Length)), $"{operation.Name} at {offset}: wrote around its output");
    }
}
