using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>A vector of 512 bits.</summary>
internal readonly struct Lanes512<T>(Vector512<T> vector) : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _vector = vector;

    public static int Count => Vector512<T>.Count;

    public T First => _vector.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T source, nint offset) => new(Vector512.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint offset) => _vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadFirst(ref readonly T source, nint offset, nint count) => typeof(T) == typeof(float) ? new((Simd.LoadPartial512(ref Unsafe.As<T, float>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<float, T>()) : new((Simd.LoadPartial512(ref Unsafe.As<T, double>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreFirst(ref T destination, nint offset, nint count)
    {
        if (typeof(T) == typeof(float))
        {
            Simd.StorePartial(_vector.As<T, float>(), ref Unsafe.As<T, float>(ref Unsafe.Add(ref destination, offset)), count);
        }
        else
        {
            Simd.StorePartial(_vector.As<T, double>(), ref Unsafe.As<T, double>(ref Unsafe.Add(ref destination, offset)), count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> All(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> left, Lanes512<T> right) => new(left._vector / right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> value) => new(-value._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator &(Lanes512<T> left, Lanes512<T> right) => new(left._vector & right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator |(Lanes512<T> left, Lanes512<T> right) => new(left._vector | right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> left, Lanes512<T> right, Lanes512<T> addend) => typeof(T) == typeof(float) ? new((Simd.MultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>())).As<float, T>()) : new((Simd.MultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>())).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> left, Lanes512<T> right) => typeof(T) == typeof(float) ? new((Simd.Max(left._vector.As<T, float>(), right._vector.As<T, float>())).As<float, T>()) : new((Simd.Max(left._vector.As<T, double>(), right._vector.As<T, double>())).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> value) => new(Vector512.Abs(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Equal(Lanes512<T> left, Lanes512<T> right) => new(Vector512.Equals(left._vector, right._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Greater(Lanes512<T> left, Lanes512<T> right) => new(Vector512.GreaterThan(left._vector, right._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> then, Lanes512<T> otherwise) => typeof(T) == typeof(float) ? new((Simd.Select(mask._vector.As<T, float>(), then._vector.As<T, float>(), otherwise._vector.As<T, float>())).As<float, T>()) : new((Simd.Select(mask._vector.As<T, double>(), then._vector.As<T, double>(), otherwise._vector.As<T, double>())).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes512<T> mask) => mask._vector.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddBits(Lanes512<T> left, Lanes512<T> right) => typeof(T) == typeof(float) ? new((left._vector.As<T, int>() + right._vector.As<T, int>()).As<int, T>()) : new((left._vector.As<T, long>() + right._vector.As<T, long>()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SubtractBits(Lanes512<T> left, Lanes512<T> right) => typeof(T) == typeof(float) ? new((left._vector.As<T, int>() - right._vector.As<T, int>()).As<int, T>()) : new((left._vector.As<T, long>() - right._vector.As<T, long>()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftBitsLeft(Lanes512<T> value, int count) => typeof(T) == typeof(float) ? new((value._vector.As<T, int>() << count).As<int, T>()) : new((value._vector.As<T, long>() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftBitsRight(Lanes512<T> value, int count) => typeof(T) == typeof(float) ? new((value._vector.As<T, int>() >> count).As<int, T>()) : new((value._vector.As<T, long>() >> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Add(Lanes512<T> left, Lanes512<T> right, Lanes512<T> leftLost, Lanes512<T> rightLost, out Lanes512<T> lost)
    {
        Lanes512<T> sum = left + right;
        Lanes512<T> added = sum - left;
        lost = (leftLost + rightLost) + ((left - (sum - added)) + (right - added));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SumInAllLanes(Lanes512<T> value, Lanes512<T> lost, out Lanes512<T> lostSum)
    {
        if (typeof(T) == typeof(float))
        {
            Vector512<float> sum = Simd.SumInAllLanes(value._vector.As<T, float>(), lost._vector.As<T, float>(), out Vector512<float> low);
            lostSum = new(low.As<float, T>());
            return new(sum.As<float, T>());
        }
        else
        {
            Vector512<double> sum = Simd.SumInAllLanes(value._vector.As<T, double>(), lost._vector.As<T, double>(), out Vector512<double> low);
            lostSum = new(low.As<double, T>());
            return new(sum.As<double, T>());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MaxInAllLanes(Lanes512<T> value) => typeof(T) == typeof(float) ? new((Simd.MaxInAllLanes(value._vector.As<T, float>())).As<float, T>()) : new((Simd.MaxInAllLanes(value._vector.As<T, double>())).As<double, T>());
}
