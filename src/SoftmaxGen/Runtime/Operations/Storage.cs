using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>A format of 16 bits that numbers are stored in.</summary>
/// <typeparam name="TStored">A number in the format.</typeparam>
internal interface IStorage<TStored>
    where TStored : unmanaged
{
    /// <summary>The numbers as floats, exactly.</summary>
    static abstract void Widen(ReadOnlySpan<TStored> source, Span<float> destination);

    /// <summary>The floats as the nearest numbers of the format, the even one of two.</summary>
    static abstract void Narrow(ReadOnlySpan<float> source, Span<TStored> destination);
}

/// <summary>bfloat16: the upper half of a float.</summary>
internal readonly struct BFloat16Storage : IStorage<BFloat16>
{
    public static void Widen(ReadOnlySpan<BFloat16> source, Span<float> destination)
    {
        ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<BFloat16, ushort>(source);
        int i = 0;
        for (; i <= bits.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Create(bits[i..]));
            (low << 16).AsSingle().CopyTo(destination[i..]);
            (high << 16).AsSingle().CopyTo(destination[(i + Vector128<uint>.Count)..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = source[i];
        }
    }

    public static void Narrow(ReadOnlySpan<float> source, Span<BFloat16> destination)
    {
        Span<ushort> bits = MemoryMarshal.Cast<BFloat16, ushort>(destination);
        int i = 0;
        for (; i <= source.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            Vector128.Narrow(Round(source[i..]), Round(source[(i + Vector128<uint>.Count)..])).CopyTo(bits[i..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = (BFloat16)source[i];
        }
    }

    private static Vector128<uint> Round(ReadOnlySpan<float> source)
    {
        Vector128<float> value = Vector128.Create(source);
        Vector128<uint> bits = value.AsUInt32();
        Vector128<uint> rounded = bits + Vector128.Create(0x7FFFu) + ((bits >> 16) & Vector128<uint>.One);
        Vector128<uint> isNumber = Vector128.Equals(value, value).AsUInt32();
        return Vector128.ConditionalSelect(isNumber, rounded, bits | Vector128.Create(0x400000u)) >> 16;
    }
}

/// <summary>IEEE binary16.</summary>
internal readonly struct HalfStorage : IStorage<Half>
{
    /// <summary>2^112: the difference of the formats' exponents.</summary>
    private const float Rebias = 5.192296858534828e33f;

    public static void Widen(ReadOnlySpan<Half> source, Span<float> destination)
    {
        ReadOnlySpan<ushort> bits = MemoryMarshal.Cast<Half, ushort>(source);
        int i = 0;
        for (; i <= bits.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Create(bits[i..]));
            Widen(low).CopyTo(destination[i..]);
            Widen(high).CopyTo(destination[(i + Vector128<uint>.Count)..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = (float)source[i];
        }
    }

    public static void Narrow(ReadOnlySpan<float> source, Span<Half> destination)
    {
        Span<ushort> bits = MemoryMarshal.Cast<Half, ushort>(destination);
        int i = 0;
        for (; i <= source.Length - Vector128<ushort>.Count; i += Vector128<ushort>.Count)
        {
            Vector128.Narrow(Narrow(Vector128.Create(source[i..])), Narrow(Vector128.Create(source[(i + Vector128<uint>.Count)..]))).CopyTo(bits[i..]);
        }

        for (; i < source.Length; i++)
        {
            destination[i] = (Half)source[i];
        }
    }

    private static Vector128<float> Widen(Vector128<uint> half)
    {
        Vector128<uint> magnitude = half & Vector128.Create(0x7FFFu);
        Vector128<uint> sign = (half ^ magnitude) << 16;
        Vector128<uint> number = ((magnitude << 13).AsSingle() * Vector128.Create(Rebias)).AsUInt32();
        Vector128<uint> isSpecial = Vector128.GreaterThan(magnitude, Vector128.Create(0x7BFFu));
        return (sign | Vector128.ConditionalSelect(isSpecial, (magnitude << 13) | Vector128.Create(0x7F800000u), number)).AsSingle();
    }

    private static Vector128<uint> Narrow(Vector128<float> value)
    {
        Vector128<uint> bits = value.AsUInt32();
        Vector128<uint> magnitude = bits & Vector128.Create(0x7FFFFFFFu);
        Vector128<uint> sign = (bits ^ magnitude) >> 16;

        // Below the normal numbers, adding 0.5 shifts the fraction to where a half has it, and rounds it there.
        Vector128<uint> small = (magnitude.AsSingle() + Vector128.Create(0.5f)).AsUInt32() - Vector128.Create(0x3F000000u);
        Vector128<uint> normal = (magnitude - Vector128.Create(0x38000000u) + Vector128.Create(0xFFFu) + ((magnitude >> 13) & Vector128<uint>.One)) >> 13;
        Vector128<uint> result = Vector128.ConditionalSelect(Vector128.LessThan(magnitude, Vector128.Create(0x38800000u)), small, normal);
        result = Vector128.ConditionalSelect(Vector128.GreaterThan(magnitude, Vector128.Create(0x477FEFFFu)), Vector128.Create(0x7C00u), result);
        Vector128<uint> isNaN = Vector128.GreaterThan(magnitude, Vector128.Create(0x7F800000u));
        return sign | Vector128.ConditionalSelect(isNaN, Vector128.Create(0x7E00u) | ((magnitude >> 13) & Vector128.Create(0x3FFu)), result);
    }
}
