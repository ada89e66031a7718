using System.Runtime.InteropServices;

namespace SoftmaxGen.Tests.Layouts;

/// <summary>What was compared of a head, and where it differed.</summary>
internal sealed class BitReport(string head)
{
    /// <summary>The shape that is being compared.</summary>
    public string At { get; set; } = "";

    public long Compared { get; private set; }

    public List<string> Differences { get; } = [];

    /// <summary>Two results must have the same bits, but a NaN may be any.</summary>
    public void Same<T>(string operation, T[] expected, T[] actual)
        where T : unmanaged
    {
        Compared += expected.Length;
        for (var i = 0; i < expected.Length; i++)
        {
            if (!Bytes(expected, i).SequenceEqual(Bytes(actual, i)) && !(IsNaN(expected[i]) && IsNaN(actual[i])))
            {
                Differences.Add($"{head} {At}: {operation}, element {i}: {actual[i]} instead of {expected[i]}");
                return;
            }
        }
    }

    private static ReadOnlySpan<byte> Bytes<T>(T[] values, int index)
        where T : unmanaged => MemoryMarshal.AsBytes(values.AsSpan(index, 1));

    private static bool IsNaN<T>(T value) => value switch
    {
        float number => float.IsNaN(number),
        double number => double.IsNaN(number),
        LossSum sum => double.IsNaN(sum.Sum),
        _ => false,
    };
}
