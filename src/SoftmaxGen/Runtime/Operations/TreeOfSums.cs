using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The order in which the generated kernels add a row's terms (the generator's <c>SummationTree</c>).</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal static class TreeOfSums<T>
    where T : unmanaged
{
    /// <summary>How many lanes a 512-bit vector has.</summary>
    public static int Lanes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 64 / Unsafe.SizeOf<T>();
    }

    /// <summary>Classes per round: four for each lane.</summary>
    public static int RoundClasses => 4 * Lanes;

    /// <summary>Classes per chunk.</summary>
    public static int ChunkClasses => 4 * RoundClasses;

    /// <summary>Whether plain sums add whole terms, and the lanes with their rounding errors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasManyTerms(int classCount) => classCount > Lanes;
}
