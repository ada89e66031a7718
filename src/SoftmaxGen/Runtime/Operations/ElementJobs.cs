using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>
/// Targets α_c = w_c · ((1 − ε) · t_c + ε / K): Σ α and Σ α · (max − z), the parts of −Σ α · log p; and, with the probabilities
/// already multiplied with their factor, the gradient.
/// </summary>
internal readonly struct SoftTargets<T> : IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T _share;
    private readonly T _shareLow;
    private readonly T _spread;
    private readonly T _spreadLow;

    public SoftTargets(bool hasWeights, double smoothing, int classCount)
    {
        HasWeights = hasWeights;
        Split(1 - smoothing, (1 - (1 - smoothing)) - smoothing, out _share, out _shareLow);
        double spread = smoothing / classCount;
        Split(spread, Math.FusedMultiplyAdd(-spread, classCount, smoothing) / classCount, out _spread, out _spreadLow);
    }

    public static bool HasOther => true;

    public bool HasWeights { get; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>
    {
        V alpha = Alpha(second, weight, out low);
        V distance = number - first;
        other = Products<V, T>.Multiply(alpha, distance, out otherLow);
        V isRegular = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(distance));
        otherLow += V.Select(isRegular, low * distance, LaneMath<V, T>.Zero);
        return alpha;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T>
    {
        V alpha = Alpha(second, weight, out V low);
        return V.MultiplyAdd(-number, low, V.MultiplyAdd(-number, alpha, first));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private V Alpha<V>(V target, V weight, out V low)
        where V : struct, ILanes<V, T>
    {
        low = LaneMath<V, T>.Zero;
        if (_spread != T.Zero)
        {
            V share = V.All(_share);
            V product = share * target;
            V productLow = V.MultiplyAdd(share, target, -product) + V.MultiplyAdd(V.All(_shareLow), target, V.All(_spreadLow));
            target = LaneMath<V, T>.Add(product, V.All(_spread), out V lost);
            low = lost + productLow;
        }

        if (!HasWeights)
        {
            return target;
        }

        V weighted = weight * target;
        low = V.MultiplyAdd(weight, target, -weighted) + (weight * low);
        return weighted;
    }

    private static void Split(double value, double low, out T high, out T rest)
    {
        high = T.CreateTruncating(value);
        rest = T.CreateTruncating((value - double.CreateTruncating(high)) + low);
    }
}

/// <summary>Targets t: Σ t and Σ t · (log t + max − z), the parts of Σ t · (log t − log p).</summary>
internal readonly struct DivergenceTargets<T> : IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasOther => true;

    public bool HasWeights => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>
    {
        V log = LaneMath<V, T>.Log(second, out V logLow);
        V distance = number - first;
        V sum = LaneMath<V, T>.Add(distance, log, out V lost);
        V product = Products<V, T>.Multiply(second, sum, out otherLow);
        V isRegular = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(sum)) & V.Greater(second, LaneMath<V, T>.Zero);
        otherLow += V.Select(isRegular, second * (lost + logLow), LaneMath<V, T>.Zero);
        other = product;
        low = default;
        return second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T> => V.MultiplyAdd(-number, second, first);
}

/// <summary>z − max − log t: what the expectation is taken of for the reverse divergence; without targets, for the entropy.</summary>
/// <param name="hasTargets">Whether the second operand is t.</param>
internal readonly struct RelativeLogits<T>(bool hasTargets) : IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasOther => false;

    public bool HasWeights => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>
    {
        low = default;
        other = default;
        otherLow = default;
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T>
    {
        // Of 0 and −0, which is the maximum depends on the order they come in.
        V relative = first - (number + LaneMath<V, T>.Zero);
        return hasTargets ? relative - (LaneMath<V, T>.Log(second, out V low) + low) : relative;
    }
}

/// <summary>
/// p and g: Σ p · g, and p · (g − that), times a factor: the derivative of softmax. 0 where p is 0.
/// </summary>
/// <param name="factor">The factor.</param>
internal readonly struct SoftmaxDerivative<T>(T factor) : IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasOther => false;

    public bool HasWeights => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>
    {
        other = default;
        otherLow = default;
        return Products<V, T>.Multiply(first, second, out low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T>
    {
        // With the low part of the sum: p · (g − s) as p · g − p · s would cancel.
        V difference = (second - number) - other;
        V scaled = factor == T.One ? first : first * V.All(factor);
        return V.Select(V.Equal(first, LaneMath<V, T>.Zero), LaneMath<V, T>.Zero, scaled * difference);
    }
}

/// <summary>log p and g: Σ g, and g − p · that: the derivative of log-softmax.</summary>
internal readonly struct LogSoftmaxDerivative<T> : IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasOther => false;

    public bool HasWeights => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>
    {
        low = default;
        other = default;
        otherLow = default;
        return second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T>
    {
        V p = LaneMath<V, T>.Exp(first, LaneMath<V, T>.Zero);
        return V.MultiplyAdd(-p, number, V.MultiplyAdd(-p, other, second));
    }
}

/// <summary>p times a number of each row.</summary>
internal readonly struct ScaledRows<T> : IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasOther => false;

    public bool HasWeights => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>
    {
        low = default;
        other = default;
        otherLow = default;
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T> => first * number;
}

/// <summary>max(factor · w · p · (1 − p), floor), with w the row's weight.</summary>
internal readonly struct HessianDiagonal<T>(T floor) : IElementJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool HasOther => false;

    public bool HasWeights => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Term<V>(V first, V second, V weight, V number, out V low, out V other, out V otherLow)
        where V : struct, ILanes<V, T>
    {
        low = default;
        other = default;
        otherLow = default;
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Output<V>(V first, V second, V weight, V number, V other)
        where V : struct, ILanes<V, T>
    {
        V value = number * V.MultiplyAdd(-first, first, first);

        // The floor first: a NaN stays one.
        return floor == T.Zero ? value : V.Max(V.All(floor), value);
    }
}
