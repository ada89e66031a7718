namespace SoftmaxGen.Generator.Planning;

/// <summary>The operations of a lane network; the two-source ones are named as in <c>SoftmaxGen.Runtime.Simd</c>.</summary>
internal enum LaneStepKind
{
    EvenLanes,
    OddLanes,
    InterleaveLow,
    InterleaveHigh,
    EvenBlocks,
    OddBlocks,
    InterleaveBlocksLow,
    InterleaveBlocksHigh,
    LowPairs,
    HighPairs,
    LowHalves,
    HighHalves,

    /// <summary>Each lane from the first or the second source.</summary>
    Blend,

    /// <summary>The lanes of one source in another order.</summary>
    Permute,
}
