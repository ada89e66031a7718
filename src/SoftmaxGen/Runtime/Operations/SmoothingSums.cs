using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>Σ_c w_c · (max − z_c): what label smoothing needs of the logits.</summary>
internal readonly struct SmoothingSums<T>(bool hasWeights) : IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasOther => false;

    public bool HasWeights { get; } = hasWeights;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>
    {
        other = default;
        otherLow = default;
        V distance = number - first;
        if (!HasWeights)
        {
            low = default;
            return distance;
        }

        return Products<V, T>.Multiply(weight, distance, out low);
    }

    public V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T> => first;
}

/// <summary>Products for sums.</summary>
internal static class Products<V, T>
    where V : struct, ILanes<V, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>weight · value and its rounding error; 0 for a weight of 0, whatever the value is, and no error for what is not finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Multiply(V weight, V value, out V low)
    {
        V product = weight * value;
        V isRegular = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(product));
        low = V.Select(isRegular, V.MultiplyAdd(weight, value, -product), LaneMath<V, T>.Zero);
        V isZero = V.Equal(weight, LaneMath<V, T>.Zero);
        return V.Select(isZero, LaneMath<V, T>.Zero, product);
    }
}
