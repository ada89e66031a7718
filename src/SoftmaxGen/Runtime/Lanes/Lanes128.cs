using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <summary>A vector of 128 bits.</summary>
internal readonly struct Lanes128<T>(Vector128<T> vector) : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> _vector = vector;

    public static int Count => Vector128<T>.Count;

    public T First => _vector.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref readonly T source, nint offset) => new(Vector128.LoadUnsafe(in source, (nuint)offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T destination, nint offset) => _vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadFirst(ref readonly T source, nint offset, nint count) => typeof(T) == typeof(float) ? new((Simd.LoadPartial128(ref Unsafe.As<T, float>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<float, T>()) : new((Simd.LoadPartial128(ref Unsafe.As<T, double>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<double, T>());

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
    public static Lanes128<T> All(T value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new(left._vector + right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new(left._vector - right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new(left._vector * right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> left, Lanes128<T> right) => new(left._vector / right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> value) => new(-value._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator &(Lanes128<T> left, Lanes128<T> right) => new(left._vector & right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator |(Lanes128<T> left, Lanes128<T> right) => new(left._vector | right._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> left, Lanes128<T> right, Lanes128<T> addend) => typeof(T) == typeof(float) ? new((Simd.MultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>())).As<float, T>()) : new((Simd.MultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>())).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> left, Lanes128<T> right) => typeof(T) == typeof(float) ? new((Simd.Max(left._vector.As<T, float>(), right._vector.As<T, float>())).As<float, T>()) : new((Simd.Max(left._vector.As<T, double>(), right._vector.As<T, double>())).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> value) => new(Vector128.Abs(value._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Equal(Lanes128<T> left, Lanes128<T> right) => new(Vector128.Equals(left._vector, right._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Greater(Lanes128<T> left, Lanes128<T> right) => new(Vector128.GreaterThan(left._vector, right._vector));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> then, Lanes128<T> otherwise) => typeof(T) == typeof(float) ? new((Simd.Select(mask._vector.As<T, float>(), then._vector.As<T, float>(), otherwise._vector.As<T, float>())).As<float, T>()) : new((Simd.Select(mask._vector.As<T, double>(), then._vector.As<T, double>(), otherwise._vector.As<T, double>())).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes128<T> mask) => mask._vector.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddBits(Lanes128<T> left, Lanes128<T> right) => typeof(T) == typeof(float) ? new((left._vector.As<T, int>() + right._vector.As<T, int>()).As<int, T>()) : new((left._vector.As<T, long>() + right._vector.As<T, long>()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SubtractBits(Lanes128<T> left, Lanes128<T> right) => typeof(T) == typeof(float) ? new((left._vector.As<T, int>() - right._vector.As<T, int>()).As<int, T>()) : new((left._vector.As<T, long>() - right._vector.As<T, long>()).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftBitsLeft(Lanes128<T> value, int count) => typeof(T) == typeof(float) ? new((value._vector.As<T, int>() << count).As<int, T>()) : new((value._vector.As<T, long>() << count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftBitsRight(Lanes128<T> value, int count) => typeof(T) == typeof(float) ? new((value._vector.As<T, int>() >> count).As<int, T>()) : new((value._vector.As<T, long>() >> count).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Add(Lanes128<T> left, Lanes128<T> right, Lanes128<T> leftLost, Lanes128<T> rightLost, out Lanes128<T> lost)
    {
        Lanes128<T> sum = left + right;
        Lanes128<T> added = sum - left;
        lost = (leftLost + rightLost) + ((left - (sum - added)) + (right - added));
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SumInAllLanes(Lanes128<T> value, Lanes128<T> lost, out Lanes128<T> lostSum)
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> sum = Simd.SumInAllLanes(value._vector.As<T, float>(), lost._vector.As<T, float>(), out Vector128<float> low);
            lostSum = new(low.As<float, T>());
            return new(sum.As<float, T>());
        }
        else
        {
            Vector128<double> sum = Simd.SumInAllLanes(value._vector.As<T, double>(), lost._vector.As<T, double>(), out Vector128<double> low);
            lostSum = new(low.As<double, T>());
            return new(sum.As<double, T>());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MaxInAllLanes(Lanes128<T> value) => typeof(T) == typeof(float) ? new((Simd.MaxInAllLanes(value._vector.As<T, float>())).As<float, T>()) : new((Simd.MaxInAllLanes(value._vector.As<T, double>())).As<double, T>());
}
