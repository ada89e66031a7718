using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Where full blocks are, one after the other, over the ends of an axis that is no shorter than a block.</summary>
/// <param name="first">The first class of the first row.</param>
/// <param name="left">The rows before the end of the axis.</param>
/// <param name="innerSize">The length of the axis.</param>
/// <param name="classCount">K.</param>
internal unsafe struct ColumnWalk<T>(T* first, int left, int innerSize, int classCount)
    where T : unmanaged
{
    private T* _place = first;

    /// <summary>The rows of the next block that are before the end of the axis, or more.</summary>
    public int Left { get; private set; } = left;

    /// <summary>From where the rows before an end are to where, as many lanes on, those behind it are.</summary>
    public readonly nint ToNextSet => (nint)innerSize * (classCount - 1);

    /// <summary>The first class of the next block's first row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Next(int lanes)
    {
        T* place = _place;
        _place += lanes;
        Left -= lanes;
        if (Left <= 0)
        {
            Left += innerSize;
            _place += ToNextSet;
        }

        return place;
    }
}
