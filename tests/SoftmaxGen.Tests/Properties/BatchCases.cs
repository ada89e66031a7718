using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Properties;

/// <summary>Makes batches, and smaller ones out of one that fails.</summary>
internal static class BatchCases
{
    private const int MostRows = 40;
    private const int MostOffset = 15;
    private const int MostClasses = 2048;

    // A batch of this many logits has all that can go wrong, and takes no time.
    private const int MostLogits = 6000;

    private static readonly RowKind[] Kinds = Enum.GetValues<RowKind>();

    /// <summary>Batches for every head of an element type with at most that many classes.</summary>
    public static Arbitrary<BatchCase> All<T>(int mostClasses = MostClasses) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Arb.From(Generator([.. HeadRegistry.All<T>().Select(static head => head.ClassCount).Where(count => count <= mostClasses).Distinct()]), Smaller);

    private static Gen<BatchCase> Generator(int[] classCounts) =>
        from classCount in Gen.Elements(classCounts)
        from count in Gen.Choose(0, Math.Clamp(MostLogits / classCount, 2, MostRows))
        from rows in Gen.ArrayOf(Row, count)
        from offset in Gen.Choose(0, MostOffset)
        from outputOffset in Gen.Choose(0, MostOffset)
        from seed in Gen.Choose(0, int.MaxValue)
        select new BatchCase(classCount, rows, offset, outputOffset, seed);

    private static Gen<RowSpec> Row =>
        from kind in Gen.Elements(Kinds)
        from seed in Gen.Choose(0, int.MaxValue)
        select new RowSpec(kind, seed);

    private static IEnumerable<BatchCase> Smaller(BatchCase batch)
    {
        var half = batch.Rows.Length / 2;
        if (half > 0)
        {
            yield return batch with { Rows = batch.Rows[..half] };
            yield return batch with { Rows = batch.Rows[half..] };
        }

        for (var row = 0; row < batch.Rows.Length; row++)
        {
            yield return batch with { Rows = [.. batch.Rows[..row], .. batch.Rows[(row + 1)..]] };
        }

        if (batch.Offset > 0)
        {
            yield return batch with { Offset = 0 };
        }

        if (batch.OutputOffset > 0)
        {
            yield return batch with { OutputOffset = 0 };
        }

        for (var row = 0; row < batch.Rows.Length; row++)
        {
            if (batch.Rows[row].Kind != RowKind.Small)
            {
                var simpler = (RowSpec[])batch.Rows.Clone();
                simpler[row] = simpler[row] with { Kind = RowKind.Small };
                yield return batch with { Rows = simpler };
            }
        }
    }
}
