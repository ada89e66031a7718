using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Memory that begins at a line of the cache: a vector of 512 bits lies in one line then.</summary>
internal static unsafe class CacheLine
{
    /// <summary>Its bytes.</summary>
    public const int Size = 64;

    /// <summary>How many a set of a cache of the first level holds; of some processors, eight.</summary>
    public const int Ways = 12;

    /// <summary>The bytes after which addresses come to the same sets of a cache of the first level again.</summary>
    private const int WayBytes = 4096;

    /// <summary>The first line within.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Align<T>(T* memory)
        where T : unmanaged => (T*)(((nint)memory + Size - 1) & -Size);

    /// <summary>How far the end of the stack is beyond the start of a line: as many bytes more, and it is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Beyond(void* end) => (int)((nint)end & (Size - 1));

    /// <summary>Whether lines that are a stride apart, in bytes, meet in so few sets of a cache of the first level that it does not hold so many.</summary>
    public static bool Collide(nint stride, int count) => count > Fitting(stride, Ways, WayBytes);

    /// <summary>Whether lines that are a stride apart, in bytes, meet in one set of a cache of the first level.</summary>
    public static bool Meet(nint stride) => stride % WayBytes == 0;

    /// <summary>Whether lines that are a stride apart, in bytes, come to all sets of a cache.</summary>
    public static bool IsSpread(nint stride) => (stride & -stride) <= Size;

    /// <summary>
    /// How many lines that are a stride apart, in bytes, a cache holds: as many ways as it has, of the sets that such lines come to.
    /// After <paramref name="wayBytes"/>, a power of two, addresses come to the same sets again.
    /// </summary>
    public static nint Fitting(nint stride, int ways, int wayBytes) => ways * (wayBytes / Math.Clamp(stride & -stride, Size, wayBytes));
}
