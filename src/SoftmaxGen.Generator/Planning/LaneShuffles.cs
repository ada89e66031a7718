namespace SoftmaxGen.Generator.Planning;

/// <summary>What the two-source operations of <c>SoftmaxGen.Runtime.Simd</c> do, lane by lane.</summary>
internal static class LaneShuffles
{
    /// <summary>
    /// The source of a lane of the result: below <paramref name="lanes"/> a lane of the first operand, from there on one of
    /// the second. A 128-bit block has 4 lanes of float or 2 of double; which of both follows from
    /// <paramref name="blockLanes"/>.
    /// </summary>
    public static int Source(LaneStepKind kind, int lane, int lanes, int blockLanes)
    {
        int block = lane / blockLanes;
        int within = lane % blockLanes;
        int half = blockLanes / 2;
        int blocks = lanes / blockLanes;
        return kind switch
        {
            LaneStepKind.EvenLanes => (within / half * lanes) + (block * blockLanes) + (within % half * 2),
            LaneStepKind.OddLanes => (within / half * lanes) + (block * blockLanes) + (within % half * 2) + 1,
            LaneStepKind.InterleaveLow => (within % 2 * lanes) + (block * blockLanes) + (within / 2),
            LaneStepKind.InterleaveHigh => (within % 2 * lanes) + (block * blockLanes) + half + (within / 2),
            LaneStepKind.EvenBlocks => (block * 2 / blocks * lanes) + (block * 2 % blocks * blockLanes) + within,
            LaneStepKind.OddBlocks => (block * 2 / blocks * lanes) + (((block * 2 % blocks) + 1) * blockLanes) + within,
            LaneStepKind.InterleaveBlocksLow => (block % 2 * lanes) + (block / 2 * blockLanes) + within,
            LaneStepKind.InterleaveBlocksHigh => (block % 2 * lanes) + (((blocks / 2) + (block / 2)) * blockLanes) + within,
            LaneStepKind.LowPairs => (within / half * lanes) + (block * blockLanes) + (within % half),
            LaneStepKind.HighPairs => (within / half * lanes) + (block * blockLanes) + half + (within % half),
            LaneStepKind.LowHalves => (lane / (lanes / 2) * lanes) + (lane % (lanes / 2)),
            LaneStepKind.HighHalves => (lane / (lanes / 2) * lanes) + (lanes / 2) + (lane % (lanes / 2)),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a two-source shuffle."),
        };
    }
}
