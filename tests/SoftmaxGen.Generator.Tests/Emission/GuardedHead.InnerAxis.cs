using SoftmaxGen.Tests.MemorySafety;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <content>The operations on rows, over [N, K, inner].</content>
internal sealed partial class GuardedHead<THead, T>
{
    public static LossSum MixedCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ClassLabels otherLabels, double mixing, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedInput<int> guardedOtherLabels = new(Placement, Ints(otherLabels));
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MixedCrossEntropy(guarded.Logits, innerSize, guarded.Labels, guardedOtherLabels.Values, mixing, guardedOptions.Value);
    }

    public static LossSum MixedCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedInput<int> guardedOtherLabels = new(Placement, Ints(otherLabels));
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MixedCrossEntropy(guarded.Logits, innerSize, guarded.Labels, guardedOtherLabels.Values, mixing, guarded.Output, guardedOptions.Value);
    }

    public static LossSum MixedCrossEntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedInput<int> guardedOtherLabels = new(Placement, Ints(otherLabels));
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MixedCrossEntropyWithGradient(guarded.Logits, innerSize, guarded.Labels, guardedOtherLabels.Values, mixing, guarded.Output, guardedOptions.Value);
    }

    public static LossSum FocalLoss(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double gamma, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.FocalLoss(guarded.Logits, innerSize, guarded.Labels, gamma, guardedOptions.Value);
    }

    public static LossSum FocalLoss(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double gamma, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.FocalLoss(guarded.Logits, innerSize, guarded.Labels, gamma, guarded.Output, guardedOptions.Value);
    }

    public static LossSum FocalLossWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double gamma, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.FocalLossWithGradient(guarded.Logits, innerSize, guarded.Labels, gamma, guarded.Output, guardedOptions.Value);
    }

    public static LossSum Poly1Loss(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double epsilon, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.Poly1Loss(guarded.Logits, innerSize, guarded.Labels, epsilon, guardedOptions.Value);
    }

    public static LossSum Poly1Loss(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double epsilon, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.Poly1Loss(guarded.Logits, innerSize, guarded.Labels, epsilon, guarded.Output, guardedOptions.Value);
    }

    public static LossSum Poly1LossWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, double epsilon, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.Poly1LossWithGradient(guarded.Logits, innerSize, guarded.Labels, epsilon, guarded.Output, guardedOptions.Value);
    }

    public static LossSum SoftLabelCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.SoftLabelCrossEntropy(guarded.Logits, innerSize, guardedTargets.Values, guardedOptions.Value);
    }

    public static LossSum SoftLabelCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], losses);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.SoftLabelCrossEntropy(guarded.Logits, innerSize, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum SoftLabelCrossEntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], gradient);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.SoftLabelCrossEntropyWithGradient(guarded.Logits, innerSize, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum KullbackLeibler(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.KullbackLeibler(guarded.Logits, innerSize, guardedTargets.Values, guardedOptions.Value);
    }

    public static LossSum KullbackLeibler(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], losses);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.KullbackLeibler(guarded.Logits, innerSize, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum KullbackLeiblerWithGradient(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], gradient);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.KullbackLeiblerWithGradient(guarded.Logits, innerSize, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum ReverseKullbackLeibler(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.ReverseKullbackLeibler(guarded.Logits, innerSize, guardedTargets.Values, guardedOptions.Value);
    }

    public static LossSum ReverseKullbackLeibler(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], losses);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.ReverseKullbackLeibler(guarded.Logits, innerSize, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum ReverseKullbackLeiblerWithGradient(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], gradient);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.ReverseKullbackLeiblerWithGradient(guarded.Logits, innerSize, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum Entropy(ReadOnlySpan<T> logits, int innerSize, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.Entropy(guarded.Logits, innerSize, guarded.Output, guardedOptions.Value);
    }

    public static LossSum EntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.EntropyWithGradient(guarded.Logits, innerSize, guarded.Output, guardedOptions.Value);
    }

    public static LossSum NegativeLogLikelihood(ReadOnlySpan<T> logProbabilities, int innerSize, ClassLabels labels, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logProbabilities, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.NegativeLogLikelihood(guarded.Logits, innerSize, guarded.Labels, guardedOptions.Value);
    }

    public static LossSum NegativeLogLikelihood(ReadOnlySpan<T> logProbabilities, int innerSize, ClassLabels labels, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logProbabilities, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.NegativeLogLikelihood(guarded.Logits, innerSize, guarded.Labels, guarded.Output, guardedOptions.Value);
    }

    public static LossSum NegativeLogLikelihoodWithGradient(ReadOnlySpan<T> logProbabilities, int innerSize, ClassLabels labels, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logProbabilities, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.NegativeLogLikelihoodWithGradient(guarded.Logits, innerSize, guarded.Labels, guarded.Output, guardedOptions.Value);
    }

    public static LossSum CrossEntropyFromProbabilities(ReadOnlySpan<T> probabilities, int innerSize, ClassLabels labels, double epsilon, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, probabilities, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropyFromProbabilities(guarded.Logits, innerSize, guarded.Labels, epsilon, guardedOptions.Value);
    }

    public static LossSum CrossEntropyFromProbabilities(ReadOnlySpan<T> probabilities, int innerSize, ClassLabels labels, double epsilon, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, probabilities, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropyFromProbabilities(guarded.Logits, innerSize, guarded.Labels, epsilon, guarded.Output, guardedOptions.Value);
    }

    public static LossSum CrossEntropyFromProbabilitiesWithGradient(ReadOnlySpan<T> probabilities, int innerSize, ClassLabels labels, double epsilon, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, probabilities, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropyFromProbabilitiesWithGradient(guarded.Logits, innerSize, guarded.Labels, epsilon, guarded.Output, guardedOptions.Value);
    }

    public static void SoftmaxBackward(ReadOnlySpan<T> probabilities, int innerSize, ReadOnlySpan<T> upstream, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, probabilities, [], destination);
        using GuardedInput<T> guardedUpstream = new(Placement, upstream);
        THead.SoftmaxBackward(guarded.Logits, innerSize, guardedUpstream.Values, guarded.Output);
    }

    public static void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, int innerSize, ReadOnlySpan<T> upstream, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logProbabilities, [], destination);
        using GuardedInput<T> guardedUpstream = new(Placement, upstream);
        THead.LogSoftmaxBackward(guarded.Logits, innerSize, guardedUpstream.Values, guarded.Output);
    }

    public static void LogSumExpBackward(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> upstream, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<T> guardedUpstream = new(Placement, upstream);
        THead.LogSumExpBackward(guarded.Logits, innerSize, guardedUpstream.Values, guarded.Output);
    }

    public static void CrossEntropyHessianDiagonal(ReadOnlySpan<T> logits, int innerSize, Span<T> destination, HessianConvention convention)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.CrossEntropyHessianDiagonal(guarded.Logits, innerSize, guarded.Output, convention);
    }

    public static void CrossEntropyHessianDiagonal(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> sampleWeights, Span<T> destination, HessianConvention convention)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<T> guardedSampleWeights = new(Placement, sampleWeights);
        THead.CrossEntropyHessianDiagonal(guarded.Logits, innerSize, guardedSampleWeights.Values, guarded.Output, convention);
    }

    public static void CrossEntropyHessianVectorProduct(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<T> vector, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<T> guardedVector = new(Placement, vector);
        THead.CrossEntropyHessianVectorProduct(guarded.Logits, innerSize, guardedVector.Values, guarded.Output);
    }

    public static void TemperatureSoftmax(ReadOnlySpan<T> logits, int innerSize, double temperature, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.TemperatureSoftmax(guarded.Logits, innerSize, temperature, guarded.Output);
    }

    public static void TemperatureLogSoftmax(ReadOnlySpan<T> logits, int innerSize, double temperature, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.TemperatureLogSoftmax(guarded.Logits, innerSize, temperature, guarded.Output);
    }

    public static void MaskedSoftmax(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<bool> mask, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        THead.MaskedSoftmax(guarded.Logits, innerSize, guardedMask.Values, guarded.Output);
    }

    public static void MaskedLogSoftmax(ReadOnlySpan<T> logits, int innerSize, ReadOnlySpan<bool> mask, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        THead.MaskedLogSoftmax(guarded.Logits, innerSize, guardedMask.Values, guarded.Output);
    }

    public static LossSum MaskedCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ReadOnlySpan<bool> mask, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MaskedCrossEntropy(guarded.Logits, innerSize, guarded.Labels, guardedMask.Values, guardedOptions.Value);
    }

    public static LossSum MaskedCrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ReadOnlySpan<bool> mask, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MaskedCrossEntropy(guarded.Logits, innerSize, guarded.Labels, guardedMask.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum MaskedCrossEntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, ReadOnlySpan<bool> mask, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MaskedCrossEntropyWithGradient(guarded.Logits, innerSize, guarded.Labels, guardedMask.Values, guarded.Output, guardedOptions.Value);
    }

    public static void TopK(ReadOnlySpan<T> logits, int innerSize, int k, Span<int> classes)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedBuffer<int> best = new(classes.Length);
        Span<int> guardedClasses = best.Take(Placement, classes.Length);
        THead.TopK(guarded.Logits, innerSize, k, guardedClasses);
        guardedClasses.CopyTo(classes);
        Assert.True(best.IsUntouchedAround(Placement, classes.Length));
    }

    public static void TopK(ReadOnlySpan<T> logits, int innerSize, int k, Span<int> classes, Span<T> values)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], values);
        using GuardedBuffer<int> best = new(classes.Length);
        Span<int> guardedClasses = best.Take(Placement, classes.Length);
        THead.TopK(guarded.Logits, innerSize, k, guardedClasses, guarded.Output);
        guardedClasses.CopyTo(classes);
        Assert.True(best.IsUntouchedAround(Placement, classes.Length));
    }

    public static void Evaluate(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, Evaluation evaluation)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        THead.Evaluate(guarded.Logits, innerSize, guarded.Labels, evaluation);
    }
}
