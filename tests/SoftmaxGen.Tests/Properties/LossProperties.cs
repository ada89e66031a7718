using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Properties;

/// <summary>What holds of losses and their gradients.</summary>
internal static class LossProperties<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static readonly HeadProperty<T> LossesAreNotNegative = new("a loss is not negative, 0 when ignored and NaN where there is no softmax", static (head, batch) =>
    {
        var labels = batch.Labels();
        var losses = BatchOperation<T>.Losses.Run(head, batch.Logits<T>(), labels);
        foreach (var (row, spec) in batch.Rows.Index())
        {
            var good = labels[row] == head.IgnoreLabel ? losses[row] == T.Zero : spec.IsProper ? losses[row] >= T.Zero : T.IsNaN(losses[row]);
            Assert.True(good, $"row {row}, label {labels[row]}: {losses[row]}");
        }
    });

    public static readonly HeadProperty<T> LossIsMinusLogSoftmax = new("a loss is minus log-softmax at the label", static (head, batch) =>
    {
        var (logits, labels) = (batch.Logits<T>(), batch.Labels());
        var losses = BatchOperation<T>.Losses.Run(head, logits, labels);
        var logSoftmax = BatchOperation<T>.LogSoftmax.Run(head, logits, []);
        foreach (var row in ProperRows(head, batch, labels))
        {
            var expected = -logSoftmax[(row * head.ClassCount) + labels[row]];
            var tolerance = Tolerance.Logarithm(expected) + Tolerance.Logarithm(losses[row]);
            Assert.True(Tolerance.Distance(expected, losses[row]) <= tolerance, $"row {row}: {losses[row]} instead of {expected}");
        }
    });

    public static readonly HeadProperty<T> SumIsTheSumOfTheLosses = new("the sum of the losses is their sum, and counts the rows that are not ignored", static (head, batch) =>
    {
        var (logits, labels) = (batch.Logits<T>(), batch.Labels());
        var losses = new T[labels.Length];
        var sum = head.CrossEntropy(logits, labels, losses);
        var counted = labels.Count(label => label != head.IgnoreLabel);

        Assert.Equal(new LossSum(sum.Sum, counted, counted), sum);
        Assert.Equal(ReturnedBits.Of(sum), ReturnedBits.Of(head.CrossEntropy(logits, labels)));
        Assert.Equal(ReturnedBits.Of(sum), ReturnedBits.Of(head.CrossEntropyWithGradient(logits, labels, new T[logits.Length], Reduction.Sum)));
        Assert.Equal(ReturnedBits.Of(sum), ReturnedBits.Of(head.CrossEntropyWithGradient(logits, labels, new T[logits.Length], Reduction.Mean)));
        AssertSum(losses, sum.Sum);
    });

    public static readonly HeadProperty<T> PartsAddUp = new("the sums of two parts add up to that of the whole", static (head, batch) =>
    {
        var (logits, labels) = (batch.Logits<T>(), batch.Labels());
        var half = batch.Choice(labels.Length + 1);
        var whole = head.CrossEntropy(logits, labels);
        var parts = head.CrossEntropy(logits.AsSpan(0, half * head.ClassCount), labels.AsSpan(0, half))
            + head.CrossEntropy(logits.AsSpan(half * head.ClassCount), labels.AsSpan(half));

        Assert.Equal((whole.Count, whole.Weight), (parts.Count, parts.Weight));
        Assert.True(Same(whole.Sum, parts.Sum) || Math.Abs(whole.Sum - parts.Sum) <= labels.Length * Math.ScaleB(whole.Sum, -52), $"{parts.Sum:R} instead of {whole.Sum:R}");
    });

    public static readonly HeadProperty<T> GradientRowsSumToZero = new("the gradient of a row sums to 0, and is 0 when ignored", static (head, batch) =>
    {
        var labels = batch.Labels();
        foreach (var operation in new[] { BatchOperation<T>.GradientOfSum, BatchOperation<T>.GradientOfMean })
        {
            var gradient = operation.Run(head, batch.Logits<T>(), labels);
            foreach (var (row, spec) in batch.Rows.Index())
            {
                var g = gradient.AsSpan(row * head.ClassCount, head.ClassCount);
                if (labels[row] == head.IgnoreLabel)
                {
                    Assert.False(g.ContainsAnyExcept(T.Zero));
                }
                else if (spec.IsProper)
                {
                    var sum = Math.Abs(Tolerance.Sum<T>(g).High);
                    Assert.True(sum <= head.ClassCount * Tolerance.Gradient<T>(g), $"{operation.Name} of row {row}: {sum}");
                }
                else
                {
                    Assert.True(g.ToArray().All(T.IsNaN), $"{operation.Name} of row {row} is not NaN");
                }
            }
        }
    });

    public static readonly HeadProperty<T> GradientIsSoftmaxLessOneHot = new("the gradient of the sum is softmax less one-hot", static (head, batch) =>
    {
        var (logits, labels) = (batch.Logits<T>(), batch.Labels());
        var softmax = BatchOperation<T>.Softmax.Run(head, logits, []);
        var gradient = BatchOperation<T>.GradientOfSum.Run(head, logits, labels);
        foreach (var row in ProperRows(head, batch, labels))
        {
            var g = gradient.AsSpan(row * head.ClassCount, head.ClassCount);
            for (var i = 0; i < g.Length; i++)
            {
                var probability = softmax[(row * head.ClassCount) + i];
                var expected = double.CreateChecked(probability) - (i == labels[row] ? 1 : 0);
                var tolerance = Tolerance.Gradient<T>(g) + Tolerance.Softmax(probability);
                Assert.True(Math.Abs(double.CreateChecked(g[i]) - expected) <= tolerance, $"row {row}, class {i}: {g[i]} instead of {expected}");
            }
        }
    });

    public static readonly HeadProperty<T> MeanIsTheSumDivided = new("the gradient of the mean is that of the sum divided by the rows that count", static (head, batch) =>
    {
        var (logits, labels) = (batch.Logits<T>(), batch.Labels());
        var counted = labels.Count(label => label != head.IgnoreLabel);
        var sum = BatchOperation<T>.GradientOfSum.Run(head, logits, labels);
        var mean = BatchOperation<T>.GradientOfMean.Run(head, logits, labels);
        foreach (var row in ProperRows(head, batch, labels))
        {
            var s = sum.AsSpan(row * head.ClassCount, head.ClassCount);
            var m = mean.AsSpan(row * head.ClassCount, head.ClassCount);
            var tolerance = Tolerance.Gradient<T>(s) + (counted * Tolerance.Gradient<T>(m));
            for (var i = 0; i < s.Length; i++)
            {
                Assert.True(Math.Abs((double.CreateChecked(m[i]) * counted) - double.CreateChecked(s[i])) <= tolerance, $"row {row}, class {i}: {m[i]} · {counted} instead of {s[i]}");
            }
        }
    });

    public static readonly HeadProperty<T>[] All =
    [
        LossesAreNotNegative, LossIsMinusLogSoftmax, SumIsTheSumOfTheLosses, PartsAddUp, GradientRowsSumToZero,
        GradientIsSoftmaxLessOneHot, MeanIsTheSumDivided,
    ];

    private static IEnumerable<int> ProperRows(HeadAdapter<T> head, BatchCase batch, int[] labels) =>
        Enumerable.Range(0, labels.Length).Where(row => batch.Rows[row].IsProper && labels[row] != head.IgnoreLabel);

    // Every addition of the sum may round once.
    private static void AssertSum(T[] losses, double actual)
    {
        var expected = Tolerance.Sum<T>(losses).High;
        var plain = losses.Sum(double.CreateChecked);
        var good = double.IsFinite(plain) ? Math.Abs(expected - actual) <= losses.Length * Math.ScaleB(expected, -53) : Same(plain, actual);
        Assert.True(good, $"{actual:R} instead of {expected:R}");
    }

    private static bool Same(double a, double b) => a.Equals(b);
}
