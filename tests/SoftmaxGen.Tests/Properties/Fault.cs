using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Properties;

/// <summary>A fault that a property must notice.</summary>
/// <param name="Property">The property.</param>
/// <param name="Put">Puts the fault into a head.</param>
internal sealed record Fault<T>(HeadProperty<T> Property, Func<HeadAdapter<T>, DamagedHead<T>> Put)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>At least one for every property.</summary>
    public static readonly Fault<T>[] All =
    [
        new(ProbabilityProperties<T>.ProbabilitiesSumToOne, static head => new(head) { OnSoftmax = Largest }),
        new(ProbabilityProperties<T>.ProbabilitiesSumToOne, static head => new(head) { OnSoftmax = Negate }),
        new(ProbabilityProperties<T>.ImproperRowsAreNaN, static head => new(head) { OnSoftmax = static output => output[^1] = T.Zero }),
        new(ProbabilityProperties<T>.ImproperRowsAreNaN, static head => new(head) { OnLogSoftmax = static output => output[0] = T.NaN }),
        new(ProbabilityProperties<T>.SoftmaxIsExpOfLogSoftmax, static head => new(head) { OnLogSoftmax = Largest }),
        new(ProbabilityProperties<T>.SoftmaxIsExpOfLogSoftmax, static head => new(head) { OnSoftmax = Largest }),
        new(ProbabilityProperties<T>.ShiftChangesNothing, static head => new(head) { OnSoftmax = Largest, EveryOtherCall = true }),
        new(ProbabilityProperties<T>.ShiftChangesNothing, static head => new(head) { OnLogSoftmax = Largest, EveryOtherCall = true }),
        new(ProbabilityProperties<T>.ShiftChangesNothing, static head => new(head) { OnLogSumExp = Largest, EveryOtherCall = true }),
        new(ProbabilityProperties<T>.OrderOfClassesChangesNothing, static head => new(head) { OnSoftmax = First }),
        new(ProbabilityProperties<T>.PredictionIsTheFirstLargestLogit, static head => new(head) { OnPrediction = predicted => (predicted + 1) % head.ClassCount }),
        new(ProbabilityProperties<T>.ProbabilityOfThePrediction, static head => new(head) { OnProbability = Nudged }),
        new(ProbabilityProperties<T>.LogSumExpLiesAboveTheMaximum, static head => new(head) { OnLogSumExp = Largest }),
        new(LossProperties<T>.LossesAreNotNegative, static head => new(head) { OnLosses = Negate }),
        new(LossProperties<T>.LossesAreNotNegative, static head => new(head) { OnLosses = static losses => losses.Fill(T.Epsilon) }),
        new(LossProperties<T>.LossIsMinusLogSoftmax, static head => new(head) { OnLosses = First }),
        new(LossProperties<T>.SumIsTheSumOfTheLosses, static head => new(head) { OnSum = static sum => sum with { Sum = sum.Sum * (1 + 1e-12) } }),
        new(LossProperties<T>.SumIsTheSumOfTheLosses, static head => new(head) { OnSum = static sum => sum with { Count = sum.Count + 1 } }),
        new(LossProperties<T>.SumIsTheSumOfTheLosses, static head => new(head) { OnLosses = First }),
        new(LossProperties<T>.PartsAddUp, static head => new(head) { OnSum = static sum => sum with { Sum = sum.Sum * (1 + 1e-12) }, EveryOtherCall = true }),
        new(LossProperties<T>.GradientRowsSumToZero, static head => new(head) { OnGradient = Largest }),
        new(LossProperties<T>.GradientIsSoftmaxLessOneHot, static head => new(head) { OnGradient = Largest }),
        new(LossProperties<T>.MeanIsTheSumDivided, static head => new(head) { OnGradient = Largest, EveryOtherCall = true }),
        new(BatchProperties<T>.RowsMayBePermuted, static head => new(head) { OnLogSoftmax = LastBitOfTheFirst }),
        new(BatchProperties<T>.RowsAreIndependent, static head => new(head) { OnSoftmax = output => LastBitUnlessAlone(output, head.ClassCount) }),
        new(BatchProperties<T>.PlacementChangesNothing, static head => new(head) { OnGradient = LastBitOfTheFirst, EveryOtherCall = true }),
        new(BatchProperties<T>.BadLabelIsRefused, static head => new(head) { RefusesNothing = true }),
        new(BatchProperties<T>.BadLabelIsRefused, static head => new(head) { WritesFirst = true }),
        new(BatchProperties<T>.OverlapIsRefused, static head => new(head) { RefusesNothing = true }),
        new(BatchProperties<T>.OverlapIsRefused, static head => new(head) { WritesFirst = true }),
    ];

    // 256 ulp and more.
    private static T Nudged(T value) => value * T.CreateChecked(1 + (512 * FloatFormat<T>.Ulp(1)));

    private static void First(Span<T> output) => output[0] = Nudged(output[0]);

    private static void Negate(Span<T> output) => output[^1] = -output[^1];

    private static void LastBitOfTheFirst(Span<T> output) => output[0] = T.BitDecrement(output[0]);

    private static void LastBitUnlessAlone(Span<T> output, int alone)
    {
        if (output.Length > alone)
        {
            LastBitOfTheFirst(output);
        }
    }

    // Of the whole batch.
    private static void Largest(Span<T> output)
    {
        var largest = 0;
        for (var i = 1; i < output.Length; i++)
        {
            largest = T.IsFinite(output[i]) && !(T.Abs(output[i]) <= T.Abs(output[largest])) ? i : largest;
        }

        output[largest] = Nudged(output[largest]);
    }
}
