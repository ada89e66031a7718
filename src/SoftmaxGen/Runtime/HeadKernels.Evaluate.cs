using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SoftmaxGen.Runtime;

/// <content>Evaluation on labelled rows.</content>
public abstract unsafe partial class HeadKernels<T512, T256, T128, TScalar, T>
{
    /// <summary>Adds rows to an evaluation, of logits that are divided by a temperature and capped first. The rows of a tile stay in the cache while they are gone over for each figure.</summary>
    public static void Evaluate(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Evaluation evaluation, int ignoreLabel, double temperature = 1, double? softCap = null)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        int rows = HeadGuard.Rows(logits, K);
        HeadGuard.Labels(labels, rows);
        if (evaluation.ClassCount != K)
        {
            throw new ArgumentException($"The evaluation is for {evaluation.ClassCount} classes, but the head has {K}.", nameof(evaluation));
        }

        int counted = HeadGuard.CountLabels(labels, K, ignoreLabel);
        if (rows == 0)
        {
            return;
        }

        LossLanes sums = default;
        int tileRows = TileRows(rows);
        LogitTransform<T> transform = new(temperature, softCap);
        T[] numbers = ArrayPool<T>.Shared.Rent((2 * tileRows) + (transform.IsIdentity ? 0 : tileRows * K));
        int[] integers = ArrayPool<int>.Shared.Rent(2 * tileRows);
        for (int row = 0; row < rows; row += tileRows)
        {
            int count = Math.Min(tileRows, rows - row);
            Span<T> losses = numbers.AsSpan(0, count);
            Span<T> probabilities = numbers.AsSpan(tileRows, count);
            Span<int> predicted = integers.AsSpan(0, count);
            Span<int> isInTopK = integers.AsSpan(tileRows, count);
            ReadOnlySpan<int> actual = labels.Slice(row, count);
            ReadOnlySpan<T> tile = logits.Slice(row * K, count * K);
            if (!transform.IsIdentity)
            {
                Span<T> transformed = numbers.AsSpan(2 * tileRows, count * K);
                Transform(transform, tile, transformed);
                tile = transformed;
            }

            ref T x = ref MemoryMarshal.GetReference(tile);
            CrossEntropy(ref x, ref MemoryMarshal.GetReference(actual), ref losses[0], count);
            MaximumProbability(ref x, ref probabilities[0], count);

            // A cap rounds large logits to equals: the order is that of the logits as they were.
            ref T ranked = ref Unsafe.Add(ref MemoryMarshal.GetReference(logits), (nint)row * K);
            Predict(ref ranked, ref predicted[0], count);
            fixed (T* z = &ranked)
            {
                fixed (int* y = actual, p = predicted, k = isInTopK)
                {
                    Dispatch(new IsInTopKJob<T>
                    {
                        Logits = z,
                        Labels = y,
                        Predicted = p,
                        IgnoreLabel = ignoreLabel,
                        Results = k,
                        Rows = count,
                        Count = evaluation.TopK,
                    });
                }
            }

            for (int r = 0; r < count; r++)
            {
                if (actual[r] != ignoreLabel)
                {
                    sums.Add(row + r, double.CreateTruncating(losses[r]));
                    evaluation.Add(actual[r], predicted[r], isInTopK[r] != 0, double.CreateTruncating(probabilities[r]));
                }
            }
        }

        evaluation.Add(new LossSum(sums.Sum(), counted, counted));
        ArrayPool<T>.Shared.Return(numbers);
        ArrayPool<int>.Shared.Return(integers);
    }
}
