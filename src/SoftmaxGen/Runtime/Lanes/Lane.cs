using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>One number: the first lane of a vector, whose other lanes mean nothing.</summary>
internal struct Lane<T> : ILanes<Lane<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector128<T> _vector;

    public static int Count => 1;

    public readonly T First => _vector.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Load(ref readonly T source, nint offset) => new() { _vector = Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), offset)) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => Unsafe.Add(ref destination, offset) = First;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> LoadFirst(ref readonly T source, nint offset, nint count) => Load(in source, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(ref T destination, nint offset, nint count) => Store(ref destination, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> LoadIntegers(ref readonly int source, nint offset) => typeof(T) == typeof(float)
        ? new() { _vector = Vector128.CreateScalar(Unsafe.Add(ref Unsafe.AsRef(in source), offset)).As<int, T>() }
        : new() { _vector = Vector128.CreateScalar((long)Unsafe.Add(ref Unsafe.AsRef(in source), offset)).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreIntegers(ref int destination, nint offset) =>
        Unsafe.Add(ref destination, offset) = typeof(T) == typeof(float) ? _vector.As<T, int>().ToScalar() : (int)_vector.As<T, long>().ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> All(T value) => new() { _vector = Vector128.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator +(Lane<T> left, Lane<T> right) => new() { _vector = left._vector + right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator -(Lane<T> left, Lane<T> right) => new() { _vector = left._vector - right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator *(Lane<T> left, Lane<T> right) => new() { _vector = left._vector * right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator /(Lane<T> left, Lane<T> right) => new() { _vector = left._vector / right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator -(Lane<T> value) => new() { _vector = -value._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator &(Lane<T> left, Lane<T> right) => new() { _vector = left._vector & right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator |(Lane<T> left, Lane<T> right) => new() { _vector = left._vector | right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> AndNot(Lane<T> left, Lane<T> right) => new() { _vector = Vector128.AndNot(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> MultiplyAdd(Lane<T> left, Lane<T> right, Lane<T> addend) => typeof(T) == typeof(float) ? new() { _vector = (Simd.MultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.MultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Max(Lane<T> left, Lane<T> right) => typeof(T) == typeof(float) ? new() { _vector = (Simd.Max(left._vector.As<T, float>(), right._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.Max(left._vector.As<T, double>(), right._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Abs(Lane<T> value) => new() { _vector = Vector128.Abs(value._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Equal(Lane<T> left, Lane<T> right) => new() { _vector = Vector128.Equals(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> EqualBits(Lane<T> left, Lane<T> right) => typeof(T) == typeof(float) ? new() { _vector = Vector128.Equals(left._vector.As<T, int>(), right._vector.As<T, int>()).As<int, T>() } : new() { _vector = Vector128.Equals(left._vector.As<T, long>(), right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Greater(Lane<T> left, Lane<T> right) => new() { _vector = Vector128.GreaterThan(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Select(Lane<T> mask, Lane<T> then, Lane<T> otherwise) => typeof(T) == typeof(float) ? new() { _vector = (Simd.Select(mask._vector.As<T, float>(), then._vector.As<T, float>(), otherwise._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.Select(mask._vector.As<T, double>(), then._vector.As<T, double>(), otherwise._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lane<T> mask) => (mask._vector.ExtractMostSignificantBits() & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNaN(Lane<T> value) => T.IsNaN(value.First);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> AddBits(Lane<T> left, Lane<T> right) => typeof(T) == typeof(float) ? new() { _vector = (left._vector.As<T, int>() + right._vector.As<T, int>()).As<int, T>() } : new() { _vector = (left._vector.As<T, long>() + right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> SubtractBits(Lane<T> left, Lane<T> right) => typeof(T) == typeof(float) ? new() { _vector = (left._vector.As<T, int>() - right._vector.As<T, int>()).As<int, T>() } : new() { _vector = (left._vector.As<T, long>() - right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> ShiftBitsLeft(Lane<T> value, int count) => typeof(T) == typeof(float) ? new() { _vector = (value._vector.As<T, int>() << count).As<int, T>() } : new() { _vector = (value._vector.As<T, long>() << count).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> PowerOfSteps(Lane<T> steps) => typeof(T) == typeof(float)
        ? new() { _vector = Simd.PowerOfEighths(steps._vector.As<T, float>()).As<float, T>() }
        : ShiftBitsLeft(steps, 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> ShiftBitsRight(Lane<T> value, int count) => typeof(T) == typeof(float) ? new() { _vector = (value._vector.As<T, int>() >> count).As<int, T>() } : new() { _vector = (value._vector.As<T, long>() >> count).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Add(Lane<T> left, Lane<T> right, Lane<T> leftLost, Lane<T> rightLost, out Lane<T> lost)
    {
        Vector128<T> sum = left._vector + right._vector;
        Vector128<T> added = sum - left._vector;
        lost = new() { _vector = (leftLost._vector + rightLost._vector) + ((left._vector - (sum - added)) + (right._vector - added)) };
        return new() { _vector = sum };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> SumInAllLanes(Lane<T> value, Lane<T> lost, out Lane<T> lostSum)
    {
        lostSum = lost;
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddTo(ref LossLanes sums, nint row) => sums.Add(row, double.CreateTruncating(First));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> MaxInAllLanes(Lane<T> value) => value;
}
