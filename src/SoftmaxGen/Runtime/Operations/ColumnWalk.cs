using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Where full blocks are, one after the other, over the ends of an axis that is a whole number of blocks long.</summary>
/// <param name="first">The first class of the first row.</param>
/// <param name="left">The rows before the end of the axis.</param>
/// <param name="innerSize">The length of the axis.</param>
/// <param name="classCount">K.</param>
internal unsafe struct ColumnWalk<T>(T* first, int left, int innerSize, int classCount)
    where T : unmanaged
{
    private T* _place = first;
    private int _left = left;

    /// <summary>The first class of the next block's first row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Next(int lanes)
    {
        T* place = _place;
        _place += lanes;
        _left -= lanes;
        if (_left == 0)
        {
            _left = innerSize;
            _place += (nint)innerSize * (classCount - 1);
        }

        return place;
    }
}
