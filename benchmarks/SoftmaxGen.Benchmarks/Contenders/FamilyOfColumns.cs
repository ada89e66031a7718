using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>The same as <see cref="FamilyOfRows{THead, T}"/> on a batch of [N, K, inner].</summary>
/// <typeparam name="THead">The head.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal static class FamilyOfColumns<THead, T>
    where THead : struct, ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static double Run(Operation operation, Workload<T> batch)
    {
        switch (operation)
        {
            case Operation.SoftmaxBackward:
                THead.SoftmaxBackward(batch.TargetColumns, batch.InnerSize, batch.Columns, batch.Output);
                return double.CreateChecked(batch.Output[^1]);
            case Operation.LogSoftmaxBackward:
                THead.LogSoftmaxBackward(batch.Columns, batch.InnerSize, batch.TargetColumns, batch.Output);
                return double.CreateChecked(batch.Output[^1]);
            case Operation.HessianDiagonal:
                THead.CrossEntropyHessianDiagonal(batch.Columns, batch.InnerSize, batch.Output);
                return double.CreateChecked(batch.Output[^1]);
            case Operation.MaskedSoftmax:
                THead.MaskedSoftmax(batch.Columns, batch.InnerSize, batch.Mask, batch.Output);
                return double.CreateChecked(batch.Output[^1]);
            case Operation.TopFive:
                THead.TopK(batch.Columns, batch.InnerSize, batch.TopCount, batch.TopClasses);
                return double.CreateChecked(batch.TopClasses[^1]);
            case Operation.Evaluation:
                THead.Evaluate(batch.Columns, batch.InnerSize, batch.Labels, batch.Evaluation);
                return batch.Evaluation.Loss.Mean;
            default:
                return Loss(operation, batch);
        }
    }

    private static double Loss(Operation operation, Workload<T> batch) => operation switch
    {
        Operation.WeightedLoss => THead.CrossEntropy(batch.Columns, batch.InnerSize, batch.Labels, FamilyOptions<T>.Weighted(batch)).Sum,
        Operation.WeightedLossGradient => THead.CrossEntropyWithGradient(batch.Columns, batch.InnerSize, batch.Labels, batch.Output, FamilyOptions<T>.Weighted(batch)).Sum,
        Operation.SmoothedLossGradient => THead.CrossEntropyWithGradient(batch.Columns, batch.InnerSize, batch.Labels, batch.Output, FamilyOptions<T>.Smoothed).Sum,
        Operation.TemperatureLossGradient => THead.CrossEntropyWithGradient(batch.Columns, batch.InnerSize, batch.Labels, batch.Output, FamilyOptions<T>.Tempered).Sum,
        Operation.MixedLossGradient => THead.MixedCrossEntropyWithGradient(batch.Columns, batch.InnerSize, batch.Labels, batch.OtherLabels, FamilyOptions<T>.Mixing, batch.Output).Sum,
        Operation.FocalLossGradient => THead.FocalLossWithGradient(batch.Columns, batch.InnerSize, batch.Labels, FamilyOptions<T>.Gamma, batch.Output).Sum,
        Operation.SoftLabelLoss => THead.SoftLabelCrossEntropy(batch.Columns, batch.InnerSize, batch.TargetColumns).Sum,
        Operation.SoftLabelLossGradient => THead.SoftLabelCrossEntropyWithGradient(batch.Columns, batch.InnerSize, batch.TargetColumns, batch.Output).Sum,
        Operation.DivergenceGradient => THead.KullbackLeiblerWithGradient(batch.Columns, batch.InnerSize, batch.TargetColumns, batch.Output).Sum,
        Operation.ReverseDivergenceGradient => THead.ReverseKullbackLeiblerWithGradient(batch.Columns, batch.InnerSize, batch.TargetColumns, batch.Output).Sum,
        Operation.EntropyGradient => THead.EntropyWithGradient(batch.Columns, batch.InnerSize, batch.Output).Sum,
        Operation.MaskedLossGradient => THead.MaskedCrossEntropyWithGradient(batch.Columns, batch.InnerSize, batch.AllowedLabels, batch.Mask, batch.Output).Sum,
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "expected a loss of the family."),
    };
}
