using System.Numerics;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Every operation of a head: the methods beside those of <see cref="HeadCalls{T}"/>.</summary>
internal static partial class OperationCalls<THead, T>
    where THead : ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static OperationCall<T>[] All => [.. OnRows, .. OverInnerAxis];

    private static readonly OperationCall<T>[] OnRows =
    [
        Loss("CrossEntropy(ReadOnlySpan<T>, ClassLabels, in LossOptions<T>)", CallOutput.Nothing, OptionUse.All,
            static a => THead.CrossEntropy(a.Logits, a.Labels, a.Options)),
        Loss("CrossEntropy(ReadOnlySpan<T>, ClassLabels, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.All,
            static a => THead.CrossEntropy(a.Logits, a.LongLabels, a.Values, a.Options)),
        Loss("CrossEntropyWithGradient(ReadOnlySpan<T>, ClassLabels, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.All,
            static a => THead.CrossEntropyWithGradient(a.Logits, a.ByteLabels, a.Values, a.Options)),
        Loss("MixedCrossEntropy(ReadOnlySpan<T>, ClassLabels, ClassLabels, double, in LossOptions<T>)", CallOutput.Nothing, OptionUse.All,
            static a => THead.MixedCrossEntropy(a.Logits, a.Labels, a.OtherLabels, 0.25, a.Options)),
        Loss("MixedCrossEntropy(ReadOnlySpan<T>, ClassLabels, ClassLabels, double, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.All,
            static a => THead.MixedCrossEntropy(a.Logits, a.LongLabels, a.OtherLabels, 0.25, a.Values, a.Options)),
        Loss("MixedCrossEntropyWithGradient(ReadOnlySpan<T>, ClassLabels, ClassLabels, double, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.All,
            static a => THead.MixedCrossEntropyWithGradient(a.Logits, a.ByteLabels, a.OtherLabels, 0.25, a.Values, a.Options)),
        Loss("FocalLoss(ReadOnlySpan<T>, ClassLabels, double, in LossOptions<T>)", CallOutput.Nothing, OptionUse.All,
            static a => THead.FocalLoss(a.Logits, a.Labels, 2, a.Options)),
        Loss("FocalLoss(ReadOnlySpan<T>, ClassLabels, double, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.All,
            static a => THead.FocalLoss(a.Logits, a.LongLabels, 2, a.Values, a.Options)),
        Loss("FocalLossWithGradient(ReadOnlySpan<T>, ClassLabels, double, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.All,
            static a => THead.FocalLossWithGradient(a.Logits, a.ByteLabels, 2, a.Values, a.Options)),
        Loss("Poly1Loss(ReadOnlySpan<T>, ClassLabels, double, in LossOptions<T>)", CallOutput.Nothing, OptionUse.All,
            static a => THead.Poly1Loss(a.Logits, a.Labels, 1, a.Options)),
        Loss("Poly1Loss(ReadOnlySpan<T>, ClassLabels, double, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.All,
            static a => THead.Poly1Loss(a.Logits, a.LongLabels, 1, a.Values, a.Options)),
        Loss("Poly1LossWithGradient(ReadOnlySpan<T>, ClassLabels, double, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.All,
            static a => THead.Poly1LossWithGradient(a.Logits, a.ByteLabels, 1, a.Values, a.Options)),
        Loss("SoftLabelCrossEntropy(ReadOnlySpan<T>, ReadOnlySpan<T>, in LossOptions<T>)", CallOutput.Nothing, OptionUse.All,
            static a => THead.SoftLabelCrossEntropy(a.Logits, a.Others, a.Options)),
        Loss("SoftLabelCrossEntropy(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.All,
            static a => THead.SoftLabelCrossEntropy(a.Logits, a.Others, a.Values, a.Options)),
        Loss("SoftLabelCrossEntropyWithGradient(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.All,
            static a => THead.SoftLabelCrossEntropyWithGradient(a.Logits, a.Others, a.Values, a.Options)),
        Loss("KullbackLeibler(ReadOnlySpan<T>, ReadOnlySpan<T>, in LossOptions<T>)", CallOutput.Nothing, OptionUse.SampleWeights,
            static a => THead.KullbackLeibler(a.Logits, a.Others, a.Options)),
        Loss("KullbackLeibler(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.SampleWeights,
            static a => THead.KullbackLeibler(a.Logits, a.Others, a.Values, a.Options)),
        Loss("KullbackLeiblerWithGradient(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.SampleWeights,
            static a => THead.KullbackLeiblerWithGradient(a.Logits, a.Others, a.Values, a.Options)),
        Loss("ReverseKullbackLeibler(ReadOnlySpan<T>, ReadOnlySpan<T>, in LossOptions<T>)", CallOutput.Nothing, OptionUse.SampleWeights,
            static a => THead.ReverseKullbackLeibler(a.Logits, a.Others, a.Options)),
        Loss("ReverseKullbackLeibler(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.SampleWeights,
            static a => THead.ReverseKullbackLeibler(a.Logits, a.Others, a.Values, a.Options)),
        Loss("ReverseKullbackLeiblerWithGradient(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.SampleWeights,
            static a => THead.ReverseKullbackLeiblerWithGradient(a.Logits, a.Others, a.Values, a.Options)),
        Loss("Entropy(ReadOnlySpan<T>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.SampleWeights,
            static a => THead.Entropy(a.Logits, a.Values, a.Options)),
        Loss("EntropyWithGradient(ReadOnlySpan<T>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.SampleWeights,
            static a => THead.EntropyWithGradient(a.Logits, a.Values, a.Options)),
        Loss("NegativeLogLikelihood(ReadOnlySpan<T>, ClassLabels, in LossOptions<T>)", CallOutput.Nothing, OptionUse.Weights,
            static a => THead.NegativeLogLikelihood(a.Logits, a.Labels, a.Options)),
        Loss("NegativeLogLikelihood(ReadOnlySpan<T>, ClassLabels, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.Weights,
            static a => THead.NegativeLogLikelihood(a.Logits, a.LongLabels, a.Values, a.Options)),
        Loss("NegativeLogLikelihoodWithGradient(ReadOnlySpan<T>, ClassLabels, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.Weights,
            static a => THead.NegativeLogLikelihoodWithGradient(a.Logits, a.ByteLabels, a.Values, a.Options)),
        Loss("CrossEntropyFromProbabilities(ReadOnlySpan<T>, ClassLabels, double, in LossOptions<T>)", CallOutput.Nothing, OptionUse.Weights,
            static a => THead.CrossEntropyFromProbabilities(a.Logits, a.Labels, 0.001, a.Options)),
        Loss("CrossEntropyFromProbabilities(ReadOnlySpan<T>, ClassLabels, double, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.Weights,
            static a => THead.CrossEntropyFromProbabilities(a.Logits, a.LongLabels, 0.001, a.Values, a.Options)),
        Loss("CrossEntropyFromProbabilitiesWithGradient(ReadOnlySpan<T>, ClassLabels, double, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.Weights,
            static a => THead.CrossEntropyFromProbabilitiesWithGradient(a.Logits, a.ByteLabels, 0.001, a.Values, a.Options)),
        Map("SoftmaxBackward(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.SoftmaxBackward(a.Logits, a.Others, a.Values)),
        Map("LogSoftmaxBackward(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.LogSoftmaxBackward(a.Logits, a.Others, a.Values)),
        Map("LogSumExpBackward(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.LogSumExpBackward(a.Logits, a.RowNumbers, a.Values)),
        Map("SoftmaxJacobian(ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerPair, CallRows.One,
            static a => THead.SoftmaxJacobian(a.Logits, a.Values)),
        Map("CrossEntropyHessianDiagonal(ReadOnlySpan<T>, Span<T>, HessianConvention)", CallOutput.ValuePerClass,
            static a => THead.CrossEntropyHessianDiagonal(a.Logits, a.Values, HessianConvention.XGBoost)),
        Map("CrossEntropyHessianDiagonal(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>, HessianConvention)", CallOutput.ValuePerClass,
            static a => THead.CrossEntropyHessianDiagonal(a.Logits, a.RowNumbers, a.Values, HessianConvention.XGBoost)),
        Map("CrossEntropyHessianVectorProduct(ReadOnlySpan<T>, ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.CrossEntropyHessianVectorProduct(a.Logits, a.Others, a.Values)),
        Map("TemperatureSoftmax(ReadOnlySpan<T>, double, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.TemperatureSoftmax(a.Logits, 2, a.Values)),
        Map("TemperatureLogSoftmax(ReadOnlySpan<T>, double, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.TemperatureLogSoftmax(a.Logits, 2, a.Values)),
        Map("SoftCap(ReadOnlySpan<T>, double, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.SoftCap(a.Logits, 30, a.Values)),
        Map("SoftCapBackward(ReadOnlySpan<T>, double, ReadOnlySpan<T>, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.SoftCapBackward(a.Logits, 30, a.Others, a.Values)),
        Map("Softmax(ReadOnlySpan<T>, int, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.Softmax(a.Logits, a.InnerSize, a.Values)),
        Map("LogSoftmax(ReadOnlySpan<T>, int, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.LogSoftmax(a.Logits, a.InnerSize, a.Values)),
        Map("LogSumExp(ReadOnlySpan<T>, int, Span<T>)", CallOutput.ValuePerRow,
            static a => THead.LogSumExp(a.Logits, a.InnerSize, a.Values)),
        Map("Predict(ReadOnlySpan<T>, int, Span<int>)", CallOutput.ClassPerRow,
            static a => THead.Predict(a.Logits, a.InnerSize, a.Classes)),
        Loss("CrossEntropy(ReadOnlySpan<T>, int, ClassLabels, in LossOptions<T>)", CallOutput.Nothing, OptionUse.All,
            static a => THead.CrossEntropy(a.Logits, a.InnerSize, a.Labels, a.Options)),
        Loss("CrossEntropy(ReadOnlySpan<T>, int, ClassLabels, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.All,
            static a => THead.CrossEntropy(a.Logits, a.InnerSize, a.LongLabels, a.Values, a.Options)),
        Loss("CrossEntropyWithGradient(ReadOnlySpan<T>, int, ClassLabels, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.All,
            static a => THead.CrossEntropyWithGradient(a.Logits, a.InnerSize, a.ByteLabels, a.Values, a.Options)),
        Map("MaskedSoftmax(ReadOnlySpan<T>, ReadOnlySpan<bool>, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.MaskedSoftmax(a.Logits, a.Mask, a.Values)),
        Map("MaskedLogSoftmax(ReadOnlySpan<T>, ReadOnlySpan<bool>, Span<T>)", CallOutput.ValuePerClass,
            static a => THead.MaskedLogSoftmax(a.Logits, a.Mask, a.Values)),
        Loss("MaskedCrossEntropy(ReadOnlySpan<T>, ClassLabels, ReadOnlySpan<bool>, in LossOptions<T>)", CallOutput.Nothing, OptionUse.All,
            static a => THead.MaskedCrossEntropy(a.Logits, a.Labels, a.Mask, a.Options)),
        Loss("MaskedCrossEntropy(ReadOnlySpan<T>, ClassLabels, ReadOnlySpan<bool>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerRow, OptionUse.All,
            static a => THead.MaskedCrossEntropy(a.Logits, a.LongLabels, a.Mask, a.Values, a.Options)),
        Loss("MaskedCrossEntropyWithGradient(ReadOnlySpan<T>, ClassLabels, ReadOnlySpan<bool>, Span<T>, in LossOptions<T>)", CallOutput.ValuePerClass, OptionUse.All,
            static a => THead.MaskedCrossEntropyWithGradient(a.Logits, a.ByteLabels, a.Mask, a.Values, a.Options)),
        Map("TopK(ReadOnlySpan<T>, int, Span<int>)", CallOutput.ClassPerRow,
            static a => THead.TopK(a.Logits, 1, a.Classes)),
        Map("TopK(ReadOnlySpan<T>, int, Span<int>, Span<T>)", CallOutput.ValuePerRow,
            static a => THead.TopK(a.Logits, 1, new int[a.Labels.Length], a.Values)),
        Loss("Evaluate(ReadOnlySpan<T>, ClassLabels, Evaluation)", CallOutput.Nothing, OptionUse.Nothing,
            static a => Evaluate(a.Logits, a.Labels)),
    ];

    private static LossSum Evaluate(ReadOnlySpan<T> logits, ClassLabels labels)
    {
        Evaluation evaluation = new(THead.ClassCount);
        THead.Evaluate(logits, labels, evaluation);
        return evaluation.Loss;
    }

    private delegate void MapBody(OperationArguments<T> arguments);

    private delegate LossSum LossBody(OperationArguments<T> arguments);

    private static OperationCall<T> Map(string member, CallOutput output, MapBody body) => Map(member, output, CallRows.Any, body);

    private static OperationCall<T> Map(string member, CallOutput output, CallRows rows, MapBody body) =>
        new(member, output, rows, OptionUse.Nothing, arguments =>
        {
            body(arguments);
            return ReturnedBits.Nothing;
        });

    private static OperationCall<T> Loss(string member, CallOutput output, OptionUse options, LossBody body) =>
        new(member, output, CallRows.Any, options, arguments => ReturnedBits.Of(body(arguments)));
}
