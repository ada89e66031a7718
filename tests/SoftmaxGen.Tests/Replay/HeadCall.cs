using System.Numerics;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Replay;

/// <summary>A call of one member of a head, whatever its parameters are.</summary>
/// <param name="head">The head.</param>
/// <param name="logits">[N, K].</param>
/// <param name="labels">[N].</param>
/// <param name="values">Receives the output, unless it consists of classes.</param>
/// <param name="classes">Receives the output of classes.</param>
/// <returns>What the member returned.</returns>
internal delegate ReturnedBits HeadCallBody<T>(
    HeadAdapter<T> head, ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> values, Span<int> classes)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>A public member of a head, as something to call.</summary>
/// <param name="Quantity">What is computed: members of the same quantity give the same bits.</param>
/// <param name="Member">The signature, as <see cref="MemberSignature"/> spells it.</param>
/// <param name="Output">What it writes.</param>
/// <param name="Rows">What it accepts.</param>
/// <param name="Body">The call.</param>
internal sealed record HeadCall<T>(string Quantity, string Member, CallOutput Output, CallRows Rows, HeadCallBody<T> Body)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What tells calls of the same member apart.</summary>
    public string Variant { get; init; } = "";

    /// <summary>Whether a row's output depends on that row and its label alone (S50), not on how many rows are counted.</summary>
    public bool RowsAreIndependent { get; init; } = true;

    /// <summary>The member and its variant.</summary>
    public string Name => Variant.Length == 0 ? Member : $"{Member} {Variant}";

    /// <summary>Whether a head can be called with that many rows.</summary>
    public bool Accepts(HeadAdapter<T> head, int rows) => Rows switch
    {
        CallRows.Any => true,
        CallRows.One => rows == 1,
        _ => rows == 1 && head.FixedSize is not null,
    };

    /// <summary>The bits of each row, from a call on ordinary arrays.</summary>
    public long[][] RowBits(HeadAdapter<T> head, T[] logits, int[] labels)
    {
        var values = new T[ValueCount(head, labels.Length)];
        var classes = new int[ClassesCount(labels.Length)];
        var returned = Body(head, logits, labels, values, classes);
        return RowBits(labels.Length, values, classes, returned);
    }

    /// <summary>The bits of each row of an output; what a member without output returned.</summary>
    public long[][] RowBits(int rows, ReadOnlySpan<T> values, ReadOnlySpan<int> classes, ReturnedBits returned)
    {
        var bits = new long[rows][];
        for (var row = 0; row < rows; row++)
        {
            bits[row] = Output switch
            {
                CallOutput.Nothing => [returned.First],
                CallOutput.ClassPerRow => [classes[row]],
                _ => BitSpans.Of(values.Slice(row * (values.Length / rows), values.Length / rows)),
            };
        }

        return bits;
    }

    /// <summary>How many values are written.</summary>
    public int ValueCount(HeadAdapter<T> head, int rows) => Output switch
    {
        CallOutput.ValuePerClass => rows * head.ClassCount,
        CallOutput.ValuePerRow => rows,
        _ => 0,
    };

    /// <summary>How many classes are written.</summary>
    public int ClassesCount(int rows) => Output == CallOutput.ClassPerRow ? rows : 0;
}
