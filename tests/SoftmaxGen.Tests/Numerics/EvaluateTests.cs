using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Numerics;

/// <summary>S43: loss and metrics in one call.</summary>
public sealed class EvaluateTests
{
    private const int Ignored = HeadRegistry.DefaultIgnoreLabel;

    [Fact]
    public void SmallBatch_HasTheFiguresOfPaper()
    {
        float[] logits = [3, 1, 0, 1, 2, 1, 0, 0, 5, 2, 2, 0, float.NaN, 0, 0];
        int[] labels = [0, 0, 1, 1, Ignored];
        var evaluation = new Evaluation(3, topK: 2, binCount: 4);

        Single3.Evaluate(logits, labels, evaluation);

        Assert.Equal(4, evaluation.Count);
        Assert.Equal(Single3.CrossEntropy(logits, labels), evaluation.Loss);
        Assert.Equal(Math.Exp(evaluation.Loss.Mean), evaluation.Perplexity);
        Assert.Equal(0.25, evaluation.Accuracy);

        // Rows 0 and 3 have the label among two, row 3 behind a tie; row 1 behind class 1 and before class 2, row 2 behind classes 2 and 0.
        Assert.Equal(0.75, evaluation.TopKAccuracy);
        Assert.Equal([1, 1, 0, 1, 0, 1, 0, 0, 0], evaluation.ConfusionMatrix);
        Assert.Equal(1, evaluation[1, 2]);
        Assert.Equal(0.5, evaluation.Precision(0));
        Assert.Equal(0, evaluation.Precision(1));
        Assert.Equal(0.5, evaluation.Recall(0));
        Assert.Equal(0, evaluation.Recall(1));
        Assert.True(double.IsNaN(evaluation.Recall(2)));
        Assert.Equal((2, 2, 0), (evaluation.ActualCount(0), evaluation.ActualCount(1), evaluation.ActualCount(2)));
        Assert.Equal((2, 1, 1), (evaluation.PredictedCount(0), evaluation.PredictedCount(1), evaluation.PredictedCount(2)));
    }

    [Fact]
    public void Batches_OfRandomRows_HaveTheFiguresOfPlainCode()
    {
        var random = new Random(1);
        var evaluation = new Evaluation(10, topK: 3);
        var half = new Evaluation(10, topK: 3);
        var rest = new Evaluation(10, topK: 3);
        long top = 0;
        var confusion = new long[100];
        var bins = new (int Count, int Correct, double Sum)[15];
        var (logits, labels) = Batch(random, 5000, 10);
        var p = new float[logits.Length];
        Single10.Softmax(logits, p);
        for (var row = 0; row < labels.Length; row++)
        {
            var z = logits.AsSpan(row * 10, 10).ToArray();
            var y = labels[row];
            if (y == Ignored)
            {
                continue;
            }

            var order = Enumerable.Range(0, 10).OrderByDescending(c => z[c]).ToArray();
            top += order.AsSpan(0, 3).Contains(y) ? 1 : 0;
            confusion[(y * 10) + order[0]]++;
            double probability = p[(row * 10) + order[0]];
            ref var bin = ref bins[Math.Max(0, (int)Math.Ceiling(probability * 15) - 1)];
            bin = (bin.Count + 1, bin.Correct + (y == order[0] ? 1 : 0), bin.Sum + probability);
        }

        Single10.Evaluate(logits, labels, evaluation);
        Single10.Evaluate(logits.AsSpan(0, 20000), labels.AsSpan(0, 2000), half);
        Single10.Evaluate(logits.AsSpan(20000), labels.AsSpan(2000), rest);
        half.Merge(rest);

        foreach (var actual in new[] { evaluation, half })
        {
            double count = labels.Count(static y => y != Ignored);
            Assert.Equal(count, actual.Count);
            Assert.Equal(Single10.CrossEntropy(logits, labels).Mean, actual.Loss.Mean, tolerance: 1e-12);
            Assert.Equal(confusion, actual.ConfusionMatrix.ToArray());
            Assert.Equal(top / count, actual.TopKAccuracy);
            Assert.Equal(bins.Sum(static b => Math.Abs(b.Correct - b.Sum)) / count, actual.ExpectedCalibrationError, tolerance: 1e-5);
            for (var b = 0; b < 15; b++)
            {
                Assert.Equal((bins[b].Count, bins[b].Correct), ((int)actual.Bin(b).Count, (int)actual.Bin(b).Correct));
            }
        }

        Assert.Equal(Single10.CrossEntropy(logits, labels), evaluation.Loss);
    }

    [Fact]
    public void LongRows_AreRankedAsInTopK()
    {
        var random = new Random(2);
        foreach (var k in new[] { 1, 2, 7, 999, 1000 })
        {
            var logits = new float[40 * 1000];
            var labels = new int[40];
            for (var i = 0; i < logits.Length; i++)
            {
                logits[i] = random.Next(200) == 0 ? float.NaN : random.Next(12);
            }

            var classes = new int[40 * k];
            Single1000.TopK(logits, k, classes);
            for (var row = 0; row < 40; row++)
            {
                labels[row] = row % 2 == 0 ? classes[(row * k) + random.Next(k)] : random.Next(1000);
            }

            var expected = Enumerable.Range(0, 40).Count(row => classes.AsSpan(row * k, k).Contains(labels[row]));
            var evaluation = new Evaluation(1000, k);
            Single1000.Evaluate(logits, labels, evaluation);
            Assert.Equal(expected / 40.0, evaluation.TopKAccuracy);
        }
    }

    [Fact]
    public void NothingCounted_IsNaN()
    {
        var evaluation = new Evaluation(3);
        Single3.Evaluate([], [], evaluation);
        Single3.Evaluate([1, 2, 3], [Ignored], evaluation);
        Assert.Equal(0, evaluation.Count);
        Assert.All([evaluation.Loss.Mean, evaluation.Perplexity, evaluation.Accuracy, evaluation.TopKAccuracy, evaluation.ExpectedCalibrationError, evaluation.Precision(0), evaluation.Recall(0), evaluation.Bin(0).Accuracy, evaluation.Bin(0).Confidence], static value => Assert.True(double.IsNaN(value)));
        Assert.All(evaluation.ConfusionMatrix.ToArray(), static count => Assert.Equal(0, count));
    }

    [Fact]
    public void Bins_ArePartsOfTheRangeOfProbabilities()
    {
        // Even odds of two are 0.5, the upper end of the first of two bins; certainty is in the last.
        var evaluation = new Evaluation(2, binCount: 2);
        Single2.Evaluate([0, 0, 200, 0, 0, 200], [1, 0, 0], evaluation);
        Assert.Equal(new CalibrationBin(0, 0.5, 1, 0, 0.5), evaluation.Bin(0));
        Assert.Equal(new CalibrationBin(0.5, 1, 2, 1, 2), evaluation.Bin(1));
        Assert.Equal(0.5, evaluation.Bin(1).Accuracy);
        Assert.Equal(1, evaluation.Bin(1).Confidence);
        Assert.Equal(0.5, evaluation.ExpectedCalibrationError);
    }

    [Fact]
    public void NaNProbability_MakesTheCalibrationErrorNaN_AndCounts()
    {
        var evaluation = new Evaluation(3);
        Single3.Evaluate([0, float.NaN, 0, 0, 1, 0], [1, 1], evaluation);
        Assert.Equal(1, evaluation.Accuracy);
        Assert.True(double.IsNaN(evaluation.Loss.Mean));
        Assert.True(double.IsNaN(evaluation.ExpectedCalibrationError));
    }

    [Fact]
    public void Arguments_AreChecked_BeforeAnythingIsAdded()
    {
        var evaluation = new Evaluation(3);
        Assert.Throws<ArgumentNullException>(() => Single3.Evaluate(new float[3], [0], null!));
        Assert.Throws<ArgumentException>("evaluation", () => Single3.Evaluate(new float[3], [0], new Evaluation(4)));
        Assert.Throws<ArgumentException>("logits", () => Single3.Evaluate(new float[4], [0], evaluation));
        Assert.Throws<ArgumentException>("labels", () => Single3.Evaluate(new float[3], [0, 1], evaluation));
        Assert.Throws<ArgumentOutOfRangeException>("labels", () => Single3.Evaluate(new float[6], [0, 3], evaluation));
        Assert.Equal(0, evaluation.Count);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Evaluation(0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Evaluation(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(static () => new Evaluation(3, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluation[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.Bin(15));
        Assert.Throws<ArgumentException>("other", () => evaluation.Merge(new Evaluation(3, binCount: 10)));
        Assert.Throws<ArgumentException>("other", () => evaluation.Merge(new Evaluation(3, hasConfusionMatrix: false)));
    }

    [Fact]
    public void ConfusionMatrix_OfManyClasses_IsThereOnRequest()
    {
        Assert.True(new Evaluation(1024).HasConfusionMatrix);
        Assert.True(new Evaluation(1025, hasConfusionMatrix: true).HasConfusionMatrix);
        var without = new Evaluation(32000);
        Assert.False(without.HasConfusionMatrix);
        Assert.Throws<InvalidOperationException>(() => without.ConfusionMatrix.Length);
        Assert.Throws<ArgumentOutOfRangeException>("classCount", static () => new Evaluation(100_000, hasConfusionMatrix: true));
        Assert.Equal(3, new Evaluation(3).TopK);
        Assert.Equal(5, without.TopK);
    }

    private static (float[] Logits, int[] Labels) Batch(Random random, int rows, int classCount)
    {
        var logits = new float[rows * classCount];
        var labels = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            labels[row] = random.Next(9) == 0 ? Ignored : random.Next(classCount);
            for (var c = 0; c < classCount; c++)
            {
                logits[(row * classCount) + c] = (random.Next(-40, 41) / 16f) + (c == labels[row] ? 1 : 0);
            }
        }

        return (logits, labels);
    }
}
