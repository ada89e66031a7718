using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SoftmaxGen.Runtime;

/// <content>The fused multiply-add on processors that have none.</content>
public static partial class Simd
{
    /// <summary>left · right + addend through double arithmetic, rounded as if once.</summary>
    /// <remarks>
    /// Method: the product of two floats is exact in double. Rounding the double sum to float is right unless the first
    /// rounding hit the middle between two floats (or the result is subnormal, where the middle lies elsewhere): the low
    /// 29 bits tell, about once in 2^29, and then the C library's function decides. See Boldo and Melquiond, Emulation of
    /// FMA and correctly rounded sums (IEEE Transactions on Computers 57, 2008).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> MultiplyAddThroughDouble(Vector128<float> left, Vector128<float> right, Vector128<float> addend)
    {
        (Vector128<double> left0, Vector128<double> left1) = Vector128.Widen(left);
        (Vector128<double> right0, Vector128<double> right1) = Vector128.Widen(right);
        (Vector128<double> addend0, Vector128<double> addend1) = Vector128.Widen(addend);
        Vector128<double> sum0 = (left0 * right0) + addend0;
        Vector128<double> sum1 = (left1 * right1) + addend1;
        return (MayRoundTwice(sum0) | MayRoundTwice(sum1)) == Vector128<long>.Zero
            ? Vector128.Narrow(sum0, sum1)
            : OneByOne(left, right, addend);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> MayRoundTwice(Vector128<double> sum)
    {
        Vector128<long> middle = Vector128.Equals(sum.AsInt64() & Vector128.Create(0x1FFFFFFFL), Vector128.Create(0x10000000L));
        Vector128<long> small = Vector128.LessThan(Vector128.Abs(sum), Vector128.Create(1.1754943508222875e-38)).AsInt64();
        return middle | Vector128.AndNot(small, Vector128.Equals(sum, Vector128<double>.Zero).AsInt64());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector128<float> OneByOne(Vector128<float> left, Vector128<float> right, Vector128<float> addend) => Vector128.Create(
        MultiplyAdd(left.GetElement(0), right.GetElement(0), addend.GetElement(0)),
        MultiplyAdd(left.GetElement(1), right.GetElement(1), addend.GetElement(1)),
        MultiplyAdd(left.GetElement(2), right.GetElement(2), addend.GetElement(2)),
        MultiplyAdd(left.GetElement(3), right.GetElement(3), addend.GetElement(3)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> OneByOne(Vector128<double> left, Vector128<double> right, Vector128<double> addend) => Vector128.Create(
        MultiplyAdd(left.GetElement(0), right.GetElement(0), addend.GetElement(0)),
        MultiplyAdd(left.GetElement(1), right.GetElement(1), addend.GetElement(1)));
}
