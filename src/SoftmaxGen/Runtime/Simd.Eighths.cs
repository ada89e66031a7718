using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <content>
/// The table of the exponential in float: c · 2^(i/8) for i from 0 to 7. The factor c is common to all terms of a row, and leaves
/// with their sum; of all numbers in [1, 2^(1/8)) it is the one with which all eight are nearly numbers of the format:
/// c = 9124414 / 2^23, and none is rounded by more than 0.047 · 2^-24 of itself, where 2^(i/8) alone would be by up to ten times
/// that. (The idea of choosing a table's points for their rounding errors: Gal and Bachelis, An Accurate Elementary Mathematical
/// Library for the IEEE Floating Point Standard, 1991.)
/// </content>
public static partial class Simd
{
    // The fraction of entry i, less i · 2^20: what a number of steps adds below its exponent when it is shifted there.
    private const int Entry0 = 0xB3A3E;
    private const int Entry1 = 0x7D424;
    private const int Entry2 = 0x59202;
    private const int Entry3 = 0x48E45;
    private const int Entry4 = 0x4E5BE;
    private const int Entry5 = 0x6B7DA;
    private const int Entry6 = 0xA26DE;
    private const int Entry7 = 0xF5829;

    /// <summary>An eighth of an octave is the bit of this number in a fraction of 23 bits.</summary>
    private const int EighthBit = 20;

    private static ReadOnlySpan<int> Eighths => [Entry0, Entry1, Entry2, Entry3, Entry4, Entry5, Entry6, Entry7];

    /// <summary>
    /// c · 2^(k / 8 − 127), where k are the low bits of <paramref name="steps"/>, a number near 1.5 · 2^23, and c is the same for all.
    /// </summary>
    /// <param name="steps">1.5 · 2^23 + k, k from 8 to 2,039.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float PowerOfEighths(float steps)
    {
        int bits = BitConverter.SingleToInt32Bits(steps);
        return BitConverter.Int32BitsToSingle(unchecked(Unsafe.Add(ref MemoryMarshal.GetReference(Eighths), bits & 7) + (bits << EighthBit)));
    }

    /// <inheritdoc cref="PowerOfEighths(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> PowerOfEighths(Vector128<float> steps)
    {
        Vector128<int> bits = steps.AsInt32();
        return (EntriesOf(bits) + (bits << EighthBit)).AsSingle();
    }

    /// <inheritdoc cref="PowerOfEighths(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> PowerOfEighths(Vector256<float> steps)
    {
        Vector256<int> bits = steps.AsInt32();
        return (EntriesOf(bits) + (bits << EighthBit)).AsSingle();
    }

    /// <inheritdoc cref="PowerOfEighths(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> PowerOfEighths(Vector512<float> steps)
    {
        Vector512<int> bits = steps.AsInt32();
        return (EntriesOf(bits) + (bits << EighthBit)).AsSingle();
    }

    /// <summary>The entries that the low three bits of each lane name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> EntriesOf(Vector128<int> bits)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.PermuteVar8x32(Vector256.Create(Entry0, Entry1, Entry2, Entry3, Entry4, Entry5, Entry6, Entry7), bits.ToVector256Unsafe()).GetLower();
        }

        if (Avx.IsSupported)
        {
            return Sse41.BlendVariable(
                Avx.PermuteVar(Vector128.Create(Entry0, Entry1, Entry2, Entry3).AsSingle(), bits),
                Avx.PermuteVar(Vector128.Create(Entry4, Entry5, Entry6, Entry7).AsSingle(), bits),
                (bits << 29).AsSingle()).AsInt32();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            Vector128<int> firstBytes = (bits & Vector128.Create(7)) * 0x04040404;
            return AdvSimd.Arm64.VectorTableLookup(
                (Vector128.Create(Entry0, Entry1, Entry2, Entry3).AsByte(), Vector128.Create(Entry4, Entry5, Entry6, Entry7).AsByte()),
                (firstBytes + Vector128.Create(0x03020100)).AsByte()).AsInt32();
        }

        ref int entries = ref MemoryMarshal.GetReference(Eighths);
        return Vector128.Create(
            Unsafe.Add(ref entries, bits.GetElement(0) & 7),
            Unsafe.Add(ref entries, bits.GetElement(1) & 7),
            Unsafe.Add(ref entries, bits.GetElement(2) & 7),
            Unsafe.Add(ref entries, bits.GetElement(3) & 7));
    }

    /// <inheritdoc cref="EntriesOf(Vector128{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> EntriesOf(Vector256<int> bits) => Avx2.IsSupported
        ? Avx2.PermuteVar8x32(Vector256.Create(Entry0, Entry1, Entry2, Entry3, Entry4, Entry5, Entry6, Entry7), bits)
        : Vector256.Create(EntriesOf(bits.GetLower()), EntriesOf(bits.GetUpper()));

    /// <inheritdoc cref="EntriesOf(Vector128{int})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> EntriesOf(Vector512<int> bits) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32(
            Vector512.Create(
                Entry0, Entry1, Entry2, Entry3, Entry4, Entry5, Entry6, Entry7, Entry0, Entry1, Entry2, Entry3, Entry4, Entry5, Entry6, Entry7),
            bits)
        : Vector512.Create(EntriesOf(bits.GetLower()), EntriesOf(bits.GetUpper()));
}
