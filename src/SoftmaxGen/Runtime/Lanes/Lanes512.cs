using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>A vector of 512 bits.</summary>
internal struct Lanes512<T> : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector512<T> _vector;

    public static int Count => Vector512<T>.Count;

    public readonly T First => _vector.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T source, nint offset) => new() { _vector = Vector512.LoadUnsafe(in source, (nuint)offset) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => _vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void StoreNonTemporal(T* destination) => _vector.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadFirst(ref readonly T source, nint offset, nint count) => typeof(T) == typeof(float) ? new() { _vector = (Simd.LoadPartial512(ref Unsafe.As<T, float>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<float, T>() } : new() { _vector = (Simd.LoadPartial512(ref Unsafe.As<T, double>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<double, T>() };

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

#if NET10_0_OR_GREATER
    public static bool StoresWhere
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void StoreWhere(ref T destination, nint offset, Lanes512<T> mask)
    {
        ref T place = ref Unsafe.Add(ref destination, offset);
        if (typeof(T) == typeof(float))
        {
            Avx512F.MaskStore((float*)Unsafe.AsPointer(ref place), mask._vector.As<T, float>(), _vector.As<T, float>());
        }
        else
        {
            Avx512F.MaskStore((double*)Unsafe.AsPointer(ref place), mask._vector.As<T, double>(), _vector.As<T, double>());
        }
    }

#endif
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadIntegers(ref readonly int source, nint offset) => typeof(T) == typeof(float)
        ? new() { _vector = Vector512.LoadUnsafe(in source, (nuint)offset).As<int, T>() }
        : new() { _vector = Vector512.WidenLower(Vector256.LoadUnsafe(in source, (nuint)offset).ToVector512Unsafe()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> LoadLabels(ref readonly int source, nint offset)
    {
        ref int labels = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        if (typeof(T) == typeof(float))
        {
            Simd.LoadLabels(ref labels, out Vector512<float> floats);
            return new() { _vector = floats.As<float, T>() };
        }

        Simd.LoadLabels(ref labels, out Vector512<double> doubles);
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
            Vector512.Narrow(_vector.As<T, long>(), _vector.As<T, long>()).GetLower().StoreUnsafe(ref destination, (nuint)offset);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> All(T value) => new() { _vector = Vector512.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> left, Lanes512<T> right) => new() { _vector = left._vector + right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> left, Lanes512<T> right) => new() { _vector = left._vector - right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> left, Lanes512<T> right) => new() { _vector = left._vector * right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> left, Lanes512<T> right) => new() { _vector = left._vector / right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> value) => new() { _vector = -value._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator &(Lanes512<T> left, Lanes512<T> right) => new() { _vector = left._vector & right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator |(Lanes512<T> left, Lanes512<T> right) => new() { _vector = left._vector | right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AndNot(Lanes512<T> left, Lanes512<T> right) => new() { _vector = Vector512.AndNot(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> MultiplyAdd(Lanes512<T> left, Lanes512<T> right, Lanes512<T> addend) => !Avx512F.IsSupported ? MultiplyAddComposed(left, right, addend)
        : typeof(T) == typeof(float) ? new() { _vector = Avx512F.FusedMultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Avx512F.FusedMultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>()).As<double, T>() };

    private static Lanes512<T> MultiplyAddComposed(Lanes512<T> left, Lanes512<T> right, Lanes512<T> addend) => typeof(T) == typeof(float) ? new() { _vector = (Simd.MultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.MultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> left, Lanes512<T> right) => !Avx512F.IsSupported ? MaxComposed(left, right)
        : typeof(T) == typeof(float) ? new() { _vector = Avx512F.Max(left._vector.As<T, float>(), right._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Avx512F.Max(left._vector.As<T, double>(), right._vector.As<T, double>()).As<double, T>() };

    private static Lanes512<T> MaxComposed(Lanes512<T> left, Lanes512<T> right) => typeof(T) == typeof(float) ? new() { _vector = (Simd.Max(left._vector.As<T, float>(), right._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.Max(left._vector.As<T, double>(), right._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> value) => new() { _vector = Vector512.Abs(value._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Equal(Lanes512<T> left, Lanes512<T> right) => new() { _vector = Vector512.Equals(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> EqualBits(Lanes512<T> left, Lanes512<T> right) => typeof(T) == typeof(float) ? new() { _vector = Vector512.Equals(left._vector.As<T, int>(), right._vector.As<T, int>()).As<int, T>() } : new() { _vector = Vector512.Equals(left._vector.As<T, long>(), right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Greater(Lanes512<T> left, Lanes512<T> right) => new() { _vector = Vector512.GreaterThan(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> then, Lanes512<T> otherwise) =>
        new() { _vector = Vector512.ConditionalSelect(mask._vector, then._vector, otherwise._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SelectEqual(Lanes512<T> left, Lanes512<T> right, Lanes512<T> then, Lanes512<T> otherwise) => typeof(T) == typeof(float)
        ? new() { _vector = Simd.Select(Vector512.Equals(left._vector.As<T, float>(), right._vector.As<T, float>()), then._vector.As<T, float>(), otherwise._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Simd.Select(Vector512.Equals(left._vector.As<T, double>(), right._vector.As<T, double>()), then._vector.As<T, double>(), otherwise._vector.As<T, double>()).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes512<T> mask) => mask._vector.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNaN(Lanes512<T> value) => !Vector512.EqualsAll(value._vector, value._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddBits(Lanes512<T> left, Lanes512<T> right) => typeof(T) == typeof(float) ? new() { _vector = (left._vector.As<T, int>() + right._vector.As<T, int>()).As<int, T>() } : new() { _vector = (left._vector.As<T, long>() + right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SubtractBits(Lanes512<T> left, Lanes512<T> right) => typeof(T) == typeof(float) ? new() { _vector = (left._vector.As<T, int>() - right._vector.As<T, int>()).As<int, T>() } : new() { _vector = (left._vector.As<T, long>() - right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftBitsLeft(Lanes512<T> value, int count) => typeof(T) == typeof(float) ? new() { _vector = (value._vector.As<T, int>() << count).As<int, T>() } : new() { _vector = (value._vector.As<T, long>() << count).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> PowerOfSteps(Lanes512<T> steps) => typeof(T) == typeof(float)
        ? new() { _vector = Simd.PowerOfEighths(steps._vector.As<T, float>()).As<float, T>() }
        : ShiftBitsLeft(steps, 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> ShiftBitsRight(Lanes512<T> value, int count) => typeof(T) == typeof(float) ? new() { _vector = (value._vector.As<T, int>() >> count).As<int, T>() } : new() { _vector = (value._vector.As<T, long>() >> count).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Add(Lanes512<T> left, Lanes512<T> right, Lanes512<T> leftLost, Lanes512<T> rightLost, out Lanes512<T> lost)
    {
        Vector512<T> sum = left._vector + right._vector;
        Vector512<T> added = sum - left._vector;
        lost = new() { _vector = (leftLost._vector + rightLost._vector) + ((left._vector - (sum - added)) + (right._vector - added)) };
        return new() { _vector = sum };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SumInAllLanes(Lanes512<T> value, Lanes512<T> lost, out Lanes512<T> lostSum)
    {
        Lanes256<T> half = Lanes256<T>.Add(value.Lower, value.Upper, lost.Lower, lost.Upper, out Lanes256<T> halfLost);
        half = Lanes256<T>.SumInAllLanes(half, halfLost, out halfLost);
        lostSum = Twice(halfLost);
        return Twice(half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Reorder(Lanes512<T> value, ReadOnlySpan<byte> order)
    {
        if (!Avx512F.IsSupported)
        {
            return LaneOrder.ThroughMemory<Lanes512<T>, T>(value, order);
        }

        return typeof(T) == typeof(float)
            ? new() { _vector = Avx512F.PermuteVar16x32(value._vector.As<T, float>(), Avx512F.ConvertToVector512Int32(LaneOrder.Bytes(order))).As<float, T>() }
            : new() { _vector = Avx512F.PermuteVar8x64(value._vector.As<T, double>(), Avx512F.ConvertToVector512Int64(LaneOrder.Bytes(order))).As<double, T>() };
    }

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
    public static Lanes512<T> MaxInAllLanes(Lanes512<T> value) => typeof(T) == typeof(float) ? new() { _vector = (Simd.MaxInAllLanes(value._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.MaxInAllLanes(value._vector.As<T, double>())).As<double, T>() };

    private readonly Lanes256<T> Lower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(_vector.GetLower());
    }

    private readonly Lanes256<T> Upper
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(_vector.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes512<T> Twice(Lanes256<T> half)
    {
        Vector256<T> vector = Unsafe.BitCast<Lanes256<T>, Vector256<T>>(half);
        return new() { _vector = Vector512.Create(vector, vector) };
    }
}
