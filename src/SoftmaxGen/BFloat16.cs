namespace SoftmaxGen;

/// <summary>
/// A number in the bfloat16 format, as its bits: the upper half of a <see cref="float"/>, with 8 bits of precision and a float's
/// range. It is a format to store numbers in; heads compute in float. Spans of <see cref="ushort"/> that hold such bits can be
/// taken for spans of this type: <c>MemoryMarshal.Cast&lt;ushort, BFloat16&gt;</c>.
/// </summary>
/// <param name="Bits">Sign, 8 bits of exponent, 7 bits of fraction.</param>
public readonly record struct BFloat16(ushort Bits)
{
    /// <summary>The nearest number of the format, the even one of two; too large ones become infinite, and NaN stays NaN.</summary>
    /// <param name="value">The number.</param>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        uint rounded = float.IsNaN(value) ? bits | 0x400000 : bits + 0x7FFF + ((bits >> 16) & 1);
        return new BFloat16((ushort)(rounded >> 16));
    }

    /// <summary>The same number, exactly.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value.Bits << 16);
}
