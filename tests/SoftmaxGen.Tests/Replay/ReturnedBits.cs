using System.Numerics;
using SoftmaxGen.Oracle;

namespace SoftmaxGen.Tests.Replay;

/// <summary>What a member returned, bit for bit, any NaN being any other.</summary>
internal readonly record struct ReturnedBits(long First, long Second)
{
    public static ReturnedBits Nothing => default;

    public static ReturnedBits Of<T>(T value) where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(FloatFormat<T>.CanonicalBits(value), 0);

    public static ReturnedBits Of(int predicted) => new(predicted, 0);

    public static ReturnedBits Of<T>(int predicted, T probability) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(predicted, FloatFormat<T>.CanonicalBits(probability));

    public static ReturnedBits Of(LossSum sum) => new(FloatFormat<double>.CanonicalBits(sum.Sum), sum.Count);
}
