using System.Buffers;

namespace SoftmaxGen.Runtime;

/// <content>Evaluation on labelled rows.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Adds rows to an evaluation, of logits that are divided by a temperature and capped first. The rows of a tile stay in the cache while they are gone over for each figure.</summary>
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
        int tileRows = TileRows(rows);
        LogitTransform<T> transform = new(temperature, softCap);
        int copied = TileElements(tileRows, innerSize);
        T[] numbers = ArrayPool<T>.Shared.Rent((2 * tileRows) + copied + (transform.IsIdentity ? 0 : tileRows * K));
        int[] integers = ArrayPool<int>.Shared.Rent(2 * tileRows);
        fixed (T* z = logits, losses = numbers)
        fixed (int* y = labelNumbers.Span, predicted = integers)
        {
            T* probabilities = losses + tileRows;
            T* copiedLogits = probabilities + tileRows;
            T* transformed = copiedLogits + copied;
            int* isInTopK = predicted + tileRows;
            for (int row = 0; row < rows; row += tileRows)
            {
                Tile tile = Tile.From(row, rows, innerSize, tileRows);
                int count = tile.Count;
                int* actual = y + row;
                T* ranked = tile.Read(z, copiedLogits);
                T* x = ranked;
                if (!transform.IsIdentity)
                {
                    Transform(transform, new ReadOnlySpan<T>(ranked, count * K), new Span<T>(transformed, count * K));
                    x = transformed;
                }

                CrossEntropy(ref *x, ref *actual, ref *losses, count);
                MaximumProbability(ref *x, ref *probabilities, count);

                // A cap rounds large logits to equals: the order is that of the logits as they were.
                Predict(ref *ranked, ref *predicted, count);
                Dispatch(new IsInTopKJob<T>
                {
                    Logits = ranked,
                    Labels = actual,
                    Predicted = predicted,
                    IgnoreLabel = ignoreLabel,
                    Results = isInTopK,
                    Rows = count,
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
            }
        }

        evaluation.Add(new LossSum(sums.Sum(), counted, counted));
        ArrayPool<T>.Shared.Return(numbers);
        ArrayPool<int>.Shared.Return(integers);
    }
}
