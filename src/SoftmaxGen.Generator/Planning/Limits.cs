namespace SoftmaxGen.Generator.Planning;

/// <summary>Every tuned number of the planner, with what chose it.</summary>
internal static class Limits
{
    /// <summary>The largest K with a <c>Row</c> type: it lives on the stack (2 KiB in double).</summary>
    public const int MaximumRowClasses = 256;

    /// <summary>
    /// Rows go across the lanes up to so many classes per lane; from there on, rows that fill two vectors in part are faster
    /// together. With AVX2 (Zen 3), softmax of 10 classes took 13.0 ns across and 16.4 ns together, of 12 classes 17.7 and
    /// 16.4 ns; on Zen 5, of 12 classes 9.3 and 7.9. With AVX-512 (Zen 5), softmax of 32 classes takes 8.0 ns across and 8.5 together,
    /// its loss 8.2 and 10.7, that of 16 classes in double 10.5 and 11.7, 11.3 and 13.9. Not measured with 128 bits.
    /// </summary>
    public static double RowsAcrossClassesPerLane(VectorWidth width) => width == VectorWidth.Bits512 ? 2 : 1.25;

    /// <summary>
    /// Where rows go across the lanes, predictions do so up to so many classes per lane. With AVX-512 (Zen 5), one of 20 classes took 3.2 ns
    /// across and takes 2.9 ns row by row, of 24 classes 4.0 and 2.9, of 32 classes 6.3 and 2.6; with 256 bits, of 10 classes 1.3 and 3.1.
    /// </summary>
    public static double PredictAcrossClassesPerLane(VectorWidth width) => width == VectorWidth.Bits512 ? 1 : RowsAcrossClassesPerLane(width);

    /// <summary>Up to this K, four blocks of rows across the lanes go through a stage before the next begins; from there on, two.</summary>
    public const int FewClasses = 8;

    /// <summary>Rows together: as many vectors of a row, times blocks of rows, go through a stage before the next begins.</summary>
    public const int VectorsPerPass = 8;

    /// <summary>
    /// Rows together: up to this K the terms of a block wait in scratch memory, on the stack; the terms of longer rows, where
    /// the output goes. With AVX-512 (Zen 5), softmax of 256 classes took 40.0 ns with scratch memory and takes 37.4, as its block, its
    /// output and the next block fit into a cache of the first level; with 256 bits it would take longer. From 64 MiB, 256 classes took 85
    /// and take 66, but 100 classes took 33 and take 36, their loss with gradient 38 and 51.
    /// </summary>
    public static int ScratchClasses(VectorWidth width) => width == VectorWidth.Bits512 ? 64 : 256;

    /// <summary>
    /// Rows together: longer rows go through the stages in passes of as many bytes, which stay in a cache of the second level with
    /// their output. What is done for a vector of rows, such as adding their lanes, costs the same for fewer. With AVX-512 (Zen 5),
    /// softmax of 1,000 classes took 188 ns in passes of 16 KiB and takes 170 ns, of 2,048 classes 355 and 315, of 10,000 1,600 and
    /// 1,520, their losses with gradient up to 13 % less; log-softmax of 2,048, which reads the logits once more, 385 and 395.
    /// </summary>
    public const int PassBytes = 128 * 1024;

    /// <summary>
    /// A row is unrolled up to this many vectors: its exponentials in turn still fit into 16 registers. Eight did not pay with
    /// 32 registers either (Zen 5, softmax of 100 classes: 34 ns unrolled, 26 in loops).
    /// </summary>
    public const int RowInRegistersVectors = 4;

    /// <summary>
    /// Loops over a row: where a round of the summation tree has at most so many groups of lanes, the rest of the row is written
    /// out, its vectors in turn. With AVX2 (Zen 3), softmax of 100 classes took 75.4 ns with loops over pairs and takes 67.0 ns.
    /// Narrower vectors have more groups, and the text would be twice as long.
    /// </summary>
    public const int GroupsOfUnrolledRest = 2;

    /// <summary>
    /// Loops that make outputs of terms or logits take as many vectors per iteration. With AVX-512 (Zen 5), a loop over one
    /// vector took 2.0 cycles of each, over four 1.0: a store per cycle. With 128 bits the text would be longer by more than
    /// what it is worth.
    /// </summary>
    public static int OutputVectorsPerIteration(VectorWidth width) => width == VectorWidth.Bits128 ? 1 : 4;

    /// <summary>
    /// Whether loops over the terms of long rows find the maxima of rows of the next pass, too. Exponentials leave room for that where
    /// there are two units for additions and maxima beside those for products: with AVX-512 (Zen 5), softmax of 1,000 classes took
    /// 154 ns and takes 143, of 256 44.1 and 40.1. With 256 bits it would take 2 to 5 % longer.
    /// </summary>
    public static bool FindsNextMaxima(VectorWidth width) => width == VectorWidth.Bits512;

    /// <summary>
    /// Whether outputs are stored line by line of the cache, wherever a row begins. With AVX-512 (Zen 5), softmax of 1,000 classes took
    /// 142 ns and takes 136.
    /// </summary>
    public static bool AlignsOutputs(int classCount, VectorWidth width) => width == VectorWidth.Bits512 && classCount > ScratchClasses(width);

    /// <summary>
    /// Loops over rows of several chunks: whether a round is asked for the maximum before its terms are compared one by one.
    /// With AVX-512 (Zen 5), softmax of 10,000 classes took 1,860 ns without and takes 1,700 ns, its loss 1,690 and 1,530; with
    /// AVX2 there, softmax 3,440 and 3,280, but its loss no less, and of 100 classes more.
    /// </summary>
    public static bool RoundsAskForMaximum(VectorWidth width, bool hasTails) => width == VectorWidth.Bits512 || !hasTails;

    /// <summary>
    /// Up to this many vectors a row alone has kernels of its own. With AVX2 (Zen 3), softmax of one row of 8 vectors took
    /// 128 ns as a block of one row and takes 78 ns by itself; of 125 vectors, about 684 ns either way.
    /// </summary>
    public const int RowKernelVectors = 32;

    /// <summary>Rows across: from how many rows on a block padded in local memory is cheaper than as many single rows.</summary>
    public const int PaddedBlockFromRows = 3;

    /// <summary>Rows together: from how many rows on a block that is not full is cheaper than as many single rows.</summary>
    public const int PartialBlockFromRows = 2;

    /// <summary>
    /// How many groups of four a lane of the summation tree adds within a chunk. Their tails are added without rounding
    /// errors, which are small for so few. With eight, errors of softmax were up to 2.9 ulp (K = 512) instead of 2.4, for 2 % of
    /// its time.
    /// </summary>
    public const int RoundsPerChunk = 4;

    /// <summary>
    /// Softmax: up to as many terms per lane, its sum is a total: of all terms, exactly but for what is left of them. It takes five
    /// operations per vector of terms, two of them to part a term; in longer rows, where most vectors are below the maximum
    /// altogether, additions alone take fewer.
    /// </summary>
    public const int PlainTermsPerLane = 1;

    /// <summary>How many exponentials are computed in turn, statement by statement: as many as 16 registers hold.</summary>
    public const int TermsInTurn = 4;

    /// <summary>
    /// How many exponentials rows of few classes and rows of several chunks compute in turn, where there are 32 registers. With
    /// AVX-512 (Zen 5), softmax of 8 classes took 1.9 ns with eight and 2.1 with four, of 10,000 1,640 and 1,830; but of 20
    /// classes 8.0 and 7.4, and of 128 classes 29.5 and 27.5.
    /// </summary>
    public static int TermsInTurnOf(int classCount, SummationTree tree, VectorWidth width) =>
        width == VectorWidth.Bits512 && (classCount <= FewClasses || tree.HasChunks) ? 2 * TermsInTurn : TermsInTurn;
}
