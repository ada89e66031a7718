using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Runtime;

/// <summary>The few lines in which losses of a label's probability differ.</summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal interface ILossShape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether the mean divides by the number of rows rather than by their class weights.</summary>
    static abstract bool MeanCountsRows { get; }

    /// <summary>Whether the loss needs p and q, or only −log p.</summary>
    static abstract bool NeedsProbability { get; }

    /// <summary>The loss of rows whose label has the probability 1 − q, and −∂loss/∂log p: what p − onehot(y) is multiplied with.</summary>
    /// <param name="nll">−log p.</param>
    /// <param name="nllLow">The low part of the same.</param>
    /// <param name="p">p, accurate however small.</param>
    /// <param name="q">1 − p, accurate however small.</param>
    /// <param name="qLow">The low part of the same.</param>
    /// <param name="low">The low part of the loss.</param>
    /// <param name="slope">−∂loss/∂log p.</param>
    V Loss<V>(V nll, V nllLow, V p, V q, V qLow, out V low, out V slope)
        where V : struct, ILanes<V, T>;
}

/// <summary>−log p.</summary>
internal readonly struct CrossEntropyShape<T> : ILossShape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool NeedsProbability => false;

    public static bool MeanCountsRows => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Loss<V>(V nll, V nllLow, V p, V q, V qLow, out V low, out V slope)
        where V : struct, ILanes<V, T>
    {
        slope = LaneMath<V, T>.One;
        low = nllLow;
        return nll;
    }
}

/// <summary>(1 − p)^γ · (−log p): Lin et al., Focal Loss for Dense Object Detection (2017).</summary>
internal readonly struct FocalShape<T>(T gamma) : ILossShape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool NeedsProbability => true;

    public static bool MeanCountsRows => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Loss<V>(V nll, V nllLow, V p, V q, V qLow, out V low, out V slope)
        where V : struct, ILanes<V, T>
    {
        V power = V.All(gamma);
        V modulation = LaneMath<V, T>.Power(q, qLow, power);
        V loss = nll + nllLow;

        // nll / q goes to 1 with q, and p · nll to 0 with p.
        V ratio = V.Select(V.Equal(q, LaneMath<V, T>.Zero), LaneMath<V, T>.One, loss / q);
        V weighted = power * (p * ratio);
        V isFinite = V.Greater(LaneMath<V, T>.All(double.PositiveInfinity), V.Abs(loss));
        slope = modulation * (LaneMath<V, T>.One + V.Select(isFinite, weighted, LaneMath<V, T>.Zero));

        // A row with a NaN stays one; 0 · ∞ cannot occur, as q is 1 where the loss is infinite.
        V product = modulation * loss;
        low = V.Select(isFinite, V.MultiplyAdd(modulation, nll, -product) + (modulation * nllLow), LaneMath<V, T>.Zero);
        return product;
    }
}

/// <summary>−log p + ε · (1 − p): Leng et al., PolyLoss (2022).</summary>
internal readonly struct PolyShape<T>(T epsilon) : ILossShape<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool NeedsProbability => true;

    public static bool MeanCountsRows => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Loss<V>(V nll, V nllLow, V p, V q, V qLow, out V low, out V slope)
        where V : struct, ILanes<V, T>
    {
        V factor = V.All(epsilon);
        slope = V.MultiplyAdd(factor, p, LaneMath<V, T>.One);
        V loss = LaneMath<V, T>.Add(nll, factor * q, out low);
        low += V.MultiplyAdd(factor, q, -(factor * q)) + nllLow;
        return loss;
    }
}
