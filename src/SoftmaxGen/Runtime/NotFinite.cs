using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    private static void Repair<T>(ref T logits, ref T results, nint rows, int classCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (nint row = 0; row < rows; row++)
        {
            if (T.IsNaN(Unsafe.Add(ref results, row)))
            {
                Unsafe.Add(ref results, row) = Maximum(ref Unsafe.Add(ref logits, row * classCount), classCount);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Maximum<T>(ref T row, int classCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T max = T.NegativeInfinity;
        foreach (T logit in MemoryMarshal.CreateReadOnlySpan(ref row, classCount))
        {
            // T.Max keeps NaN.
            max = T.Max(max, logit);
        }

        return max;
    }
}
