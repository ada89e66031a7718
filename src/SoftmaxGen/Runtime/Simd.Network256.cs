using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <content>The lane networks' operations on vectors of 256 bits.</content>
public static partial class Simd
{
    /// <summary>The lanes of even index within each 128-bit block: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EvenLanes(Vector256<float> first, Vector256<float> second) => Avx.IsSupported
        ? Avx.Shuffle(first, second, 0x88)
        : Vector256.Create(EvenLanes(first.GetLower(), second.GetLower()), EvenLanes(first.GetUpper(), second.GetUpper()));

    /// <summary>The lanes of odd index within each 128-bit block: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OddLanes(Vector256<float> first, Vector256<float> second) => Avx.IsSupported
        ? Avx.Shuffle(first, second, 0xDD)
        : Vector256.Create(OddLanes(first.GetLower(), second.GetLower()), OddLanes(first.GetUpper(), second.GetUpper()));

    /// <summary>Within each 128-bit block, the lower lanes of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> InterleaveLow(Vector256<float> first, Vector256<float> second) => Avx.IsSupported
        ? Avx.UnpackLow(first, second)
        : Vector256.Create(InterleaveLow(first.GetLower(), second.GetLower()), InterleaveLow(first.GetUpper(), second.GetUpper()));

    /// <summary>Within each 128-bit block, the upper lanes of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> InterleaveHigh(Vector256<float> first, Vector256<float> second) => Avx.IsSupported
        ? Avx.UnpackHigh(first, second)
        : Vector256.Create(InterleaveHigh(first.GetLower(), second.GetLower()), InterleaveHigh(first.GetUpper(), second.GetUpper()));

    /// <summary>The 128-bit blocks of even index: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> EvenBlocks(Vector256<float> first, Vector256<float> second) => Avx.IsSupported
        ? Avx.Permute2x128(first, second, 0x20)
        : Vector256.Create(first.GetLower(), second.GetLower());

    /// <summary>The 128-bit blocks of odd index: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> OddBlocks(Vector256<float> first, Vector256<float> second) => Avx.IsSupported
        ? Avx.Permute2x128(first, second, 0x31)
        : Vector256.Create(first.GetUpper(), second.GetUpper());

    /// <summary>The lower 128-bit blocks of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> InterleaveBlocksLow(Vector256<float> first, Vector256<float> second) => EvenBlocks(first, second);

    /// <summary>The upper 128-bit blocks of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> InterleaveBlocksHigh(Vector256<float> first, Vector256<float> second) => OddBlocks(first, second);

    /// <inheritdoc cref="EvenLanes(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> EvenLanes(Vector256<double> first, Vector256<double> second) => Avx.IsSupported
        ? Avx.UnpackLow(first, second)
        : Vector256.Create(EvenLanes(first.GetLower(), second.GetLower()), EvenLanes(first.GetUpper(), second.GetUpper()));

    /// <inheritdoc cref="OddLanes(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OddLanes(Vector256<double> first, Vector256<double> second) => Avx.IsSupported
        ? Avx.UnpackHigh(first, second)
        : Vector256.Create(OddLanes(first.GetLower(), second.GetLower()), OddLanes(first.GetUpper(), second.GetUpper()));

    /// <inheritdoc cref="InterleaveLow(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> InterleaveLow(Vector256<double> first, Vector256<double> second) => Avx.IsSupported
        ? Avx.UnpackLow(first, second)
        : Vector256.Create(InterleaveLow(first.GetLower(), second.GetLower()), InterleaveLow(first.GetUpper(), second.GetUpper()));

    /// <inheritdoc cref="InterleaveHigh(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> InterleaveHigh(Vector256<double> first, Vector256<double> second) => Avx.IsSupported
        ? Avx.UnpackHigh(first, second)
        : Vector256.Create(InterleaveHigh(first.GetLower(), second.GetLower()), InterleaveHigh(first.GetUpper(), second.GetUpper()));

    /// <inheritdoc cref="EvenBlocks(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> EvenBlocks(Vector256<double> first, Vector256<double> second) => Avx.IsSupported
        ? Avx.Permute2x128(first, second, 0x20)
        : Vector256.Create(first.GetLower(), second.GetLower());

    /// <inheritdoc cref="OddBlocks(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> OddBlocks(Vector256<double> first, Vector256<double> second) => Avx.IsSupported
        ? Avx.Permute2x128(first, second, 0x31)
        : Vector256.Create(first.GetUpper(), second.GetUpper());

    /// <inheritdoc cref="InterleaveBlocksLow(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> InterleaveBlocksLow(Vector256<double> first, Vector256<double> second) => EvenBlocks(first, second);

    /// <inheritdoc cref="InterleaveBlocksHigh(Vector256{float}, Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> InterleaveBlocksHigh(Vector256<double> first, Vector256<double> second) => OddBlocks(first, second);

    /// <summary>Within each 128-bit block, the lower two lanes of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> LowPairs(Vector256<float> first, Vector256<float> second) => Avx.IsSupported
        ? Avx.Shuffle(first, second, 0x44)
        : Vector256.Create(LowPairs(first.GetLower(), second.GetLower()), LowPairs(first.GetUpper(), second.GetUpper()));

    /// <summary>Within each 128-bit block, the upper two lanes of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> HighPairs(Vector256<float> first, Vector256<float> second) => Avx.IsSupported
        ? Avx.Shuffle(first, second, 0xEE)
        : Vector256.Create(HighPairs(first.GetLower(), second.GetLower()), HighPairs(first.GetUpper(), second.GetUpper()));
}
