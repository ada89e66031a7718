using System.Globalization;
using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>Every call of every head on spans that end at, or begin after, memory that ends the process when it is touched.</summary>
internal static class MemorySafetyProbe
{
    private const int MostFailuresShown = 20;

    // Around the multiples of the block sizes of every width; all sizes where rows are small.
    private static readonly int[] ManyBatches = [.. Enumerable.Range(0, 10), 15, 16, 17, 19, 31, 32, 33, 35, 48, 63, 64, 65, 70];
    private static readonly int[] AFewBatches = [0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17];
    private static readonly int[] SmallBatches = [0, 1, 2, 3, 5];

    /// <summary>Checks one element type and tells how many calls went wrong.</summary>
    public static int Run<T>(TextWriter writer, LastStep step) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var failures = 0;
        foreach (var head in HeadRegistry.All<T>().Where(static head => head.IgnoreLabel == HeadRegistry.DefaultIgnoreLabel))
        {
            var sizes = BatchSizes(head.ClassCount);
            using var batch = new GuardedBatch<T>(head, sizes.Max(), step);
            var inputs = new HardInputs((ulong)head.ClassCount + 11);
            foreach (var rows in sizes)
            {
                foreach (var logits in Logits<T>(inputs, rows, head.ClassCount))
                {
                    batch.Run(HeadCalls<T>.All, GuardedBatch<T>.AllPlacements, logits, inputs.Labels(rows, head.ClassCount, head.IgnoreLabel));
                }
            }

            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{head.Name}: batches {sizes.Length}, calls {batch.Calls}, failures {batch.Failures.Count}"));
            foreach (var failure in batch.Failures.Take(MostFailuresShown))
            {
                writer.WriteLine(failure);
            }

            failures += batch.Failures.Count;
        }

        return failures;
    }

    private static int[] BatchSizes(int classCount) => classCount switch
    {
        <= 16 => [.. Enumerable.Range(0, 71)],
        <= 70 => ManyBatches,
        <= 300 => AFewBatches,
        <= 2048 => SmallBatches,
        _ => [0, 1, 2, 3],
    };

    // The single row in every kind, because some kinds take paths of their own; batches by turns.
    private static IEnumerable<T[]> Logits<T>(HardInputs inputs, int rows, int classCount) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows == 1 || rows % 2 == 0)
        {
            yield return inputs.Uniform<T>(rows * classCount, 80);
        }

        if (rows == 1)
        {
            yield return Enumerable.Repeat(T.NegativeInfinity, classCount).ToArray();
        }

        if (rows % 2 == 1)
        {
            yield return inputs.MixedRows<T>(rows, classCount);
        }
    }
}
