using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>
/// What losses are multiplied with in every row, before the weights of classes and rows: in two parts each, so that a float's
/// rounding of 1 − ε or ε / K is not an error of the loss.
/// </summary>
/// <typeparam name="T">The element type: float or double.</typeparam>
internal readonly struct LabelShares<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="labelSmoothing">ε.</param>
    /// <param name="mixing">The first label's part of a row with two.</param>
    /// <param name="zLoss">λ.</param>
    /// <param name="classCount">K.</param>
    public LabelShares(double labelSmoothing, double mixing, double zLoss, int classCount)
    {
        double whole = 1 - labelSmoothing;
        double wholeLow = (1 - whole) - labelSmoothing;
        (Whole, WholeLow) = Parts(whole, wholeLow);
        (First, FirstLow) = Times(whole, wholeLow, mixing);
        (Second, SecondLow) = Times(whole, wholeLow, 1 - mixing);
        double spread = labelSmoothing / classCount;
        (Spread, SpreadLow) = Parts(spread, Math.FusedMultiplyAdd(-spread, classCount, labelSmoothing) / classCount);
        (Lambda, LambdaLow) = Parts(zLoss, 0);
    }

    /// <summary>(1 − ε) · the mixing factor: the first label's, or the only one's.</summary>
    public T First { get; }

    /// <summary>Its low part.</summary>
    public T FirstLow { get; }

    /// <summary>1 − ε: that of both labels where they are the same.</summary>
    public T Whole { get; }

    /// <summary>Its low part.</summary>
    public T WholeLow { get; }

    /// <summary>(1 − ε) · (1 − the mixing factor): the second label's.</summary>
    public T Second { get; }

    /// <summary>Its low part.</summary>
    public T SecondLow { get; }

    /// <summary>ε / K: each class's.</summary>
    public T Spread { get; }

    /// <summary>Its low part.</summary>
    public T SpreadLow { get; }

    /// <summary>λ.</summary>
    public T Lambda { get; }

    /// <summary>Its low part.</summary>
    public T LambdaLow { get; }

    private static (T High, T Low) Times(double value, double low, double factor)
    {
        double product = value * factor;
        return Parts(product, (low * factor) + Math.FusedMultiplyAdd(value, factor, -product));
    }

    private static (T High, T Low) Parts(double value, double low)
    {
        T high = T.CreateTruncating(value);
        return (high, T.CreateTruncating((value - double.CreateTruncating(high)) + low));
    }
}
