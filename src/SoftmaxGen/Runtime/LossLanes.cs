using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Adds up the losses of a batch in double, in 16 lanes by row index modulo 16, so that the sum has the same bits at every
/// vector width. Not meant to be used by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(LaneCount)]
public struct LossLanes
{
    private const int LaneCount = 16;

    private double _lane0;

    /// <summary>Adds the loss of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, double loss) => Lane(row) += loss;

    /// <summary>Adds the losses of 16 rows, the first of them a multiple of 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, Vector512<float> losses)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(losses);
        Add(row, lower);
        Add(row + 8, upper);
    }

    /// <summary>Adds the losses of 8 rows, the first of them a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, Vector256<float> losses)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(losses);
        Add(row, lower);
        Add(row + 4, upper);
    }

    /// <summary>Adds the losses of 4 rows, the first of them a multiple of 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, Vector128<float> losses)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(losses);
        Add(row, lower);
        Add(row + 2, upper);
    }

    /// <summary>Adds the losses of 8 rows, the first of them a multiple of 8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, Vector512<double> losses) =>
        (Vector512.LoadUnsafe(ref Lane(row)) + losses).StoreUnsafe(ref Lane(row));

    /// <summary>Adds the losses of 4 rows, the first of them a multiple of 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, Vector256<double> losses) =>
        (Vector256.LoadUnsafe(ref Lane(row)) + losses).StoreUnsafe(ref Lane(row));

    /// <summary>Adds the losses of 2 rows, the first of them a multiple of 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, Vector128<double> losses) =>
        (Vector128.LoadUnsafe(ref Lane(row)) + losses).StoreUnsafe(ref Lane(row));

    /// <summary>The sum of all lanes: lane i plus lane i + half, and so on down to one.</summary>
    public double Sum()
    {
        Vector256<double> sums = (Vector256.LoadUnsafe(ref Lane(0)) + Vector256.LoadUnsafe(ref Lane(8)))
            + (Vector256.LoadUnsafe(ref Lane(4)) + Vector256.LoadUnsafe(ref Lane(12)));
        Vector128<double> halves = sums.GetLower() + sums.GetUpper();
        return halves.ToScalar() + halves.GetElement(1);
    }

    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref double Lane(nint row) => ref Unsafe.Add(ref _lane0, row & (LaneCount - 1));
}
