using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>One number.</summary>
internal struct Lane<T> : ILanes<Lane<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T _number;

    public static int Count => 1;

    public readonly T First => _number;

    /// <summary>The bits, with the sign of those of a float.</summary>
    private readonly long Bits
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(float) ? Unsafe.BitCast<T, int>(_number) : Unsafe.BitCast<T, long>(_number);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Load(ref readonly T source, nint offset) => All(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => Unsafe.Add(ref destination, offset) = _number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void StoreNonTemporal(T* destination) => *destination = _number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> LoadFirst(ref readonly T source, nint offset, nint count) => Load(in source, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(ref T destination, nint offset, nint count) => Store(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> LoadIntegers(ref readonly int source, nint offset) => FromBits(Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> LoadLabels(ref readonly int source, nint offset) => All(T.CreateTruncating(Unsafe.Add(ref Unsafe.AsRef(in source), offset)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreIntegers(ref int destination, nint offset) => Unsafe.Add(ref destination, offset) = (int)Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> All(T value) => new() { _number = value };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator +(Lane<T> left, Lane<T> right) => All(left._number + right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator -(Lane<T> left, Lane<T> right) => All(left._number - right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator *(Lane<T> left, Lane<T> right) => All(left._number * right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator /(Lane<T> left, Lane<T> right) => All(left._number / right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator -(Lane<T> value) => All(-value._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator &(Lane<T> left, Lane<T> right) => FromBits(left.Bits & right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator |(Lane<T> left, Lane<T> right) => FromBits(left.Bits | right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> AndNot(Lane<T> left, Lane<T> right) => FromBits(left.Bits & ~right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> MultiplyAdd(Lane<T> left, Lane<T> right, Lane<T> addend) => All(T.FusedMultiplyAdd(left._number, right._number, addend._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Max(Lane<T> left, Lane<T> right) => left._number > right._number ? left : right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Abs(Lane<T> value) => All(T.Abs(value._number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Equal(Lane<T> left, Lane<T> right) => Mask(left._number == right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> EqualBits(Lane<T> left, Lane<T> right) => Mask(left.Bits == right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Greater(Lane<T> left, Lane<T> right) => Mask(left._number > right._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Select(Lane<T> mask, Lane<T> then, Lane<T> otherwise) => Any(mask) ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> SelectEqual(Lane<T> left, Lane<T> right, Lane<T> then, Lane<T> otherwise) => Select(Equal(left, right), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lane<T> mask) => mask.Bits < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNaN(Lane<T> value) => T.IsNaN(value._number);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> AddBits(Lane<T> left, Lane<T> right) => FromBits(left.Bits + right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> SubtractBits(Lane<T> left, Lane<T> right) => FromBits(left.Bits - right.Bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> ShiftBitsLeft(Lane<T> value, int count) => FromBits(value.Bits << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> PowerOfSteps(Lane<T> steps) => typeof(T) == typeof(float)
        ? All(Unsafe.BitCast<float, T>(Simd.PowerOfEighths(Unsafe.BitCast<T, float>(steps._number))))
        : ShiftBitsLeft(steps, 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> ShiftBitsRight(Lane<T> value, int count) => FromBits(value.Bits >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Add(Lane<T> left, Lane<T> right, Lane<T> leftLost, Lane<T> rightLost, out Lane<T> lost)
    {
        Lane<T> sum = left + right;
        Lane<T> added = sum - left;
        lost = (leftLost + rightLost) + ((left - (sum - added)) + (right - added));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> SumInAllLanes(Lane<T> value, Lane<T> lost, out Lane<T> lostSum)
    {
        lostSum = lost;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Reorder(Lane<T> value, ReadOnlySpan<byte> order) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddTo(ref LossLanes sums, nint row) => sums.Add(row, double.CreateTruncating(_number));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> MaxInAllLanes(Lane<T> value) => value;

    /// <summary>A number of these bits; of a float, of the lower half of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<T> FromBits(long bits) => All(typeof(T) == typeof(float) ? Unsafe.BitCast<int, T>((int)bits) : Unsafe.BitCast<long, T>(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lane<T> Mask(bool condition) => FromBits(condition ? -1 : 0);
}
