using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Benchmarks.Workloads;

/// <summary>An array at a known distance from a page, so that no run is lucky or unlucky with its addresses.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class AlignedArray<T>
    where T : unmanaged
{
    private const int PageBytes = 4096;

    private readonly T[] _array;
    private readonly int _start;

    /// <param name="length">How many elements it has.</param>
    /// <param name="pageOffset">How many bytes after the start of a page it begins.</param>
    public AlignedArray(int length, int pageOffset)
    {
        int elementBytes = Unsafe.SizeOf<T>();
        _array = GC.AllocateUninitializedArray<T>(length + 2 * PageBytes / elementBytes, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        nint toPage = (PageBytes - address % PageBytes) % PageBytes;
        _start = (int)((toPage + pageOffset) / elementBytes);
        Length = length;
        Span.Clear();
    }

    public int Length { get; }

    public Span<T> Span => _array.AsSpan(_start, Length);
}
