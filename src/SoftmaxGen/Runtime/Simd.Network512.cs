using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <content>The lane networks' operations on vectors of 512 bits.</content>
public static partial class Simd
{
    /// <summary>The lanes of even index within each 128-bit block: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> EvenLanes(Vector512<float> first, Vector512<float> second) => Avx512F.IsSupported
        ? Avx512F.Shuffle(first, second, 0x88)
        : Vector512.Create(EvenLanes(first.GetLower(), second.GetLower()), EvenLanes(first.GetUpper(), second.GetUpper()));

    /// <summary>The lanes of odd index within each 128-bit block: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OddLanes(Vector512<float> first, Vector512<float> second) => Avx512F.IsSupported
        ? Avx512F.Shuffle(first, second, 0xDD)
        : Vector512.Create(OddLanes(first.GetLower(), second.GetLower()), OddLanes(first.GetUpper(), second.GetUpper()));

    /// <summary>Within each 128-bit block, the lower lanes of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> InterleaveLow(Vector512<float> first, Vector512<float> second) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(first, second)
        : Vector512.Create(InterleaveLow(first.GetLower(), second.GetLower()), InterleaveLow(first.GetUpper(), second.GetUpper()));

    /// <summary>Within each 128-bit block, the upper lanes of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> InterleaveHigh(Vector512<float> first, Vector512<float> second) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(first, second)
        : Vector512.Create(InterleaveHigh(first.GetLower(), second.GetLower()), InterleaveHigh(first.GetUpper(), second.GetUpper()));

    /// <summary>The 128-bit blocks of even index: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> EvenBlocks(Vector512<float> first, Vector512<float> second) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(first, second, 0x88)
        : Vector512.Create(EvenBlocks(first.GetLower(), first.GetUpper()), EvenBlocks(second.GetLower(), second.GetUpper()));

    /// <summary>The 128-bit blocks of odd index: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> OddBlocks(Vector512<float> first, Vector512<float> second) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(first, second, 0xDD)
        : Vector512.Create(OddBlocks(first.GetLower(), first.GetUpper()), OddBlocks(second.GetLower(), second.GetUpper()));

    /// <summary>The lower 128-bit blocks of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> InterleaveBlocksLow(Vector512<float> first, Vector512<float> second) => InterleaveBlocksLow(first.AsDouble(), second.AsDouble()).AsSingle();

    /// <summary>The upper 128-bit blocks of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> InterleaveBlocksHigh(Vector512<float> first, Vector512<float> second) => InterleaveBlocksHigh(first.AsDouble(), second.AsDouble()).AsSingle();

    /// <inheritdoc cref="EvenLanes(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> EvenLanes(Vector512<double> first, Vector512<double> second) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(first, second)
        : Vector512.Create(EvenLanes(first.GetLower(), second.GetLower()), EvenLanes(first.GetUpper(), second.GetUpper()));

    /// <inheritdoc cref="OddLanes(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OddLanes(Vector512<double> first, Vector512<double> second) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(first, second)
        : Vector512.Create(OddLanes(first.GetLower(), second.GetLower()), OddLanes(first.GetUpper(), second.GetUpper()));

    /// <inheritdoc cref="InterleaveLow(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> InterleaveLow(Vector512<double> first, Vector512<double> second) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(first, second)
        : Vector512.Create(InterleaveLow(first.GetLower(), second.GetLower()), InterleaveLow(first.GetUpper(), second.GetUpper()));

    /// <inheritdoc cref="InterleaveHigh(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> InterleaveHigh(Vector512<double> first, Vector512<double> second) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(first, second)
        : Vector512.Create(InterleaveHigh(first.GetLower(), second.GetLower()), InterleaveHigh(first.GetUpper(), second.GetUpper()));

    /// <inheritdoc cref="EvenBlocks(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> EvenBlocks(Vector512<double> first, Vector512<double> second) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(first, second, 0x88)
        : Vector512.Create(EvenBlocks(first.GetLower(), first.GetUpper()), EvenBlocks(second.GetLower(), second.GetUpper()));

    /// <inheritdoc cref="OddBlocks(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> OddBlocks(Vector512<double> first, Vector512<double> second) => Avx512F.IsSupported
        ? Avx512F.Shuffle4x128(first, second, 0xDD)
        : Vector512.Create(OddBlocks(first.GetLower(), first.GetUpper()), OddBlocks(second.GetLower(), second.GetUpper()));

    /// <inheritdoc cref="InterleaveBlocksLow(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> InterleaveBlocksLow(Vector512<double> first, Vector512<double> second) => Avx512F.IsSupported
        ? Avx512F.PermuteVar8x64x2(first, Vector512.Create(0, 1, 8, 9, 2, 3, 10, 11L), second)
        : Vector512.Create(EvenBlocks(first.GetLower(), second.GetLower()), OddBlocks(first.GetLower(), second.GetLower()));

    /// <inheritdoc cref="InterleaveBlocksHigh(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> InterleaveBlocksHigh(Vector512<double> first, Vector512<double> second) => Avx512F.IsSupported
        ? Avx512F.PermuteVar8x64x2(first, Vector512.Create(4, 5, 12, 13, 6, 7, 14, 15L), second)
        : Vector512.Create(EvenBlocks(first.GetUpper(), second.GetUpper()), OddBlocks(first.GetUpper(), second.GetUpper()));

    /// <summary>Within each 128-bit block, the lower two lanes of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LowPairs(Vector512<float> first, Vector512<float> second) => Avx512F.IsSupported
        ? Avx512F.Shuffle(first, second, 0x44)
        : Vector512.Create(LowPairs(first.GetLower(), second.GetLower()), LowPairs(first.GetUpper(), second.GetUpper()));

    /// <summary>Within each 128-bit block, the upper two lanes of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HighPairs(Vector512<float> first, Vector512<float> second) => Avx512F.IsSupported
        ? Avx512F.Shuffle(first, second, 0xEE)
        : Vector512.Create(HighPairs(first.GetLower(), second.GetLower()), HighPairs(first.GetUpper(), second.GetUpper()));

    /// <summary>The lower halves of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> LowHalves(Vector512<float> first, Vector512<float> second) => Vector512.Create(first.GetLower(), second.GetLower());

    /// <summary>The upper halves of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> HighHalves(Vector512<float> first, Vector512<float> second) => Vector512.Create(first.GetUpper(), second.GetUpper());

    /// <summary>The lower halves of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> LowHalves(Vector512<double> first, Vector512<double> second) => Vector512.Create(first.GetLower(), second.GetLower());

    /// <summary>The upper halves of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> HighHalves(Vector512<double> first, Vector512<double> second) => Vector512.Create(first.GetUpper(), second.GetUpper());
}
