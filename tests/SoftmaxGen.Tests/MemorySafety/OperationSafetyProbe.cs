using System.Globalization;
using System.Numerics;
using System.Runtime.Intrinsics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.MemorySafety;

/// <summary>Every operation of some heads on spans that end at, or begin after, memory that ends the process when it is touched.</summary>
internal static class OperationSafetyProbe
{
    /// <summary>A head of every strategy: operations are the library's code, what is a head's own is called for all heads elsewhere.</summary>
    public static readonly int[] ClassCounts = [1, 2, 3, 10, 17, 33, 100, 1000];

    private const int MostFailuresShown = 20;

    // Every size around the blocks of all widths, and two outer indices of a little more than a block; where rows are large, fewer.
    private static readonly int[] AllBatches = [.. Enumerable.Range(0, 21), 34, 42];
    private static readonly int[] AFewBatches = [0, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 20, 34];
    private static readonly int[] SmallBatches = [0, 1, 2, 3, 17];

    /// <summary>Checks one element type and tells how many calls went wrong.</summary>
    public static int Run<T>(TextWriter writer, LastStep step) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var failures = 0;
        foreach (var head in ClassCounts.Select(static classCount => HeadRegistry.Get<T>(classCount)))
        {
            var sizes = BatchSizes(head.ClassCount);
            using var batch = new GuardedOperations<T>(head, sizes.Max(), step);
            var hard = new HardInputs((ulong)head.ClassCount + 13);
            foreach (var rows in sizes)
            {
                // Uniform and mixed rows by turns; the single row in both kinds.
                if (rows == 1 || rows % 2 == 0)
                {
                    Run(hard.Uniform<T>(rows * head.ClassCount, 20));
                }

                if (rows % 2 == 1)
                {
                    Run(hard.MixedRows<T>(rows, head.ClassCount));
                }

                void Run(T[] logits) => batch.Run(
                    head.Operations, GuardedBatch<T>.AllPlacements, new OperationInputs<T>(hard, logits, rows, head.ClassCount, head.IgnoreLabel));
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
        // Without vectors a block is one row.
        <= 10 => Vector128.IsHardwareAccelerated ? AllBatches : SmallBatches,
        <= 33 => AFewBatches,
        <= 100 => SmallBatches,
        _ => [0, 1, 2],
    };
}
