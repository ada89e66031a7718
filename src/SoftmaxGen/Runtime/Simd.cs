using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>
/// The few vector operations of generated kernels that the framework does not offer with one meaning on every processor
/// and every target: the true fused multiply-add, the maximum without NaN rules, lane networks and partial rows. Each has
/// the same result, bit for bit, with and without the hardware's own instruction. Not meant to be called by hand.
/// </summary>
/// <remarks>
/// Every operation exists for vectors of 512 bits (composed of two halves where the processor has none), 256, 128 and for
/// scalars, so that one kernel text serves all widths.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Simd
{
    /// <summary>left · right + addend, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float left, float right, float addend) => MathF.FusedMultiplyAdd(left, right, addend);

    /// <inheritdoc cref="MultiplyAdd(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplyAdd(double left, double right, double addend) => Math.FusedMultiplyAdd(left, right, addend);

    /// <summary>left · right − subtrahend, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplySubtract(float left, float right, float subtrahend) => MultiplyAdd(left, right, -subtrahend);

    /// <inheritdoc cref="MultiplySubtract(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MultiplySubtract(double left, double right, double subtrahend) => MultiplyAdd(left, right, -subtrahend);

    /// <summary>minuend − left · right, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SubtractProduct(float minuend, float left, float right) => MultiplyAdd(-left, right, minuend);

    /// <inheritdoc cref="SubtractProduct(float, float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SubtractProduct(double minuend, double left, double right) => MultiplyAdd(-left, right, minuend);

    /// <summary>left if it is greater, else right: of a NaN and a number, always the right one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(float left, float right) => left > right ? left : right;

    /// <inheritdoc cref="Max(float, float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(double left, double right) => left > right ? left : right;

    /// <summary>left + right, both of them 0 or more, and what is lost: the rounding error (Knuth's TwoSum, which compares nothing) added to the errors of both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float AddTerms(float left, float right, float leftLost, float rightLost, out float lost)
    {
        float sum = left + right;
        float added = sum - left;
        lost = (leftLost + rightLost) + ((left - (sum - added)) + (right - added));
        return sum;
    }

    /// <inheritdoc cref="AddTerms(float, float, float, float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double AddTerms(double left, double right, double leftLost, double rightLost, out double lost)
    {
        double sum = left + right;
        double added = sum - left;
        lost = (leftLost + rightLost) + ((left - (sum - added)) + (right - added));
        return sum;
    }

    /// <summary>Asks for a line of memory that is read soon; it need not belong to anybody.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T>(ref T memory)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(Unsafe.AsPointer(ref memory));
        }
    }

    /// <summary>Whether lines can be asked for.</summary>
    internal static bool Prefetches
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Sse.IsSupported;
    }

    /// <summary>Asks for a line as <see cref="Prefetch{T}"/> does, for the cache of the first level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void PrefetchFirst(void* memory)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(memory);
        }
    }

    /// <summary>Whatever is stored before this, past the caches or not, is seen by other threads before what is stored behind it.</summary>
    internal static void StoreFence()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
    }

    /// <summary>The elements before the first line of the cache that begins there or behind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe nint ToLine<T>(ref T memory)
        where T : unmanaged => (nint)((nuint)(-(nint)Unsafe.AsPointer(ref memory) & (CacheLine.Size - 1)) / (nuint)sizeof(T));
}
