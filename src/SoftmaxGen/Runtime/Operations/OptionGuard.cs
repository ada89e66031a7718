using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace SoftmaxGen.Runtime;

/// <summary>The checks of options, labels and operands beyond those of <see cref="HeadGuard"/>; all made before the first write.</summary>
internal static class OptionGuard
{
    /// <summary>The options must be numbers that make sense, and their spans fit the batch.</summary>
    public static void Options<T>(in LossOptions<T> options, int rows, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Within(options.LabelSmoothing, nameof(options.LabelSmoothing), "a number from 0 to 1", static value => value is >= 0 and <= 1);
        Within(options.ZLoss, nameof(options.ZLoss), "a finite number of 0 or more", static value => value >= 0 && double.IsFinite(value));
        Within(options.Temperature, nameof(options.Temperature), "a finite number above 0", static value => value > 0 && double.IsFinite(value));
        Within(options.SoftCap, nameof(options.SoftCap), "a finite number above 0", static value => value > 0 && double.IsFinite(value));
        Within(options.GradientScale, nameof(options.GradientScale), "a finite number", double.IsFinite);
        Weights(options.ClassWeights, classCount, nameof(options.ClassWeights), "one per class");
        Weights(options.SampleWeights, rows, nameof(options.SampleWeights), "one per row");
        if (options.Reduction is not (Reduction.Mean or Reduction.Sum))
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Reduction, "The reduction must be Reduction.Mean or Reduction.Sum.");
        }
    }

    /// <summary>A number must lie in its range.</summary>
    public static void Within(double? value, string name, string expected, Func<double, bool> isValid)
    {
        if (value is { } number && !isValid(number))
        {
            throw new ArgumentOutOfRangeException(name, number, $"{name} is {number}; expected {expected}.");
        }
    }

    /// <summary>Operands of one shape must have the same length.</summary>
    public static void SameLength(int length, int expected, string name, string like)
    {
        if (length != expected)
        {
            throw new ArgumentException($"{name} has {length} elements; expected {expected}, as many as {like}.", name);
        }
    }

    /// <summary>The number of rows in [N, K, inner]: its length must be a multiple of K times the inner size.</summary>
    public static int Rows<T>(ReadOnlySpan<T> logits, int classCount, int innerSize)
    {
        if (innerSize == 1)
        {
            return HeadGuard.Rows(logits, classCount);
        }

        if (innerSize < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(innerSize), innerSize, $"The inner size is {innerSize}; expected 1 or more.");
        }

        long plane = (long)classCount * innerSize;
        if (logits.Length % plane != 0)
        {
            throw new ArgumentException(
                $"The logits have {logits.Length} elements, which is not a whole number of planes of {classCount} classes times {innerSize} inner positions.", nameof(logits));
        }

        return logits.Length / classCount;
    }

    /// <summary>Every label must be a class or the ignore label.</summary>
    public static void Labels(ReadOnlySpan<int> labels, int classCount, int ignoreLabel, string name)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            int label = labels[row];
            if ((uint)label >= (uint)classCount && label != ignoreLabel)
            {
                ThrowLabel(name, row, label, classCount, ignoreLabel);
            }
        }
    }

    private static void Weights<T>(ReadOnlySpan<T> weights, int expected, string name, string each)
    {
        if (!weights.IsEmpty && weights.Length != expected)
        {
            throw new ArgumentException($"{name} has {weights.Length} elements; expected {expected}, {each}, or none.", "options");
        }
    }

    [DoesNotReturn]
    internal static void ThrowLabel(string name, int row, long label, int classCount, long ignoreLabel) => throw new ArgumentOutOfRangeException(
        name,
        label,
        $"Row {row} has the label {label}, which is neither a class (0 to {classCount - 1}) nor the ignore label ({ignoreLabel}).");
}
