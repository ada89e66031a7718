namespace SoftmaxGen.Generator.Planning;

/// <summary>Every tuned number of the planner, with what chose it.</summary>
internal static class Limits
{
    /// <summary>The largest K with a <c>Row</c> type: it lives on the stack (2 KiB in double).</summary>
    public const int MaximumRowClasses = 256;

    /// <summary>
    /// Rows go across the lanes up to K = 1.5 lanes, where de-interleaving still costs less than reducing every row across
    /// its lanes. Measured with a prototype at 16 lanes (AVX-512, Zen 4); not yet confirmed for narrower vectors.
    /// </summary>
    public const double RowsAcrossClassesPerLane = 1.5;

    /// <summary>
    /// A row is unrolled up to this many vectors of 512 bits, of which there are 32: its exponentials still fit. Not measured
    /// on AVX-512 yet.
    /// </summary>
    public const int RowInRegistersVectors512 = 16;

    /// <summary>
    /// A row is unrolled up to this many narrower vectors, of which there are 16. From 5 on they spill so much that loops are
    /// faster: with AVX2 (Zen 3), softmax of 100 classes takes 125 to 137 ns unrolled and 98 ns in loops, of 32 classes
    /// 40 and 61 ns.
    /// </summary>
    public const int RowInRegistersVectors = 4;

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
