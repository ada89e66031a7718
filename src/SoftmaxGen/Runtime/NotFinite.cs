using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Rows with NaN or infinities, where the kernels' arithmetic gives NaN but the result is another.</summary>
internal static class NotFinite
{
    /// <summary>
    /// log Σ exp where the kernels gave NaN: NaN if a logit is NaN, else +∞ if one is, and −∞ if all are −∞: their maximum.
    /// </summary>
    public static void RepairLogSumExp<T>(ref T logits, ref T results, nint rows, int classCount)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Repair(ref Unsafe.As<T, float>(ref logits), ref Unsafe.As<T, float>(ref results), rows, classCount);
        }
        else
        {
            Repair(ref Unsafe.As<T, double>(ref logits), ref Unsafe.As<T, double>(ref results), rows, classCount);
        }
    }

    /// <summary>The log-sum-exp of one row, for which the kernels gave a result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T LogSumExpOr<T>(T result, ref T row, int classCount)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return float.IsNaN(Unsafe.BitCast<T, float>(result))
                ? Unsafe.BitCast<float, T>(Maximum(ref Unsafe.As<T, float>(ref row), stride: 1, classCount))
                : result;
        }

        return double.IsNaN(Unsafe.BitCast<T, double>(result))
            ? Unsafe.BitCast<double, T>(Maximum(ref Unsafe.As<T, double>(ref row), stride: 1, classCount))
            : result;
    }

    private static void Repair<T>(ref T logits, ref T results, nint rows, int classCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        nint row = 0;
        for (; row <= rows - Vector<T>.Count; row += Vector<T>.Count)
        {
            Vector<T> some = Vector.LoadUnsafe(ref results, (nuint)row);
            if (!Vector.EqualsAll(some, some))
            {
                Repair(ref logits, ref results, row, row + Vector<T>.Count, classCount);
            }
        }

        Repair(ref logits, ref results, row, rows, classCount);
    }

    private static void Repair<T>(ref T logits, ref T results, nint row, nint end, int classCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (; row < end; row++)
        {
            if (T.IsNaN(Unsafe.Add(ref results, row)))
            {
                Unsafe.Add(ref results, row) = Maximum(ref Unsafe.Add(ref logits, row * classCount), stride: 1, classCount);
            }
        }
    }

    /// <summary>The largest logit of a row whose classes are a stride apart, or NaN if there is one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static T Maximum<T>(ref T row, nint stride, int classCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity;
        for (nint c = 0; c < classCount; c++)
        {
            // T.Max keeps NaN.
            max = T.Max(max, Unsafe.Add(ref row, c * stride));
        }

        return max;
    }
}
