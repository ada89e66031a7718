using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SoftmaxGen.Runtime;

/// <summary>A vector of 128 bits.</summary>
internal struct Lanes128<T> : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Vector128<T> _vector;

    public static int Count => Vector128<T>.Count;

    public readonly T First => _vector.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref readonly T source, nint offset) => new() { _vector = Vector128.LoadUnsafe(in source, (nuint)offset) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Store(ref T destination, nint offset) => _vector.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly unsafe void StoreNonTemporal(T* destination) => _vector.StoreAlignedNonTemporal(destination);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadFirst(ref readonly T source, nint offset, nint count) => typeof(T) == typeof(float) ? new() { _vector = (Simd.LoadPartial128(ref Unsafe.As<T, float>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<float, T>() } : new() { _vector = (Simd.LoadPartial128(ref Unsafe.As<T, double>(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset)), count, 0)).As<double, T>() };

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
    public static Lanes128<T> LoadIntegers(ref readonly int source, nint offset) => typeof(T) == typeof(float)
        ? new() { _vector = Vector128.LoadUnsafe(in source, (nuint)offset).As<int, T>() }
        : new() { _vector = Vector128.Create((long)Unsafe.Add(ref Unsafe.AsRef(in source), offset), Unsafe.Add(ref Unsafe.AsRef(in source), offset + 1)).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> LoadLabels(ref readonly int source, nint offset)
    {
        ref int labels = ref Unsafe.Add(ref Unsafe.AsRef(in source), offset);
        if (typeof(T) == typeof(float))
        {
            Simd.LoadLabels(ref labels, out Vector128<float> floats);
            return new() { _vector = floats.As<float, T>() };
        }

        Simd.LoadLabels(ref labels, out Vector128<double> doubles);
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
            Unsafe.Add(ref destination, offset) = (int)_vector.As<T, long>().GetElement(0);
            Unsafe.Add(ref destination, offset + 1) = (int)_vector.As<T, long>().GetElement(1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> All(T value) => new() { _vector = Vector128.Create(value) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> left, Lanes128<T> right) => new() { _vector = left._vector + right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> left, Lanes128<T> right) => new() { _vector = left._vector - right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> left, Lanes128<T> right) => new() { _vector = left._vector * right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> left, Lanes128<T> right) => new() { _vector = left._vector / right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> value) => new() { _vector = -value._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator &(Lanes128<T> left, Lanes128<T> right) => new() { _vector = left._vector & right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator |(Lanes128<T> left, Lanes128<T> right) => new() { _vector = left._vector | right._vector };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AndNot(Lanes128<T> left, Lanes128<T> right) => new() { _vector = Vector128.AndNot(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> MultiplyAdd(Lanes128<T> left, Lanes128<T> right, Lanes128<T> addend) => !Fma.IsSupported ? MultiplyAddComposed(left, right, addend)
        : typeof(T) == typeof(float) ? new() { _vector = Fma.MultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Fma.MultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>()).As<double, T>() };

    private static Lanes128<T> MultiplyAddComposed(Lanes128<T> left, Lanes128<T> right, Lanes128<T> addend) => typeof(T) == typeof(float) ? new() { _vector = (Simd.MultiplyAdd(left._vector.As<T, float>(), right._vector.As<T, float>(), addend._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.MultiplyAdd(left._vector.As<T, double>(), right._vector.As<T, double>(), addend._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> left, Lanes128<T> right) => !Sse41.IsSupported ? MaxComposed(left, right)
        : typeof(T) == typeof(float) ? new() { _vector = Sse.Max(left._vector.As<T, float>(), right._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Sse2.Max(left._vector.As<T, double>(), right._vector.As<T, double>()).As<double, T>() };

    private static Lanes128<T> MaxComposed(Lanes128<T> left, Lanes128<T> right) => typeof(T) == typeof(float) ? new() { _vector = (Simd.Max(left._vector.As<T, float>(), right._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.Max(left._vector.As<T, double>(), right._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> value) => new() { _vector = Vector128.Abs(value._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Equal(Lanes128<T> left, Lanes128<T> right) => new() { _vector = Vector128.Equals(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> EqualBits(Lanes128<T> left, Lanes128<T> right) => typeof(T) == typeof(float) ? new() { _vector = Vector128.Equals(left._vector.As<T, int>(), right._vector.As<T, int>()).As<int, T>() } : new() { _vector = Vector128.Equals(left._vector.As<T, long>(), right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Greater(Lanes128<T> left, Lanes128<T> right) => new() { _vector = Vector128.GreaterThan(left._vector, right._vector) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> then, Lanes128<T> otherwise) => !Sse41.IsSupported ? SelectComposed(mask, then, otherwise)
        : typeof(T) == typeof(float) ? new() { _vector = Sse41.BlendVariable(otherwise._vector.As<T, float>(), then._vector.As<T, float>(), mask._vector.As<T, float>()).As<float, T>() }
        : new() { _vector = Sse41.BlendVariable(otherwise._vector.As<T, double>(), then._vector.As<T, double>(), mask._vector.As<T, double>()).As<double, T>() };

    private static Lanes128<T> SelectComposed(Lanes128<T> mask, Lanes128<T> then, Lanes128<T> otherwise) => typeof(T) == typeof(float) ? new() { _vector = (Simd.Select(mask._vector.As<T, float>(), then._vector.As<T, float>(), otherwise._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.Select(mask._vector.As<T, double>(), then._vector.As<T, double>(), otherwise._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SelectEqual(Lanes128<T> left, Lanes128<T> right, Lanes128<T> then, Lanes128<T> otherwise) => Select(Equal(left, right), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(Lanes128<T> mask) => mask._vector.ExtractMostSignificantBits() != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AnyNaN(Lanes128<T> value) => !Vector128.EqualsAll(value._vector, value._vector);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddBits(Lanes128<T> left, Lanes128<T> right) => typeof(T) == typeof(float) ? new() { _vector = (left._vector.As<T, int>() + right._vector.As<T, int>()).As<int, T>() } : new() { _vector = (left._vector.As<T, long>() + right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SubtractBits(Lanes128<T> left, Lanes128<T> right) => typeof(T) == typeof(float) ? new() { _vector = (left._vector.As<T, int>() - right._vector.As<T, int>()).As<int, T>() } : new() { _vector = (left._vector.As<T, long>() - right._vector.As<T, long>()).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftBitsLeft(Lanes128<T> value, int count) => typeof(T) == typeof(float) ? new() { _vector = (value._vector.As<T, int>() << count).As<int, T>() } : new() { _vector = (value._vector.As<T, long>() << count).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> PowerOfSteps(Lanes128<T> steps) => typeof(T) == typeof(float)
        ? new() { _vector = Simd.PowerOfEighths(steps._vector.As<T, float>()).As<float, T>() }
        : ShiftBitsLeft(steps, 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> ShiftBitsRight(Lanes128<T> value, int count) => typeof(T) == typeof(float) ? new() { _vector = (value._vector.As<T, int>() >> count).As<int, T>() } : new() { _vector = (value._vector.As<T, long>() >> count).As<long, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Add(Lanes128<T> left, Lanes128<T> right, Lanes128<T> leftLost, Lanes128<T> rightLost, out Lanes128<T> lost)
    {
        Vector128<T> sum = left._vector + right._vector;
        Vector128<T> added = sum - left._vector;
        lost = new() { _vector = (leftLost._vector + rightLost._vector) + ((left._vector - (sum - added)) + (right._vector - added)) };
        return new() { _vector = sum };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SumInAllLanes(Lanes128<T> value, Lanes128<T> lost, out Lanes128<T> lostSum)
    {
        if (typeof(T) == typeof(float))
        {
            value = Add(value, value.SwapPairs(), lost, lost.SwapPairs(), out lost);
        }

        return Add(value, value.SwapNeighbours(), lost, lost.SwapNeighbours(), out lostSum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Reorder(Lanes128<T> value, ReadOnlySpan<byte> order) => LaneOrder.ThroughMemory<Lanes128<T>, T>(value, order);

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
    public static Lanes128<T> MaxInAllLanes(Lanes128<T> value) => typeof(T) == typeof(float) ? new() { _vector = (Simd.MaxInAllLanes(value._vector.As<T, float>())).As<float, T>() } : new() { _vector = (Simd.MaxInAllLanes(value._vector.As<T, double>())).As<double, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Lanes128<T> SwapPairs() => new() { _vector = Simd.SwapPairs(_vector.As<T, float>()).As<float, T>() };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Lanes128<T> SwapNeighbours() => new()
    {
        _vector = typeof(T) == typeof(float)
            ? Simd.SwapNeighbours(_vector.As<T, float>()).As<float, T>()
            : Simd.SwapNeighbours(_vector.As<T, double>()).As<double, T>(),
    };
}
