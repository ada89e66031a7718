using System.Diagnostics;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// A vector of one width, so that an operation is written once for all widths: each operation has the same bits in every
/// lane as it has on a single number.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
/// <typeparam name="T">The element type: float or double.</typeparam>
/// <remarks>Comparisons give masks: all bits of a lane set, or none.</remarks>
internal interface ILanes<TSelf, T>
    where TSelf : struct, ILanes<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The number in the first lane.</summary>
    T First { get; }

    /// <summary>The elements from an offset on.</summary>
    static abstract TSelf Load(ref readonly T source, nint offset);

    /// <summary>Stores all lanes from an offset on.</summary>
    void Store(ref T destination, nint offset);

    /// <summary>Stores all lanes where a multiple of their bytes is the address, past the caches: another thread sees them behind a fence only.</summary>
    unsafe void StoreNonTemporal(T* destination);

    /// <summary>The first <paramref name="count"/> elements from an offset on, and 0 in the other lanes; nothing beyond them is read.</summary>
    static abstract TSelf LoadFirst(ref readonly T source, nint offset, nint count);

    /// <summary>Stores the first <paramref name="count"/> lanes from an offset on; nothing beyond them is written.</summary>
    void StoreFirst(ref T destination, nint offset, nint count);

    /// <summary>Whether <see cref="StoreWhere"/> is there.</summary>
    static virtual bool StoresWhere => false;

    /// <summary>Stores the lanes of a mask from an offset on; nothing else is written.</summary>
    void StoreWhere(ref T destination, nint offset, TSelf mask) => throw new UnreachableException();

    /// <summary>Integers from an offset on, one in the bits of each lane.</summary>
    static abstract TSelf LoadIntegers(ref readonly int source, nint offset);

    /// <summary>Labels from an offset on, as numbers: exact for every class of the few that are compared with them.</summary>
    static abstract TSelf LoadLabels(ref readonly int source, nint offset);

    /// <summary>Stores the integers in the bits of the lanes from an offset on.</summary>
    void StoreIntegers(ref int destination, nint offset);

    /// <summary>A number in every lane.</summary>
    static abstract TSelf All(T value);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    /// <summary>The bits that both have.</summary>
    static abstract TSelf operator &(TSelf left, TSelf right);

    /// <summary>The bits that one of both has.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);

    /// <summary>The bits that the right one does not have.</summary>
    static abstract TSelf AndNot(TSelf left, TSelf right);

    /// <summary>left · right + addend, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>left if it is greater, else right: of a NaN and a number, always the right one.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Equal(TSelf left, TSelf right);

    /// <summary>Whether the bits, taken as integers, are equal.</summary>
    static abstract TSelf EqualBits(TSelf left, TSelf right);

    static abstract TSelf Greater(TSelf left, TSelf right);

    /// <summary>then where the mask is set, else otherwise.</summary>
    static abstract TSelf Select(TSelf mask, TSelf then, TSelf otherwise);

    /// <summary>then where left and right are equal, else otherwise: with 512 bits, without a mask in a vector register.</summary>
    static abstract TSelf SelectEqual(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>Whether a lane of a mask is set.</summary>
    static abstract bool Any(TSelf mask);

    /// <summary>Whether a lane is NaN.</summary>
    static abstract bool AnyNaN(TSelf value);

    /// <summary>The sum of the bits, taken as integers.</summary>
    static abstract TSelf AddBits(TSelf left, TSelf right);

    /// <summary>The difference of the bits, taken as integers.</summary>
    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    static abstract TSelf ShiftBitsLeft(TSelf value, int count);

    /// <summary>The power of two that is counted in the low bits of a number, in steps of the exponential's table, as in generated kernels.</summary>
    static abstract TSelf PowerOfSteps(TSelf steps);

    /// <summary>The bits shifted right, keeping the sign.</summary>
    static abstract TSelf ShiftBitsRight(TSelf value, int count);

    /// <summary>left + right, and what is lost: the rounding error (Knuth's TwoSum) added to the errors of both.</summary>
    static abstract TSelf Add(TSelf left, TSelf right, TSelf leftLost, TSelf rightLost, out TSelf lost);

    /// <summary>The sum of the lanes by halves, in every lane, and what rounding loses.</summary>
    static abstract TSelf SumInAllLanes(TSelf value, TSelf lost, out TSelf lostSum);

    /// <summary>In lane i the lane that is number i of an order of all lanes.</summary>
    static abstract TSelf Reorder(TSelf value, ReadOnlySpan<byte> order);

    /// <summary>Adds the losses of as many rows as there are lanes; the first row's number is a multiple of that.</summary>
    void AddTo(ref LossLanes sums, nint row);

    /// <summary>The largest lane, in every lane; any number or NaN when a lane is NaN.</summary>
    static abstract TSelf MaxInAllLanes(TSelf value);
}
