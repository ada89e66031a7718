using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Generator.Tests.Runtime;

/// <summary>Vectors of any width as objects, so that one test serves all widths.</summary>
internal static class Vectors
{
    public static readonly int[] Widths = [128, 256, 512];

    public static int Lanes<T>(int bits) => bits / 8 / Unsafe.SizeOf<T>();

    public static Type TypeOf<T>(int bits) => bits switch
    {
        128 => typeof(Vector128<T>),
        256 => typeof(Vector256<T>),
        512 => typeof(Vector512<T>),
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "Not a vector width."),
    };

    public static object Create<T>(int bits, params T[] elements) => bits switch
    {
        128 => Vector128.Create<T>(elements),
        256 => Vector256.Create<T>(elements),
        512 => Vector512.Create<T>(elements),
        _ => throw new ArgumentOutOfRangeException(nameof(bits), bits, "Not a vector width."),
    };

    public static T[] Elements<T>(object vector)
        where T : unmanaged => vector switch
        {
            Vector128<T> narrow => MemoryMarshal.Cast<Vector128<T>, T>([narrow]).ToArray(),
            Vector256<T> medium => MemoryMarshal.Cast<Vector256<T>, T>([medium]).ToArray(),
            Vector512<T> wide => MemoryMarshal.Cast<Vector512<T>, T>([wide]).ToArray(),
            _ => throw new ArgumentException("Not a vector of such elements.", nameof(vector)),
        };
}
