namespace SoftmaxGen.Benchmarks.Workloads;

/// <summary>The class counts that are measured.</summary>
internal static class ClassCounts
{
    /// <summary>What every run measures: the usual sizes of classifiers, powers of two, and vocabularies.</summary>
    public static readonly int[] Usual = [2, 3, 4, 5, 8, 10, 16, 20, 32, 64, 100, 128, 256, 1000, 1024, 10000, 32000, 128256];

    /// <summary>What <c>--all</c> adds, in float only.</summary>
    public static readonly int[] OffList = [6, 7, 9, 12, 13, 24, 50, 96, 257, 513, 777, 2048];

    /// <summary>A few of the usual ones, for the slow suites.</summary>
    public static readonly int[] Few = [3, 10, 32, 100, 1000, 32000];
}
