using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <summary>The argument checks of generated heads, all made before the first write. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class HeadGuard
{
    /// <summary>The number of rows in a batch of logits; its length must be a multiple of K.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Rows<T>(ReadOnlySpan<T> logits, int classCount)
    {
        // Unsigned, so that the division by a constant becomes a multiplication without a sign correction.
        uint rows = (uint)logits.Length / (uint)classCount;
        if (rows * (uint)classCount != (uint)logits.Length)
        {
            ThrowNotABatch(logits.Length, classCount);
        }

        return (int)rows;
    }

    /// <summary>A single row must have K elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Row<T>(ReadOnlySpan<T> row, int classCount)
    {
        if (row.Length != classCount)
        {
            ThrowNotARow(row.Length, classCount);
        }
    }

    /// <summary>There must be one label per row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Labels(ClassLabels labels, int rows)
    {
        if (labels.Length != rows)
        {
            ThrowLabelCount(labels.Length, rows);
        }
    }

    /// <summary>
    /// An output must hold at least as many elements as are written, and may overlap <paramref name="input"/> only by
    /// starting where it starts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<T>(ReadOnlySpan<T> input, Span<T> output, int needed, string name)
    {
        Length(output.Length, needed, name);
        if (!Unsafe.AreSame(ref MemoryMarshal.GetReference(input), ref MemoryMarshal.GetReference(output))
            && Overlap<T, T>(input, output[..needed]))
        {
            ThrowOverlap(name);
        }
    }

    /// <summary>An output must hold at least as many elements as are written and must not overlap <paramref name="input"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SeparateOutput<TInput, T>(ReadOnlySpan<TInput> input, Span<T> output, int needed, string name)
    {
        Length(output.Length, needed, name);
        if (needed != 0 && Overlap<TInput, T>(input, output[..needed]))
        {
            ThrowSharedMemory(name);
        }
    }

    /// <summary>The same for labels of any type.</summary>
    internal static void SeparateOutput<T>(ClassLabels labels, Span<T> output, int needed, string name)
    {
        if (labels.AreInts)
        {
            SeparateOutput(labels.As<int>(), output, needed, name);
        }
        else if (labels.AreLongs)
        {
            SeparateOutput(labels.As<long>(), output, needed, name);
        }
        else
        {
            SeparateOutput(labels.As<byte>(), output, needed, name);
        }
    }

    /// <summary>The label of a single row must be a class or the ignore label.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Label(int label, int classCount, int ignoreLabel)
    {
        if ((uint)label >= (uint)classCount && label != ignoreLabel)
        {
            ThrowLabel("label", row: null, label, classCount, ignoreLabel);
        }
    }

    /// <summary>Checks that every label is a class or the ignore label, and counts those that are not the ignore label.</summary>
    public static int CountLabels(ReadOnlySpan<int> labels, int classCount, int ignoreLabel)
    {
        int ignored = 0;
        int row = 0;
        Vector<uint> classes = new((uint)classCount);
        Vector<int> ignore = new(ignoreLabel);
        Vector<int> counts = Vector<int>.Zero;
        Vector<int> areGood = Vector<int>.AllBitsSet;
        ref int first = ref MemoryMarshal.GetReference(labels);
        for (; row <= labels.Length - Vector<int>.Count; row += Vector<int>.Count)
        {
            Vector<int> block = Vector.LoadUnsafe(ref first, (nuint)row);
            Vector<int> isIgnored = Vector.Equals(block, ignore);
            areGood &= isIgnored | Vector.LessThan(block.As<int, uint>(), classes).As<uint, int>();
            counts -= isIgnored;
        }

        if (Vector.EqualsAll(areGood, Vector<int>.AllBitsSet))
        {
            ignored = Vector.Sum(counts);
        }
        else
        {
            // One by one, to find which it is.
            row = 0;
        }

        for (; row < labels.Length; row++)
        {
            int label = labels[row];
            if (label == ignoreLabel)
            {
                ignored++;
            }
            else if ((uint)label >= (uint)classCount)
            {
                ThrowLabel("labels", row, label, classCount, ignoreLabel);
            }
        }

        return labels.Length - ignored;
    }

    /// <summary>The factor of the gradient: 1 for the sum, 1 / <paramref name="counted"/> for the mean.</summary>
    public static double GradientScale(Reduction reduction, int counted) => reduction switch
    {
        // With nothing counted every gradient is 0, so the factor only has to be finite.
        Reduction.Mean => counted == 0 ? 0 : 1.0 / counted,
        Reduction.Sum => 1,
        _ => throw new ArgumentOutOfRangeException(
            nameof(reduction), reduction, "The reduction must be Reduction.Mean or Reduction.Sum."),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Length(int length, int needed, string name)
    {
        if (length < needed)
        {
            ThrowTooShort(length, needed, name);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Overlap<TInput, T>(ReadOnlySpan<TInput> input, ReadOnlySpan<T> output)
    {
        ref byte inputStart = ref Unsafe.As<TInput, byte>(ref MemoryMarshal.GetReference(input));
        ref byte outputStart = ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(output));
        nint distance = Unsafe.ByteOffset(ref inputStart, ref outputStart);
        return !input.IsEmpty
            && ((nuint)distance < (nuint)((nint)input.Length * Unsafe.SizeOf<TInput>())
                || (nuint)(-distance) < (nuint)((nint)output.Length * Unsafe.SizeOf<T>()));
    }

    [DoesNotReturn]
    private static void ThrowNotABatch(int length, int classCount) => throw new ArgumentException(
        $"The logits have {length} elements, which is not a whole number of rows of {classCount} classes.", "logits");

    [DoesNotReturn]
    private static void ThrowNotARow(int length, int classCount) => throw new ArgumentException(
        $"The row has {length} elements; expected {classCount}, one per class.", "row");

    [DoesNotReturn]
    private static void ThrowLabelCount(int length, int rows) => throw new ArgumentException(
        $"There are {length} labels for {rows} rows of logits; expected one label per row.", "labels");

    [DoesNotReturn]
    private static void ThrowTooShort(int length, int needed, string name) => throw new ArgumentException(
        $"Destination is too short: {name} has {length} elements, but {needed} are written.", name);

    [DoesNotReturn]
    private static void ThrowOverlap(string name) => throw new ArgumentException(
        "The destination span may only overlap with an input span if the two spans start at the same memory location.", name);

    [DoesNotReturn]
    private static void ThrowSharedMemory(string name) => throw new ArgumentException(
        $"The memory of {name} must not overlap that of an input.", name);

    [DoesNotReturn]
    private static void ThrowLabel(string name, int? row, int label, int classCount, int ignoreLabel) =>
        throw new ArgumentOutOfRangeException(
            name,
            label,
            (row is null ? $"Label {label} is neither" : $"Row {row} has the label {label}, which is neither")
            + $" a class (0 to {classCount - 1}) nor the ignore label ({ignoreLabel}).");
}
