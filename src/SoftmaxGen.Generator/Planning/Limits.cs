namespace SoftmaxGen.Generator.Planning;

/// <summary>Every tuned number of the planner, with what chose it.</summary>
internal static class Limits
{
    /// <summary>The largest K with a <c>Row</c> type: it lives on the stack (2 KiB in double).</summary>
    public const int MaximumRowClasses = 256;

    /// <summary>
    /// Rows go across the lanes up to K = 1.5 lanes, where de-interleaving still costs less than reducing every row across
    /// its lanes. Measured at 16 lanes; see docs/kernels.md.
    /// </summary>
    public const double RowsAcrossClassesPerLane = 1.5;

    /// <summary>
    /// A row is unrolled up to this many vectors; beyond, loops are as fast and the text does not grow. At 16 the
    /// exponentials of a row still fit the 32 registers of AVX-512.
    /// </summary>
    public const int RowInRegistersVectors = 16;

    /// <summary>From how many rows on a padded block is cheaper than as many single rows.</summary>
    public const int PaddedTailRows = 3;

    /// <summary>
    /// How often a slot of the summation tree is added to within a chunk: after 8 additions the rounding errors are still
    /// small, and folding a chunk costs a few percent of computing it.
    /// </summary>
    public const int RoundsPerChunk = 8;

    /// <summary>
    /// Up to this K the powers of a row are added without their rounding errors: three levels of additions cost a logarithm
    /// less than 2 ulp in 20 million random values, where four cost up to 3.
    /// </summary>
    public const int PlainSumClasses = 8;
}
