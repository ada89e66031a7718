using System.Numerics;
using SoftmaxGen.Oracle;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Compares spans bit for bit, any NaN being any other.</summary>
internal static class BitSpans
{
    public static long[] Of<T>(ReadOnlySpan<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var bits = new long[values.Length];
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = FloatFormat<T>.CanonicalBits(values[i]);
        }

        return bits;
    }

    public static bool AreEqual<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        FirstDifference(expected, actual) < 0;

    /// <summary>The first index at which the bits differ, or −1.</summary>
    public static int FirstDifference<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (expected.Length != actual.Length)
        {
            return Math.Min(expected.Length, actual.Length);
        }

        for (var i = 0; i < expected.Length; i++)
        {
            if (FloatFormat<T>.CanonicalBits(expected[i]) != FloatFormat<T>.CanonicalBits(actual[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
