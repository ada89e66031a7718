using System.Buffers;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Evaluation on labelled rows.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Adds rows to an evaluation, of logits that are divided by a temperature and capped first. The rows of a slab stay in the cache while they are gone over for each figure.</summary>
    public static void Evaluate(ReadOnlySpan<T> logits, ClassLabels labels, Evaluation evaluation, int ignoreLabel, double temperature = 1, double? softCap = null, int innerSize = 1)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        int rows = OptionGuard.Rows(logits, K, innerSize);
        HeadGuard.Labels(labels, rows);
        if (evaluation.ClassCount != K)
        {
            throw new ArgumentException($"The evaluation is for {evaluation.ClassCount} classes, but the head has {K}.", nameof(evaluation));
        }

        using LabelNumbers labelNumbers = LabelNumbers.Of(labels, K, ignoreLabel, nameof(labels));
        int counted = HeadGuard.CountLabels(labelNumbers.Span, K, ignoreLabel);
        if (rows == 0)
        {
            return;
        }

        LossLanes sums = default;
        int slabRows = SlabRows(rows, innerSize);
        LogitTransform<T> transform = new(temperature, softCap);
        int elements = slabRows * K;
        int copiedElements = innerSize <= slabRows ? 0 : elements;
        T[] numbers = ArrayPool<T>.Shared.Rent((2 * slabRows) + copiedElements + (transform.IsIdentity ? 0 : elements));
        int[] integers = ArrayPool<int>.Shared.Rent(2 * slabRows);
        fixed (T* z = logits, losses = numbers)
        fixed (int* y = labelNumbers.Span, predicted = integers)
        {
            T* probabilities = losses + slabRows;
            T* copied = probabilities + slabRows;
            T* transformed = copied + copiedElements;
            int* isInTopK = predicted + slabRows;
            for (int row = 0; row < rows;)
            {
                Slab slab = Slab.From(row, rows, innerSize, slabRows);
                int count = slab.Count;
                int* actual = y + row;
                T* ranked = slab.Read(z, copied);
                T* x = ranked;
                if (!transform.IsIdentity)
                {
                    slab.TransformRelatively(transform, z, transformed);
                    x = transformed;
                }

                ReadOnlySpan<T> prepared = new(x, slab.Elements);
                Plain(prepared, new ReadOnlySpan<int>(actual, count), new Span<T>(losses, count), default, LossParts.Losses, slab.InnerSize, ignoreLabel, ignoreLabel, T.One);
                MaximumProbability(prepared, slab.InnerSize, probabilities);

                // A cap rounds large logits to equals: the order is that of the logits as they were.
                Predict(new ReadOnlySpan<T>(ranked, slab.Elements), slab.InnerSize, new Span<int>(predicted, count));
                Dispatch(new IsInTopKJob<T>
                {
                    Logits = ranked,
                    Labels = actual,
                    Predicted = predicted,
                    IgnoreLabel = ignoreLabel,
                    Results = isInTopK,
                    Rows = count,
                    InnerSize = slab.InnerSize,
                    Count = evaluation.TopK,
                });
                for (int r = 0; r < count; r++)
                {
                    if (actual[r] != ignoreLabel)
                    {
                        sums.Add(row + r, double.CreateTruncating(losses[r]));
                        evaluation.Add(actual[r], predicted[r], isInTopK[r] != 0, double.CreateTruncating(probabilities[r]));
                    }
                }

                row += count;
            }
        }

        evaluation.Add(new LossSum(sums.Sum(), counted, counted));
        ArrayPool<T>.Shared.Return(numbers);
        ArrayPool<int>.Shared.Return(integers);
    }

    private static void MaximumProbability(ReadOnlySpan<T> logits, int innerSize, T* results)
    {
        if (innerSize == 1)
        {
            MaximumProbability(ref MemoryMarshal.GetReference(logits), ref *results, logits.Length / K);
            return;
        }

        Columns(logits, innerSize, default, new MaximumProbabilityOfColumns<T>(results));
    }
}
