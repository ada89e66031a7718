using System.Numerics;

namespace SoftmaxGen.Tests.Replay;

/// <summary>A call of one operation of a head.</summary>
/// <param name="arguments">Everything it may need.</param>
/// <returns>What the member returned.</returns>
internal delegate ReturnedBits OperationBody<T>(OperationArguments<T> arguments)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>An operation of a head, as something to call.</summary>
/// <param name="Member">The signature, as <see cref="MemberSignature"/> spells it.</param>
/// <param name="Output">What it writes.</param>
/// <param name="Rows">What it accepts.</param>
/// <param name="Options">Which options it accepts.</param>
/// <param name="Body">The call.</param>
internal sealed record OperationCall<T>(string Member, CallOutput Output, CallRows Rows, OptionUse Options, OperationBody<T> Body)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>No options, and all that it accepts: different code does the work.</summary>
    public OptionUse[] OptionUses => Options == OptionUse.Nothing ? [OptionUse.Nothing] : [OptionUse.Nothing, Options];

    /// <summary>Whether it can be called with that many rows.</summary>
    public bool Accepts(int rows) => Rows == CallRows.Any || rows == 1;

    /// <summary>How many values are written.</summary>
    public int ValueCount(int rows, int classCount) => Output switch
    {
        CallOutput.ValuePerClass => rows * classCount,
        CallOutput.ValuePerPair => classCount * classCount,
        CallOutput.ValuePerRow => rows,
        _ => 0,
    };

    /// <summary>How many classes are written.</summary>
    public int ClassesCount(int rows) => Output == CallOutput.ClassPerRow ? rows : 0;
}
