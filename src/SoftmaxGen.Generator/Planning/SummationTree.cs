namespace SoftmaxGen.Generator.Planning;

/// <summary>
/// The order in which a row's terms are added: fixed by the element type alone, so that every width gives the same bits.
/// Class c belongs to slot c mod (<see cref="Chains"/> · <see cref="Lanes"/>); a slot adds its classes in order. Within a
/// chunk of <see cref="ChunkClasses"/> classes the slots are then added: the chains of a lane, 0 + 1, and the
/// lanes by halves (i + i + half). The sums of the chunks are added in order, with their rounding errors carried along.
/// </summary>
/// <param name="Lanes">How many lanes a 512-bit vector has.</param>
/// <param name="KeepsErrors">
/// Whether the rounding errors of adding up the lanes are carried along: with few terms there are few, with many they would
/// show, as the largest of the terms meets the others there.
/// </param>
internal sealed record SummationTree(int Lanes, bool KeepsErrors)
{
    /// <summary>How many accumulators a lane has: one hides the latency of an addition, two halve its rounding errors.</summary>
    public const int Chains = 2;

    /// <summary>The tree as text.</summary>
    public string Name => $"{Lanes} lanes of {Chains} chains, {ChunkClasses} classes per chunk{(KeepsErrors ? ", with the rounding errors of the lanes" : "")}";

    /// <summary>Classes per round: one for each slot.</summary>
    public int RoundClasses => Chains * Lanes;

    /// <summary>Classes per chunk: so few that the rounding errors of a slot stay below those of the exponentials.</summary>
    public int ChunkClasses => RoundClasses * Limits.RoundsPerChunk;

    /// <summary>
    /// The sum of each lane of the first <paramref name="count"/> terms (one round at most) as text, each term spelled by
    /// <paramref name="term"/>, or null for a lane without one: what does not exist is left out, which changes nothing.
    /// </summary>
    public IReadOnlyList<string?> LaneSums(int count, Func<int, string> term)
    {
        if (count < 1 || count > RoundClasses)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"Expected 1 to {RoundClasses}.");
        }

        return [.. Enumerable.Range(0, Lanes).Select(lane => AddChains([.. Enumerable.Range(0, Chains)
            .Select(chain => lane + (chain * Lanes))
            .Select(index => index < count ? term(index) : null)]))];
    }

    /// <summary>The chains of a lane, those that exist, added in the tree's order.</summary>
    public static string? AddChains(IReadOnlyList<string?> chains) => Add(chains[0], chains[1]);

    /// <summary>Lanes or groups of lanes, those that exist, added by halves.</summary>
    public static string AddHalves(IReadOnlyList<string?> parts)
    {
        string?[] sums = [.. parts];
        for (int half = sums.Length / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                sums[i] = Add(sums[i], sums[i + half]);
            }
        }

        return sums[0] ?? throw new ArgumentException("There is nothing to add.", nameof(parts));
    }

    /// <summary>Two terms of a sum, either of which may not exist.</summary>
    public static string? Add(string? left, string? right) => (left, right) switch
    {
        (null, _) => right,
        (_, null) => left,
        _ => $"({left} + {right})",
    };
}
