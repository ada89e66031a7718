using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>What happens to logits before everything else: division by a temperature, then a soft cap.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal readonly unsafe struct LogitTransform<T>(double? temperature, double? softCap)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double _temperature = temperature ?? 1;
    private readonly double _softCap = softCap ?? 0;

    /// <summary>Whether there is a cap.</summary>
    public bool HasCap => _softCap != 0;

    /// <summary>Whether nothing changes.</summary>
    public bool IsIdentity => _temperature == 1 && _softCap == 0;

    /// <summary>z / T, then c · tanh(z / c).</summary>
    public void Apply<V>(ref T source, ref T destination, int count)
        where V : struct, ILanes<V, T>
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            Apply(V.Load(ref source, i)).Store(ref destination, i);
        }

        if (i < count)
        {
            Apply(V.LoadFirst(ref source, i, count - i)).StoreFirst(ref destination, i, count - i);
        }
    }

    /// <summary>(z − max) / T row by row, which has the same softmax as z / T and less rounding.</summary>
    public void ApplyRelative<V>(ref T source, ref T destination, int rows, int classCount)
        where V : struct, ILanes<V, T>
    {
        V temperature = LaneMath<V, T>.All(_temperature);
        for (int row = 0; row < rows; row++)
        {
            ref T z = ref Unsafe.Add(ref source, (nint)row * classCount);
            ref T y = ref Unsafe.Add(ref destination, (nint)row * classCount);
            T max = T.NegativeInfinity;
            V largest = V.All(max);
            int c = 0;
            for (; c <= classCount - V.Count; c += V.Count)
            {
                largest = V.Max(V.Load(ref z, c), largest);
            }

            for (; c < classCount; c++)
            {
                max = Unsafe.Add(ref z, c) > max ? Unsafe.Add(ref z, c) : max;
            }

            largest = V.MaxInAllLanes(V.Max(largest, V.All(max)));
            largest = FiniteOrZero(largest);
            for (c = 0; c <= classCount - V.Count; c += V.Count)
            {
                ((V.Load(ref z, c) - largest) / temperature).Store(ref y, c);
            }

            if (c < classCount)
            {
                ((V.LoadFirst(ref z, c, classCount - c) - largest) / temperature).StoreFirst(ref y, c, classCount - c);
            }
        }
    }

    /// <summary>The same for rows that are neighbours along an inner axis, four vectors of them: a maximum, which needs the one before, does not keep the others waiting.</summary>
    public void ApplyRelative<V>(T* source, T* destination, nint stride, int classCount)
        where V : struct, ILanes<V, T>
    {
        V temperature = LaneMath<V, T>.All(_temperature);
        V max0 = V.All(T.NegativeInfinity);
        V max1 = max0;
        V max2 = max0;
        V max3 = max0;
        T* x = source;
        for (int c = 0; c < classCount; c++)
        {
            max0 = V.Max(V.Load(ref *x, 0), max0);
            max1 = V.Max(V.Load(ref *x, V.Count), max1);
            max2 = V.Max(V.Load(ref *x, 2 * V.Count), max2);
            max3 = V.Max(V.Load(ref *x, 3 * V.Count), max3);
            x += stride;
        }

        max0 = FiniteOrZero(max0);
        max1 = FiniteOrZero(max1);
        max2 = FiniteOrZero(max2);
        max3 = FiniteOrZero(max3);
        x = source;
        T* y = destination;
        for (int c = 0; c < classCount; c++)
        {
            ((V.Load(ref *x, 0) - max0) / temperature).Store(ref *y, 0);
            ((V.Load(ref *x, V.Count) - max1) / temperature).Store(ref *y, V.Count);
            ((V.Load(ref *x, 2 * V.Count) - max2) / temperature).Store(ref *y, 2 * V.Count);
            ((V.Load(ref *x, 3 * V.Count) - max3) / temperature).Store(ref *y, 3 * V.Count);
            x += stride;
            y += stride;
        }
    }

    /// <summary>The same for those of one block.</summary>
    public void ApplyRelative<V>(in ColumnBlock<V, T> block, int classCount)
        where V : struct, ILanes<V, T>
    {
        V temperature = LaneMath<V, T>.All(_temperature);
        V largest = V.All(T.NegativeInfinity);
        for (int c = 0; c < classCount; c++)
        {
            largest = V.Max(block.Read(c), largest);
        }

        largest = FiniteOrZero(largest);
        for (int c = 0; c < classCount; c++)
        {
            block.Write(c, (block.Read(c) - largest) / temperature);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V FiniteOrZero<V>(V value)
        where V : struct, ILanes<V, T>
    {
        // Of 0 and −0, which is the largest depends on the order they come in: it is 0.
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(value));
        return V.Select(isFinite, value + LaneMath<V, T>.Zero, LaneMath<V, T>.Zero);
    }

    /// <summary>Multiplies gradients with respect to the transformed logits by the derivative of the transform.</summary>
    /// <remarks>With <paramref name="keepsZeros"/>, a gradient of 0 stays one where the derivative is NaN.</remarks>
    public void Backward<V>(ref T logits, ref T source, ref T destination, int count, bool keepsZeros)
        where V : struct, ILanes<V, T>
    {
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
        {
            Backward(V.Load(ref logits, i), V.Load(ref source, i), keepsZeros).Store(ref destination, i);
        }

        if (i < count)
        {
            Backward(V.LoadFirst(ref logits, i, count - i), V.LoadFirst(ref source, i, count - i), keepsZeros).StoreFirst(ref destination, i, count - i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Apply<V>(V z)
        where V : struct, ILanes<V, T>
    {
        V divided = _temperature == 1 ? z : z / LaneMath<V, T>.All(_temperature);
        if (_softCap == 0)
        {
            return divided;
        }

        // What is small beside the cap stays as it is: the quotient may be subnormal.
        V isSmall = V.Greater(LaneMath<V, T>.All(_softCap * (typeof(T) == typeof(float) ? 1e-4 : 1e-9)), V.Abs(divided));
        V cap = LaneMath<V, T>.All(_softCap);
        V tanh = Capped(divided, out V rest, out _);
        return V.Select(isSmall, divided, V.MultiplyAdd(cap, tanh, cap * rest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Backward<V>(V z, V gradient, bool keepsZeros)
        where V : struct, ILanes<V, T>
    {
        V temperature = LaneMath<V, T>.All(_temperature);
        if (_softCap == 0)
        {
            return gradient / temperature;
        }

        V divided = _temperature == 1 ? z : z / temperature;
        _ = Capped(divided, out _, out V derivative);
        V result = gradient * derivative;
        if (keepsZeros)
        {
            result = V.Select(V.Equal(gradient, LaneMath<V, T>.Zero), gradient, result);
        }

        return _temperature == 1 ? result : result / temperature;
    }

    /// <summary>tanh(z / c) and its derivative, with the quotient's remainder.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Capped<V>(V z, out V rest, out V derivative)
        where V : struct, ILanes<V, T>
    {
        V cap = LaneMath<V, T>.All(_softCap);
        V quotient = z / cap;
        V remainder = V.MultiplyAdd(-quotient, cap, z) / cap;
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(quotient));
        return LaneMath<V, T>.Tanh(quotient, V.Select(isFinite, remainder, LaneMath<V, T>.Zero), out rest, out derivative);
    }
}
