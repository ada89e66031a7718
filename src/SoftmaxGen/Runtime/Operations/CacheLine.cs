using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Memory that begins at a line of the cache: a vector of 512 bits lies in one line then.</summary>
internal static unsafe class CacheLine
{
    /// <summary>Its bytes.</summary>
    public const int Size = 64;

    /// <summary>The first line within.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T* Align<T>(T* memory)
        where T : unmanaged => (T*)(((nint)memory + Size - 1) & -Size);

    /// <summary>How far the end of the stack is beyond the start of a line: as many bytes more, and it is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Beyond(void* end) => (int)((nint)end & (Size - 1));
}
