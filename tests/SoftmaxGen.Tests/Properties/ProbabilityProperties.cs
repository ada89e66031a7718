using System.Numerics;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Properties;

/// <summary>What holds of softmax, log-softmax, logsumexp and predictions.</summary>
internal static class ProbabilityProperties<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly HeadProperty<T> ProbabilitiesSumToOne = new("probabilities lie in [0, 1] and sum to 1", static (head, batch) =>
    {
        var softmax = BatchOperation<T>.Softmax.Run(head, batch.Logits<T>(), []);
        foreach (var (row, _) in batch.Rows.Index().Where(static row => row.Item.IsProper))
        {
            var probabilities = softmax.AsSpan(row * head.ClassCount, head.ClassCount);
            var tolerance = 0.0;
            foreach (var probability in probabilities)
            {
                Assert.True(probability >= T.Zero && probability <= T.One, $"row {row}: {probability}");
                tolerance += Tolerance.Softmax(probability);
            }

            Near(row, 1, Tolerance.Sum<T>(probabilities), tolerance);
        }
    });

    public static readonly HeadProperty<T> ImproperRowsAreNaN = new("a row without a softmax is NaN throughout, and others have none", static (head, batch) =>
    {
        foreach (var operation in new[] { BatchOperation<T>.Softmax, BatchOperation<T>.LogSoftmax })
        {
            var output = operation.Run(head, batch.Logits<T>(), []);
            foreach (var (row, spec) in batch.Rows.Index())
            {
                var count = output.AsSpan(row * head.ClassCount, head.ClassCount).ToArray().Count(T.IsNaN);
                Assert.True(count == (spec.IsProper ? 0 : head.ClassCount), $"{operation.Name} of row {row}: {count} NaN");
            }
        }
    });

    public static readonly HeadProperty<T> SoftmaxIsExpOfLogSoftmax = new("softmax is exp of log-softmax", static (head, batch) =>
    {
        var logits = batch.Logits<T>();
        var softmax = BatchOperation<T>.Softmax.Run(head, logits, []);
        var logSoftmax = BatchOperation<T>.LogSoftmax.Run(head, logits, []);
        for (var i = 0; i < logits.Length; i++)
        {
            if (batch.Rows[i / head.ClassCount].IsProper)
            {
                Assert.True(logSoftmax[i] <= T.Zero, $"log p[{i}] = {logSoftmax[i]}");
                var exponential = DoubleDouble.Exp(double.CreateChecked(logSoftmax[i])).High;
                var tolerance = Tolerance.Softmax(softmax[i]) + (exponential * Math.Exp(1) * Tolerance.Logarithm(logSoftmax[i]));
                Near(i, exponential, double.CreateChecked(softmax[i]), tolerance);
            }
        }
    });

    public static readonly HeadProperty<T> ShiftChangesNothing = new("an exact shift of every logit changes only logsumexp", static (head, batch) =>
    {
        var logits = batch.Inputs.Uniform<T>(batch.Rows.Length * head.ClassCount, 60);
        var shift = T.CreateChecked(Math.ScaleB(batch.Choice(2) == 0 ? 1 : -1, batch.Choice(12)));
        logits = Array.ConvertAll(logits, static logit => T.Round(logit * T.CreateChecked(16)) / T.CreateChecked(16));
        var shifted = Array.ConvertAll(logits, logit => logit + shift);
        foreach (var operation in new[] { BatchOperation<T>.Softmax, BatchOperation<T>.LogSoftmax })
        {
            var expected = operation.Run(head, logits, []);
            var actual = operation.Run(head, shifted, []);
            for (var i = 0; i < expected.Length; i++)
            {
                var tolerance = operation == BatchOperation<T>.Softmax
                    ? Tolerance.Softmax(expected[i]) + Tolerance.Softmax(actual[i])
                    : Tolerance.Logarithm(expected[i]) + Tolerance.Logarithm(actual[i]);
                Near(i, double.CreateChecked(expected[i]), double.CreateChecked(actual[i]), tolerance);
            }
        }

        var before = BatchOperation<T>.LogSumExp.Run(head, logits, []);
        var after = BatchOperation<T>.LogSumExp.Run(head, shifted, []);
        for (var row = 0; row < before.Length; row++)
        {
            var maximum = Maximum(logits.AsSpan(row * head.ClassCount, head.ClassCount));
            Near(row, double.CreateChecked(before[row]) + (DoubleDouble)double.CreateChecked(shift), double.CreateChecked(after[row]),
                Tolerance.LogSumExp(maximum, before[row]) + Tolerance.LogSumExp(maximum + shift, after[row]));
        }
    });

    public static readonly HeadProperty<T> OrderOfClassesChangesNothing = new("turning the classes round turns the probabilities round", static (head, batch) =>
    {
        var logits = batch.Logits<T>();
        var turned = (T[])logits.Clone();
        for (var row = 0; row < batch.Rows.Length; row++)
        {
            turned.AsSpan(row * head.ClassCount, head.ClassCount).Reverse();
        }

        var expected = BatchOperation<T>.Softmax.Run(head, logits, []);
        var actual = BatchOperation<T>.Softmax.Run(head, turned, []);
        for (var i = 0; i < expected.Length; i++)
        {
            var (row, column) = (i / head.ClassCount, i % head.ClassCount);
            if (batch.Rows[row].IsProper)
            {
                var mirrored = actual[(row * head.ClassCount) + head.ClassCount - 1 - column];
                Near(i, double.CreateChecked(expected[i]), double.CreateChecked(mirrored), Tolerance.Softmax(expected[i]) + Tolerance.Softmax(mirrored));
            }
        }
    });

    public static readonly HeadProperty<T> PredictionIsTheFirstLargestLogit = new("the prediction is the first NaN, or else the first of the largest logits", static (head, batch) =>
    {
        var logits = batch.Logits<T>();
        var predicted = new int[batch.Rows.Length];
        head.Predict(logits, predicted);
        for (var row = 0; row < predicted.Length; row++)
        {
            var z = logits.AsSpan(row * head.ClassCount, head.ClassCount);
            var largest = 0;
            for (var i = 1; i < z.Length && !T.IsNaN(z[largest]); i++)
            {
                largest = T.IsNaN(z[i]) || z[i] > z[largest] ? i : largest;
            }

            Assert.Equal(largest, predicted[row]);
            Assert.Equal(largest, head.Predict(z));
            Assert.Equal(largest, head.Predict(z, out _));
        }
    });

    public static readonly HeadProperty<T> ProbabilityOfThePrediction = new("the probability of a prediction is its softmax", static (head, batch) =>
    {
        var logits = batch.Logits<T>();
        var softmax = BatchOperation<T>.Softmax.Run(head, logits, []);
        foreach (var (row, spec) in batch.Rows.Index())
        {
            var predicted = head.Predict(logits.AsSpan(row * head.ClassCount, head.ClassCount), out var probability);
            Assert.Equal(spec.IsProper, !T.IsNaN(probability));
            if (spec.IsProper)
            {
                var expected = softmax[(row * head.ClassCount) + predicted];
                Near(row, double.CreateChecked(expected), double.CreateChecked(probability), Tolerance.Softmax(expected) + Tolerance.Softmax(probability));
            }
        }
    });

    public static readonly HeadProperty<T> LogSumExpLiesAboveTheMaximum = new("logsumexp lies between the largest logit and that + log K", static (head, batch) =>
    {
        var logits = batch.Logits<T>();
        var results = BatchOperation<T>.LogSumExp.Run(head, logits, []);
        foreach (var (row, _) in batch.Rows.Index().Where(static row => row.Item.IsProper))
        {
            var maximum = Maximum(logits.AsSpan(row * head.ClassCount, head.ClassCount));
            var above = Signed(double.CreateChecked(results[row]), double.CreateChecked(maximum));
            var tolerance = Tolerance.LogSumExp(maximum, results[row]);
            Assert.True(above >= -tolerance && above <= (Math.Log(head.ClassCount) * (1 + 1e-15)) + tolerance, $"row {row}: {results[row]} for a maximum of {maximum}");
        }
    });

    public static readonly HeadProperty<T>[] All =
    [
        ProbabilitiesSumToOne, ImproperRowsAreNaN, SoftmaxIsExpOfLogSoftmax, ShiftChangesNothing, OrderOfClassesChangesNothing,
        PredictionIsTheFirstLargestLogit, ProbabilityOfThePrediction, LogSumExpLiesAboveTheMaximum,
    ];

    private static double Signed(DoubleDouble a, DoubleDouble b) => (a - b).High;

    private static T Maximum(ReadOnlySpan<T> row)
    {
        var maximum = T.NegativeInfinity;
        foreach (var logit in row)
        {
            maximum = T.Max(maximum, logit);
        }

        return maximum;
    }

    private static void Near(int index, DoubleDouble expected, DoubleDouble actual, double tolerance) =>
        Assert.True(Tolerance.Distance(expected, actual) <= tolerance, $"[{index}]: {actual.High:R} is not within {tolerance:R} of {expected.High:R}");
}
