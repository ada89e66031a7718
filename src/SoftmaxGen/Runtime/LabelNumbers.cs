using System.Buffers;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>Labels as ints: those of type int where they are, others copied.</summary>
internal readonly ref struct LabelNumbers
{
    private readonly int[]? _rented;

    private LabelNumbers(ReadOnlySpan<int> labels, int[]? rented)
    {
        Span = labels;
        _rented = rented;
    }

    /// <summary>The labels.</summary>
    public ReadOnlySpan<int> Span { get; }

    /// <summary>The labels of a batch; those that are copied are checked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label that is not an int is neither a class nor the ignore label.</exception>
    public static LabelNumbers Of(ClassLabels labels, int classCount, int ignoreLabel, string name) =>
        labels.AreInts ? new LabelNumbers(labels.As<int>(), null)
        : labels.AreLongs ? Copy(labels.As<long>(), classCount, ignoreLabel, name)
        : Copy(labels.As<byte>(), classCount, ignoreLabel, name);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<int>.Shared.Return(_rented);
        }
    }

    private static LabelNumbers Copy<TLabel>(ReadOnlySpan<TLabel> labels, int classCount, int ignoreLabel, string name)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        int[] rented = ArrayPool<int>.Shared.Rent(labels.Length);
        for (int row = 0; row < labels.Length; row++)
        {
            long label = long.CreateTruncating(labels[row]);
            if ((ulong)label >= (ulong)classCount && label != ignoreLabel)
            {
                ArrayPool<int>.Shared.Return(rented);
                OptionGuard.ThrowLabel(name, row, label, classCount, ignoreLabel);
            }

            rented[row] = (int)label;
        }

        return new LabelNumbers(rented.AsSpan(0, labels.Length), rented);
    }
}
