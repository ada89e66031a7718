using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Oracle;

/// <summary>What judging must know of an element type.</summary>
internal static class FloatFormat<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly bool IsSingle = typeof(T) == typeof(float);

    /// <summary>The name of the type, as the golden files have it.</summary>
    public static string ShortName => IsSingle ? "f32" : "f64";

    /// <summary>The smallest normal number.</summary>
    public static double SmallestNormal => Math.ScaleB(1, MinExponent);

    private static int FractionBits => IsSingle ? 23 : 52;

    private static int MinExponent => IsSingle ? -126 : -1022;

    /// <summary>The distance between the numbers around |<paramref name="scale"/>|; the smallest subnormal below the normal range.</summary>
    public static double Ulp(double scale) => Math.ScaleB(1, Math.Max(Math.ILogB(scale), MinExponent) - FractionBits);

    /// <summary>The number with these bits.</summary>
    public static T FromBits(long bits) =>
        IsSingle ? T.CreateChecked(BitConverter.UInt32BitsToSingle(checked((uint)bits))) : T.CreateChecked(BitConverter.Int64BitsToDouble(bits));

    /// <summary>The bits of the number, the same for every NaN.</summary>
    public static long CanonicalBits(T value)
    {
        if (T.IsNaN(value))
        {
            return -1;
        }

        return IsSingle ? Unsafe.BitCast<T, uint>(value) : Unsafe.BitCast<T, long>(value);
    }
}
