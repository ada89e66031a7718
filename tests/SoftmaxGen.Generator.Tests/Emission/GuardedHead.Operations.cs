using SoftmaxGen.Tests.MemorySafety;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <content>Losses with options, derivatives, other layouts and masks.</content>
internal sealed partial class GuardedHead<THead, T>
{
    public static LossSum CrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropy(guarded.Logits, guarded.Labels, guardedOptions.Value);
    }

    public static LossSum CrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropy(guarded.Logits, guarded.Labels, guarded.Output, guardedOptions.Value);
    }

    public static LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropyWithGradient(guarded.Logits, guarded.Labels, guarded.Output, guardedOptions.Value);
    }

    public static LossSum MixedCrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, ClassLabels otherLabels, double mixing, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedInput<int> guardedOtherLabels = new(Placement, Ints(otherLabels));
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MixedCrossEntropy(guarded.Logits, guarded.Labels, guardedOtherLabels.Values, mixing, guardedOptions.Value);
    }

    public static LossSum MixedCrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedInput<int> guardedOtherLabels = new(Placement, Ints(otherLabels));
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MixedCrossEntropy(guarded.Logits, guarded.Labels, guardedOtherLabels.Values, mixing, guarded.Output, guardedOptions.Value);
    }

    public static LossSum MixedCrossEntropyWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, ClassLabels otherLabels, double mixing, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedInput<int> guardedOtherLabels = new(Placement, Ints(otherLabels));
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MixedCrossEntropyWithGradient(guarded.Logits, guarded.Labels, guardedOtherLabels.Values, mixing, guarded.Output, guardedOptions.Value);
    }

    public static LossSum FocalLoss(ReadOnlySpan<T> logits, ClassLabels labels, double gamma, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.FocalLoss(guarded.Logits, guarded.Labels, gamma, guardedOptions.Value);
    }

    public static LossSum FocalLoss(ReadOnlySpan<T> logits, ClassLabels labels, double gamma, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.FocalLoss(guarded.Logits, guarded.Labels, gamma, guarded.Output, guardedOptions.Value);
    }

    public static LossSum FocalLossWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, double gamma, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.FocalLossWithGradient(guarded.Logits, guarded.Labels, gamma, guarded.Output, guardedOptions.Value);
    }

    public static LossSum Poly1Loss(ReadOnlySpan<T> logits, ClassLabels labels, double epsilon, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.Poly1Loss(guarded.Logits, guarded.Labels, epsilon, guardedOptions.Value);
    }

    public static LossSum Poly1Loss(ReadOnlySpan<T> logits, ClassLabels labels, double epsilon, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.Poly1Loss(guarded.Logits, guarded.Labels, epsilon, guarded.Output, guardedOptions.Value);
    }

    public static LossSum Poly1LossWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, double epsilon, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.Poly1LossWithGradient(guarded.Logits, guarded.Labels, epsilon, guarded.Output, guardedOptions.Value);
    }

    public static LossSum SoftLabelCrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.SoftLabelCrossEntropy(guarded.Logits, guardedTargets.Values, guardedOptions.Value);
    }

    public static LossSum SoftLabelCrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], losses);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.SoftLabelCrossEntropy(guarded.Logits, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum SoftLabelCrossEntropyWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], gradient);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.SoftLabelCrossEntropyWithGradient(guarded.Logits, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum KullbackLeibler(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.KullbackLeibler(guarded.Logits, guardedTargets.Values, guardedOptions.Value);
    }

    public static LossSum KullbackLeibler(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], losses);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.KullbackLeibler(guarded.Logits, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum KullbackLeiblerWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], gradient);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.KullbackLeiblerWithGradient(guarded.Logits, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum ReverseKullbackLeibler(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.ReverseKullbackLeibler(guarded.Logits, guardedTargets.Values, guardedOptions.Value);
    }

    public static LossSum ReverseKullbackLeibler(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], losses);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.ReverseKullbackLeibler(guarded.Logits, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum ReverseKullbackLeiblerWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], gradient);
        using GuardedInput<T> guardedTargets = new(Placement, targets);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.ReverseKullbackLeiblerWithGradient(guarded.Logits, guardedTargets.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum Entropy(ReadOnlySpan<T> logits, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.Entropy(guarded.Logits, guarded.Output, guardedOptions.Value);
    }

    public static LossSum EntropyWithGradient(ReadOnlySpan<T> logits, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.EntropyWithGradient(guarded.Logits, guarded.Output, guardedOptions.Value);
    }

    public static LossSum NegativeLogLikelihood(ReadOnlySpan<T> logProbabilities, ClassLabels labels, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logProbabilities, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.NegativeLogLikelihood(guarded.Logits, guarded.Labels, guardedOptions.Value);
    }

    public static LossSum NegativeLogLikelihood(ReadOnlySpan<T> logProbabilities, ClassLabels labels, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logProbabilities, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.NegativeLogLikelihood(guarded.Logits, guarded.Labels, guarded.Output, guardedOptions.Value);
    }

    public static LossSum NegativeLogLikelihoodWithGradient(ReadOnlySpan<T> logProbabilities, ClassLabels labels, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logProbabilities, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.NegativeLogLikelihoodWithGradient(guarded.Logits, guarded.Labels, guarded.Output, guardedOptions.Value);
    }

    public static LossSum CrossEntropyFromProbabilities(ReadOnlySpan<T> probabilities, ClassLabels labels, double epsilon, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, probabilities, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropyFromProbabilities(guarded.Logits, guarded.Labels, epsilon, guardedOptions.Value);
    }

    public static LossSum CrossEntropyFromProbabilities(ReadOnlySpan<T> probabilities, ClassLabels labels, double epsilon, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, probabilities, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropyFromProbabilities(guarded.Logits, guarded.Labels, epsilon, guarded.Output, guardedOptions.Value);
    }

    public static LossSum CrossEntropyFromProbabilitiesWithGradient(ReadOnlySpan<T> probabilities, ClassLabels labels, double epsilon, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, probabilities, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropyFromProbabilitiesWithGradient(guarded.Logits, guarded.Labels, epsilon, guarded.Output, guardedOptions.Value);
    }

    public static void SoftmaxBackward(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> upstream, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, probabilities, [], destination);
        using GuardedInput<T> guardedUpstream = new(Placement, upstream);
        THead.SoftmaxBackward(guarded.Logits, guardedUpstream.Values, guarded.Output);
    }

    public static void LogSoftmaxBackward(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<T> upstream, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logProbabilities, [], destination);
        using GuardedInput<T> guardedUpstream = new(Placement, upstream);
        THead.LogSoftmaxBackward(guarded.Logits, guardedUpstream.Values, guarded.Output);
    }

    public static void LogSumExpBackward(ReadOnlySpan<T> logits, ReadOnlySpan<T> upstream, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<T> guardedUpstream = new(Placement, upstream);
        THead.LogSumExpBackward(guarded.Logits, guardedUpstream.Values, guarded.Output);
    }

    public static void SoftmaxJacobian(ReadOnlySpan<T> row, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, row, [], destination);
        THead.SoftmaxJacobian(guarded.Logits, guarded.Output);
    }

    public static void CrossEntropyHessianDiagonal(ReadOnlySpan<T> logits, Span<T> destination, HessianConvention convention)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.CrossEntropyHessianDiagonal(guarded.Logits, guarded.Output, convention);
    }

    public static void CrossEntropyHessianDiagonal(ReadOnlySpan<T> logits, ReadOnlySpan<T> sampleWeights, Span<T> destination, HessianConvention convention)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<T> guardedSampleWeights = new(Placement, sampleWeights);
        THead.CrossEntropyHessianDiagonal(guarded.Logits, guardedSampleWeights.Values, guarded.Output, convention);
    }

    public static void CrossEntropyHessianVectorProduct(ReadOnlySpan<T> logits, ReadOnlySpan<T> vector, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<T> guardedVector = new(Placement, vector);
        THead.CrossEntropyHessianVectorProduct(guarded.Logits, guardedVector.Values, guarded.Output);
    }

    public static void TemperatureSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.TemperatureSoftmax(guarded.Logits, temperature, guarded.Output);
    }

    public static void TemperatureLogSoftmax(ReadOnlySpan<T> logits, double temperature, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.TemperatureLogSoftmax(guarded.Logits, temperature, guarded.Output);
    }

    public static void SoftCap(ReadOnlySpan<T> logits, double cap, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.SoftCap(guarded.Logits, cap, guarded.Output);
    }

    public static void SoftCapBackward(ReadOnlySpan<T> logits, double cap, ReadOnlySpan<T> upstream, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<T> guardedUpstream = new(Placement, upstream);
        THead.SoftCapBackward(guarded.Logits, cap, guardedUpstream.Values, guarded.Output);
    }

    public static void Softmax(ReadOnlySpan<T> logits, int innerSize, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.Softmax(guarded.Logits, innerSize, guarded.Output);
    }

    public static void LogSoftmax(ReadOnlySpan<T> logits, int innerSize, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.LogSoftmax(guarded.Logits, innerSize, guarded.Output);
    }

    public static void LogSumExp(ReadOnlySpan<T> logits, int innerSize, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.LogSumExp(guarded.Logits, innerSize, guarded.Output);
    }

    public static void Predict(ReadOnlySpan<T> logits, int innerSize, Span<int> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedBuffer<int> classes = new(destination.Length);
        Span<int> guardedClasses = classes.Take(Placement, destination.Length);
        THead.Predict(guarded.Logits, innerSize, guardedClasses);
        guardedClasses.CopyTo(destination);
        Assert.True(classes.IsUntouchedAround(Placement, destination.Length));
    }

    public static LossSum CrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropy(guarded.Logits, innerSize, guarded.Labels, guardedOptions.Value);
    }

    public static LossSum CrossEntropy(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropy(guarded.Logits, innerSize, guarded.Labels, guarded.Output, guardedOptions.Value);
    }

    public static LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, int innerSize, ClassLabels labels, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.CrossEntropyWithGradient(guarded.Logits, innerSize, guarded.Labels, guarded.Output, guardedOptions.Value);
    }

    public static void MaskedSoftmax(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        THead.MaskedSoftmax(guarded.Logits, guardedMask.Values, guarded.Output);
    }

    public static void MaskedLogSoftmax(ReadOnlySpan<T> logits, ReadOnlySpan<bool> mask, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        THead.MaskedLogSoftmax(guarded.Logits, guardedMask.Values, guarded.Output);
    }

    public static LossSum MaskedCrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, ReadOnlySpan<bool> mask, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MaskedCrossEntropy(guarded.Logits, guarded.Labels, guardedMask.Values, guardedOptions.Value);
    }

    public static LossSum MaskedCrossEntropy(ReadOnlySpan<T> logits, ClassLabels labels, ReadOnlySpan<bool> mask, Span<T> losses, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), losses);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MaskedCrossEntropy(guarded.Logits, guarded.Labels, guardedMask.Values, guarded.Output, guardedOptions.Value);
    }

    public static LossSum MaskedCrossEntropyWithGradient(ReadOnlySpan<T> logits, ClassLabels labels, ReadOnlySpan<bool> mask, Span<T> gradient, in LossOptions<T> options)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), gradient);
        using GuardedInput<bool> guardedMask = new(Placement, mask);
        using GuardedOptions<T> guardedOptions = new(Placement, options);
        return THead.MaskedCrossEntropyWithGradient(guarded.Logits, guarded.Labels, guardedMask.Values, guarded.Output, guardedOptions.Value);
    }

    public static void TopK(ReadOnlySpan<T> logits, int k, Span<int> classes)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedBuffer<int> best = new(classes.Length);
        Span<int> guardedClasses = best.Take(Placement, classes.Length);
        THead.TopK(guarded.Logits, k, guardedClasses);
        guardedClasses.CopyTo(classes);
        Assert.True(best.IsUntouchedAround(Placement, classes.Length));
    }

    public static void TopK(ReadOnlySpan<T> logits, int k, Span<int> classes, Span<T> values)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], values);
        using GuardedBuffer<int> best = new(classes.Length);
        Span<int> guardedClasses = best.Take(Placement, classes.Length);
        THead.TopK(guarded.Logits, k, guardedClasses, guarded.Output);
        guardedClasses.CopyTo(classes);
        Assert.True(best.IsUntouchedAround(Placement, classes.Length));
    }

    public static void Evaluate(ReadOnlySpan<T> logits, ClassLabels labels, Evaluation evaluation)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, Ints(labels), []);
        THead.Evaluate(guarded.Logits, guarded.Labels, evaluation);
    }

    private static int[] Ints(ClassLabels labels)
    {
        var ints = new int[labels.Length];
        for (var row = 0; row < ints.Length; row++)
        {
            ints[row] = (int)labels[row];
        }

        return ints;
    }
}
