using System.Numerics;

namespace SoftmaxGen.Benchmarks.Workloads;

/// <summary>Random logits: normally distributed with a deviation of 4, the same in every run.</summary>
internal static class GaussianNoise
{
    private const double Deviation = 4;
    private const int Seed = 20_26;

    /// <summary>So many different values are enough: what follows repeats them, so that large batches are ready soon.</summary>
    private const int DistinctValues = 1 << 20;

    public static void Fill<T>(Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(Seed);
        int distinct = Math.Min(destination.Length, DistinctValues);
        for (int i = 0; i < distinct; i++)
            destination[i] = T.CreateChecked(Deviation * Next(random));
        for (int filled = distinct; filled < destination.Length; filled += distinct)
        {
            int count = Math.Min(distinct, destination.Length - filled);
            destination[..count].CopyTo(destination[filled..]);
        }
    }

    /// <summary>The transform of Box and Muller.</summary>
    private static double Next(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
}
