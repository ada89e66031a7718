using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <content>The lane networks' operations on vectors of 128 bits.</content>
public static partial class Simd
{
    /// <summary>The lanes of even index within each 128-bit block: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> EvenLanes(Vector128<float> first, Vector128<float> second) => Sse.IsSupported
        ? Sse.Shuffle(first, second, 0x88)
        : Vector128.Create(first.GetElement(0), first.GetElement(2), second.GetElement(0), second.GetElement(2));

    /// <summary>The lanes of odd index within each 128-bit block: those of first, then those of second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> OddLanes(Vector128<float> first, Vector128<float> second) => Sse.IsSupported
        ? Sse.Shuffle(first, second, 0xDD)
        : Vector128.Create(first.GetElement(1), first.GetElement(3), second.GetElement(1), second.GetElement(3));

    /// <summary>Within each 128-bit block, the lower lanes of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> InterleaveLow(Vector128<float> first, Vector128<float> second) => Sse.IsSupported
        ? Sse.UnpackLow(first, second)
        : Vector128.Create(first.GetElement(0), second.GetElement(0), first.GetElement(1), second.GetElement(1));

    /// <summary>Within each 128-bit block, the upper lanes of both, alternating.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> InterleaveHigh(Vector128<float> first, Vector128<float> second) => Sse.IsSupported
        ? Sse.UnpackHigh(first, second)
        : Vector128.Create(first.GetElement(2), second.GetElement(2), first.GetElement(3), second.GetElement(3));

    /// <inheritdoc cref="EvenLanes(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> EvenLanes(Vector128<double> first, Vector128<double> second) => Sse2.IsSupported
        ? Sse2.UnpackLow(first, second)
        : Vector128.Create(first.GetElement(0), second.GetElement(0));

    /// <inheritdoc cref="OddLanes(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> OddLanes(Vector128<double> first, Vector128<double> second) => Sse2.IsSupported
        ? Sse2.UnpackHigh(first, second)
        : Vector128.Create(first.GetElement(1), second.GetElement(1));

    /// <inheritdoc cref="InterleaveLow(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> InterleaveLow(Vector128<double> first, Vector128<double> second) => Sse2.IsSupported
        ? Sse2.UnpackLow(first, second)
        : Vector128.Create(first.GetElement(0), second.GetElement(0));

    /// <inheritdoc cref="InterleaveHigh(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> InterleaveHigh(Vector128<double> first, Vector128<double> second) => Sse2.IsSupported
        ? Sse2.UnpackHigh(first, second)
        : Vector128.Create(first.GetElement(1), second.GetElement(1));

    /// <summary>The lower two lanes of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> LowPairs(Vector128<float> first, Vector128<float> second) => Sse.IsSupported
        ? Sse.Shuffle(first, second, 0x44)
        : Vector128.Create(first.GetLower(), second.GetLower());

    /// <summary>The upper two lanes of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> HighPairs(Vector128<float> first, Vector128<float> second) => Sse.IsSupported
        ? Sse.Shuffle(first, second, 0xEE)
        : Vector128.Create(first.GetUpper(), second.GetUpper());
}
