using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>A vector of 256 bits.</summary>
internal struct Lanes256<T> : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector256<T> _vector;

    public static int Count => Vector256<T>.Count;

    public readonly T First => _vector.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref readonly T source, nint offset) => new() { _vector = Vector256.LoadUnsafe(in source, (nuint)offset) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => _vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void StoreNonTemporal(T* destination) => _vector.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadFirst(ref readonly T source, nint offset, nint count) => typeof(T) == typeof(float) ? new() { _vector = (Simd.LoadPartial256(ref Unsafe.As<T, float>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<float, T>() } : new() { _vector = (Simd.LoadPartial256(ref Unsafe.As<T, double>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreFirst(ref T destination, nint offset, nint count)
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
    public static Lanes256<T> LoadIntegers(ref readonly int source, nint offset) => typeof(T) == typeof(float)
        ? new() { _vector = Vector256.LoadUnsafe(in source, (nuint)offset).As<int, T>() }
        : new() { _vector = Vector256.WidenLower(Vector128.LoadUnsafe(in source, (nuint)offset).ToVector256Unsafe()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> LoadLabels(ref readonly int source, nint offset)
    {
        ref int labels = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        if (typeof(T) == typeof(float))
        {
            Simd.LoadLabels(ref labels, out Vector256<float> floats);
            return new() { _vector = floats.As<float, T>() };
        }

        Simd.LoadLabels(ref labels, out Vector256<double> doubles);
        return new() { _vector = doubles.As<double, T>() };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void StoreIntegers(ref int destination, nint offset)
    {
        if (typeof(T) == typeof(float))
        {
            _vector.As<T, int>().StoreUnsafe(ref destination, (nuint)offset);
        }
        else
        {
            Vector256.Narrow(_vector.As<T, long>(), _vector.As<T, long>()).GetLower().StoreUnsafe(ref destination, (nuint)offset);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> All(T value) => new() { _vector = Vector256.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> left, Lanes256<T> right) => new() { _vector = left._vector + right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> left, Lanes256<T> right) => new() { _vector = left._vector - right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> left, Lanes256<T> right) => new() { _vector = left._vector * right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> left, Lanes256<T> right) => new() { _vector = left._vector / right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> value) => new() { _vector = -value._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator &(Lanes256<T> left, Lanes256<T> right) => new() { _vector = left._vector & right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator |(Lanes256<T> left, Lanes256<T> right) => new() { _vector = left._vector | right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AndNot(Lanes256<T> left, Lanes256<T> right) => new() { _vector = Vector256.AndNot(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MultiplyAdd(Lanes256<T> left, Lanes256<T> right, Lanes256<T> addend) => !Fma.IsSupported ? MultiplyAddComposed(left, right, addend)
        : typeof(T) == typeof(float) ? new() { _vector = Fma.MultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Fma.MultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>()).As<double, T>() };

    private static Lanes256<T> MultiplyAddComposed(Lanes256<T> left, Lanes256<T> right, Lanes256<T> addend) => typeof(T) == typeof(float) ? new() { _vector = (Simd.MultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.MultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> left, Lanes256<T> right) => !Avx.IsSupported ? MaxComposed(left, right)
        : typeof(T) == typeof(float) ? new() { _vector = Avx.Max(left._vector.As<T, float>(), right._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Avx.Max(left._vector.As<T, double>(), right._vector.As<T, double>()).As<double, T>() };

    private static Lanes256<T> MaxComposed(Lanes256<T> left, Lanes256<T> right) => typeof(T) == typeof(float) ? new() { _vector = (Simd.Max(left._vector.As<T, float>(), right._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.Max(left._vector.As<T, double>(), right._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> value) => new() { _vector = Vector256.Abs(value._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Equal(Lanes256<T> left, Lanes256<T> right) => new() { _vector = Vector256.Equals(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> EqualBits(Lanes256<T> left, Lanes256<T> right) => typeof(T) == typeof(float) ? new() { _vector = Vector256.Equals(left._vector.As<T, int>(), right._vector.As<T, int>()).As<int, T>() } : new() { _vector = Vector256.Equals(left._vector.As<T, long>(), right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Greater(Lanes256<T> left, Lanes256<T> right) => new() { _vector = Vector256.GreaterThan(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> then, Lanes256<T> otherwise) => !Avx.IsSupported ? SelectComposed(mask, then, otherwise)
        : typeof(T) == typeof(float) ? new() { _vector = Avx.BlendVariable(otherwise._vector.As<T, float>(), then._vector.As<T, float>(), mask._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Avx.BlendVariable(otherwise._vector.As<T, double>(), then._vector.As<T, double>(), mask._vector.As<T, double>()).As<double, T>() };

    private static Lanes256<T> SelectComposed(Lanes256<T> mask, Lanes256<T> then, Lanes256<T> otherwise) => typeof(T) == typeof(float) ? new() { _vector = (Simd.Select(mask._vector.As<T, float>(), then._vector.As<T, float>(), otherwise._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.Select(mask._vector.As<T, double>(), then._vector.As<T, double>(), otherwise._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SelectEqual(Lanes256<T> left, Lanes256<T> right, Lanes256<T> then, Lanes256<T> otherwise) => Select(Equal(left, right), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes256<T> mask) => mask._vector.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNaN(Lanes256<T> value) => !Vector256.EqualsAll(value._vector, value._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddBits(Lanes256<T> left, Lanes256<T> right) => typeof(T) == typeof(float) ? new() { _vector = (left._vector.As<T, int>() + right._vector.As<T, int>()).As<int, T>() } : new() { _vector = (left._vector.As<T, long>() + right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SubtractBits(Lanes256<T> left, Lanes256<T> right) => typeof(T) == typeof(float) ? new() { _vector = (left._vector.As<T, int>() - right._vector.As<T, int>()).As<int, T>() } : new() { _vector = (left._vector.As<T, long>() - right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftBitsLeft(Lanes256<T> value, int count) => typeof(T) == typeof(float) ? new() { _vector = (value._vector.As<T, int>() << count).As<int, T>() } : new() { _vector = (value._vector.As<T, long>() << count).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> PowerOfSteps(Lanes256<T> steps) => typeof(T) == typeof(float)
        ? new() { _vector = Simd.PowerOfEighths(steps._vector.As<T, float>()).As<float, T>() }
        : ShiftBitsLeft(steps, 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> ShiftBitsRight(Lanes256<T> value, int count) => typeof(T) == typeof(float) ? new() { _vector = (value._vector.As<T, int>() >> count).As<int, T>() } : new() { _vector = (value._vector.As<T, long>() >> count).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Add(Lanes256<T> left, Lanes256<T> right, Lanes256<T> leftLost, Lanes256<T> rightLost, out Lanes256<T> lost)
    {
        Vector256<T> sum = left._vector + right._vector;
        Vector256<T> added = sum - left._vector;
        lost = new() { _vector = (leftLost._vector + rightLost._vector) + ((left._vector - (sum - added)) + (right._vector - added)) };
        return new() { _vector = sum };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SumInAllLanes(Lanes256<T> value, Lanes256<T> lost, out Lanes256<T> lostSum)
    {
        Lanes128<T> half = Lanes128<T>.Add(value.Lower, value.Upper, lost.Lower, lost.Upper, out Lanes128<T> halfLost);
        half = Lanes128<T>.SumInAllLanes(half, halfLost, out halfLost);
        lostSum = Twice(halfLost);
        return Twice(half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Reorder(Lanes256<T> value, ReadOnlySpan<byte> order) => typeof(T) == typeof(float) && Avx2.IsSupported
        ? new() { _vector = Avx2.PermuteVar8x32(value._vector.As<T, float>(), Avx2.ConvertToVector256Int32(LaneOrder.Bytes(order))).As<float, T>() }
        : LaneOrder.ThroughMemory<Lanes256<T>, T>(value, order);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void AddTo(ref LossLanes sums, nint row)
    {
        if (typeof(T) == typeof(float))
        {
            sums.Add(row, _vector.As<T, float>());
        }
        else
        {
            sums.Add(row, _vector.As<T, double>());
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> MaxInAllLanes(Lanes256<T> value) => typeof(T) == typeof(float) ? new() { _vector = (Simd.MaxInAllLanes(value._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.MaxInAllLanes(value._vector.As<T, double>())).As<double, T>() };

    private readonly Lanes128<T> Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(_vector.GetLower());
    }

    private readonly Lanes128<T> Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(_vector.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes256<T> Twice(Lanes128<T> half)
    {
        Vector128<T> vector = Unsafe.BitCast<Lanes128<T>, Vector128<T>>(half);
        return new() { _vector = Vector256.Create(vector, vector) };
    }
}
