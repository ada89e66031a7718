namespace SoftmaxGen.Generator.Planning;

/// <summary>
/// The order in which a row's terms are added: fixed by the element type and K alone, so that every width gives the same
/// bits. Class c belongs to lane c mod <see cref="Lanes"/>. A lane takes four of its terms at a time, in order, and adds them
/// as two pairs; the sums of four are added in order, with the rounding errors of their powers. After a chunk of
/// <see cref="ChunkClasses"/> classes, a lane's sum is added to those of the chunks before, and in the end the lanes are added
/// by halves, i + (i + half): both with all rounding errors. Softmax keeps the order, but fewer errors, see
/// <see cref="Limits.PlainTermsPerLane"/>.
/// </summary>
/// <param name="Lanes">How many lanes a 512-bit vector has.</param>
/// <param name="HasManyTerms">Whether a lane has more terms than plain sums can part and add, see <see cref="Limits.PlainTermsPerLane"/>.</param>
/// <param name="HasChunks">Whether a row has more than one chunk.</param>
internal sealed record SummationTree(int Lanes, bool HasManyTerms, bool HasChunks)
{
    /// <summary>The tree of a head.</summary>
    public static SummationTree For(int classCount, int lanes) =>
        new(lanes, HasManyTerms: classCount > Limits.PlainTermsPerLane * lanes, HasChunks: classCount > ChunkOf(lanes));

    /// <summary>The tree as text.</summary>
    public string Name => $"{Lanes} lanes by fours, {ChunkClasses} classes per chunk";

    /// <summary>Classes per round: four for each lane.</summary>
    public int RoundClasses => 4 * Lanes;

    /// <summary>Classes per chunk: so few that the rounding errors of a lane stay below those of the exponentials.</summary>
    public int ChunkClasses => ChunkOf(Lanes);

    private static int ChunkOf(int lanes) => 4 * lanes * Limits.RoundsPerChunk;
}
