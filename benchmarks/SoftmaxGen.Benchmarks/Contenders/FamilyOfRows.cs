using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>Losses and derivatives of a head, on a batch.</summary>
/// <typeparam name="THead">The head.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal static class FamilyOfRows<THead, T>
    where THead : struct, ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static double Run(Operation operation, Workload<T> batch)
    {
        switch (operation)
        {
            case Operation.SoftmaxBackward:
                THead.SoftmaxBackward(batch.Targets, batch.Logits, batch.Output);
                return double.CreateChecked(batch.Output[^1]);
            case Operation.LogSoftmaxBackward:
                THead.LogSoftmaxBackward(batch.Logits, batch.Targets, batch.Output);
                return double.CreateChecked(batch.Output[^1]);
            case Operation.HessianDiagonal:
                THead.CrossEntropyHessianDiagonal(batch.Logits, batch.Output);
                return double.CreateChecked(batch.Output[^1]);
            case Operation.MaskedSoftmax:
                THead.MaskedSoftmax(batch.Logits, batch.Mask, batch.Output);
                return double.CreateChecked(batch.Output[^1]);
            case Operation.TopFive:
                THead.TopK(batch.Logits, batch.TopCount, batch.TopClasses);
                return double.CreateChecked(batch.TopClasses[^1]);
            case Operation.Evaluation:
                THead.Evaluate(batch.Logits, batch.Labels, batch.Evaluation);
                return batch.Evaluation.Loss.Mean;
            default:
                return Loss(operation, batch);
        }
    }

    private static double Loss(Operation operation, Workload<T> batch) => operation switch
    {
        Operation.WeightedLoss => THead.CrossEntropy(batch.Logits, batch.Labels, FamilyOptions<T>.Weighted(batch)).Sum,
        Operation.WeightedLossGradient => THead.CrossEntropyWithGradient(batch.Logits, batch.Labels, batch.Output, FamilyOptions<T>.Weighted(batch)).Sum,
        Operation.SmoothedLossGradient => THead.CrossEntropyWithGradient(batch.Logits, batch.Labels, batch.Output, FamilyOptions<T>.Smoothed).Sum,
        Operation.TemperatureLossGradient => THead.CrossEntropyWithGradient(batch.Logits, batch.Labels, batch.Output, FamilyOptions<T>.Tempered).Sum,
        Operation.MixedLossGradient => THead.MixedCrossEntropyWithGradient(batch.Logits, batch.Labels, batch.OtherLabels, FamilyOptions<T>.Mixing, batch.Output).Sum,
        Operation.FocalLossGradient => THead.FocalLossWithGradient(batch.Logits, batch.Labels, FamilyOptions<T>.Gamma, batch.Output).Sum,
        Operation.SoftLabelLoss => THead.SoftLabelCrossEntropy(batch.Logits, batch.Targets).Sum,
        Operation.SoftLabelLossGradient => THead.SoftLabelCrossEntropyWithGradient(batch.Logits, batch.Targets, batch.Output).Sum,
        Operation.DivergenceGradient => THead.KullbackLeiblerWithGradient(batch.Logits, batch.Targets, batch.Output).Sum,
        Operation.ReverseDivergenceGradient => THead.ReverseKullbackLeiblerWithGradient(batch.Logits, batch.Targets, batch.Output).Sum,
        Operation.EntropyGradient => THead.EntropyWithGradient(batch.Logits, batch.Output).Sum,
        Operation.MaskedLossGradient => THead.MaskedCrossEntropyWithGradient(batch.Logits, batch.AllowedLabels, batch.Mask, batch.Output).Sum,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "expected a loss of the family."),
    };
}
