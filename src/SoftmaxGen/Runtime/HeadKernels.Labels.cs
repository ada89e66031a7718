using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Labels of other types than int.</content>
public abstract partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>The class with the largest logit of each row, as any integer type.</summary>
    public static void Predict<TLabel>(ReadOnlySpan<T> logits, Span<TLabel> destination)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        int rows = HeadGuard.Rows(logits, K);
        HeadGuard.SeparateOutput(logits, destination, rows, nameof(destination));
        int[] rented = ArrayPool<int>.Shared.Rent(rows + 1);
        Predict(ref MemoryMarshal.GetReference(logits), ref rented[0], rows);
        for (int row = 0; row < rows; row++)
        {
            destination[row] = TLabel.CreateTruncating(rented[row]);
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>Cross-entropy of labels of any integer type.</summary>
    public static LossSum CrossEntropy<TLabel>(
        ReadOnlySpan<T> logits, ReadOnlySpan<TLabel> labels, Span<T> losses, Span<T> gradient, LossParts parts, in LossOptions<T> options, int ignoreLabel, int innerSize = 1)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        HeadGuard.Labels(labels, OptionGuard.Rows(logits, K, innerSize));
        if (parts.HasFlag(LossParts.Gradient))
        {
            HeadGuard.SeparateOutput(labels, gradient, Math.Min(gradient.Length, logits.Length), nameof(gradient));
        }

        if (parts.HasFlag(LossParts.Losses))
        {
            HeadGuard.SeparateOutput(labels, losses, Math.Min(losses.Length, labels.Length), nameof(losses));
        }

        int ignored = options.IgnoreLabel ?? ignoreLabel;
        int[] rented = ArrayPool<int>.Shared.Rent(labels.Length);
        try
        {
            for (int row = 0; row < labels.Length; row++)
            {
                long label = long.CreateSaturating(labels[row]);
                if ((ulong)label >= (ulong)K && label != ignored)
                {
                    OptionGuard.ThrowLabel(nameof(labels), row, label, K, ignored);
                }

                rented[row] = (int)label;
            }

            return CrossEntropy(logits, rented.AsSpan(0, labels.Length), losses, gradient, parts, options, ignoreLabel, innerSize);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }
}
