using System.Numerics;
using SoftmaxGen.Tests.MemorySafety;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>A head that hands every call on with its arguments beside forbidden pages.</summary>
internal sealed class GuardedHead<THead, T> : ISoftmaxHeadCore<GuardedHead<THead, T>, T>
    where THead : ISoftmaxHeadCore<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int ClassCount => THead.ClassCount;

    private static Placement Placement => GuardedPlacement.Current;

    public static void Softmax(ReadOnlySpan<T> logits, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.Softmax(guarded.Logits, guarded.Output);
    }

    public static void LogSoftmax(ReadOnlySpan<T> logits, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.LogSoftmax(guarded.Logits, guarded.Output);
    }

    public static T LogSumExp(ReadOnlySpan<T> row)
    {
        using GuardedArguments<T> guarded = new(Placement, row, [], []);
        return THead.LogSumExp(guarded.Logits);
    }

    public static void LogSumExp(ReadOnlySpan<T> logits, Span<T> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], destination);
        THead.LogSumExp(guarded.Logits, guarded.Output);
    }

    public static int Predict(ReadOnlySpan<T> row)
    {
        using GuardedArguments<T> guarded = new(Placement, row, [], []);
        return THead.Predict(guarded.Logits);
    }

    public static int Predict(ReadOnlySpan<T> row, out T probability)
    {
        using GuardedArguments<T> guarded = new(Placement, row, [], []);
        return THead.Predict(guarded.Logits, out probability);
    }

    public static void Predict(ReadOnlySpan<T> logits, Span<int> destination)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, [], []);
        using GuardedBuffer<int> classes = new(destination.Length);
        Span<int> guardedClasses = classes.Take(Placement, destination.Length);
        THead.Predict(guarded.Logits, guardedClasses);
        guardedClasses.CopyTo(destination);
        Assert.True(classes.IsUntouchedAround(Placement, destination.Length));
    }

    public static T CrossEntropy(ReadOnlySpan<T> row, int label)
    {
        using GuardedArguments<T> guarded = new(Placement, row, [], []);
        return THead.CrossEntropy(guarded.Logits, label);
    }

    public static LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, labels, []);
        return THead.CrossEntropy(guarded.Logits, guarded.Labels);
    }

    public static LossSum CrossEntropy(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> losses)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, labels, losses);
        return THead.CrossEntropy(guarded.Logits, guarded.Labels, guarded.Output);
    }

    public static T CrossEntropyWithGradient(ReadOnlySpan<T> row, int label, Span<T> gradient)
    {
        using GuardedArguments<T> guarded = new(Placement, row, [], gradient);
        return THead.CrossEntropyWithGradient(guarded.Logits, label, guarded.Output);
    }

    public static LossSum CrossEntropyWithGradient(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> gradient, Reduction reduction)
    {
        using GuardedArguments<T> guarded = new(Placement, logits, labels, gradient);
        return THead.CrossEntropyWithGradient(guarded.Logits, guarded.Labels, guarded.Output, reduction);
    }
}
