using System.Numerics;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Compares what a head computes for a batch with the oracle: exactly where the answer is exact, else into a table of errors.</summary>
internal sealed class BatchJudge<T>(LogitsBatch<T> batch, IReadOnlyDictionary<string, double[]> outputs, ErrorTable<T> errors)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _count = batch.ClassCount;
    private readonly double _counted = batch.Labels.Count(static label => label != LogitsBatch<T>.IgnoreLabel);

    public void Judge()
    {
        for (int row = 0; row < batch.Rows; row++)
        {
            double[] logits = [.. batch.Logits.AsSpan(row * _count, _count).ToArray().Select(static z => double.CreateChecked(z))];
            int expectedClass = Array.FindIndex(logits, double.IsNaN) is >= 0 and int nan ? nan : Array.IndexOf(logits, logits.Max());
            Assert.Equal(expectedClass, outputs[Outputs.Predict][row]);
            if (batch.Labels[row] == LogitsBatch<T>.IgnoreLabel)
            {
                AssertAll(row, 0, Outputs.Loss, Outputs.Gradient, Outputs.MeanGradient);
            }

            if (logits.Any(double.IsNaN) || double.IsInfinity(logits.Max()))
            {
                JudgeNotFinite(row, logits);
            }
            else
            {
                JudgeFinite(row, new RowOracle(logits), expectedClass);
            }
        }

        Assert.Equal([_counted, _counted], outputs[Outputs.LossSum][1..]);
        double sum = outputs[Outputs.Loss].Sum();
        Assert.True(double.IsFinite(sum)
            ? Math.Abs(outputs[Outputs.LossSum][0] - sum) <= 1e-13 * sum
            : outputs[Outputs.LossSum][0].Equals(sum));
    }

    private void JudgeNotFinite(int row, double[] logits)
    {
        AssertAll(row, double.NaN, Outputs.Softmax, Outputs.LogSoftmax, Outputs.MaximumProbability);
        AssertAll(row, logits.Any(double.IsNaN) ? double.NaN : logits.Max(), Outputs.LogSumExp);
        if (batch.Labels[row] != LogitsBatch<T>.IgnoreLabel)
        {
            AssertAll(row, double.NaN, Outputs.Loss, Outputs.Gradient, Outputs.MeanGradient);
        }
    }

    private void JudgeFinite(int row, RowOracle oracle, int top)
    {
        for (int c = 0; c < _count; c++)
        {
            int at = c;
            string Where() => $"{batch.Name}, row {row}, class {at}";
            JudgeProbability(Outputs.Softmax, outputs[Outputs.Softmax][(row * _count) + c], oracle.ScaledProbability(c), Where);
            JudgeRelative(Outputs.LogSoftmax, outputs[Outputs.LogSoftmax][(row * _count) + c], oracle.LogProbability(c), Where);
        }

        string WhereRow() => $"{batch.Name}, row {row}";
        JudgeProbability(Outputs.MaximumProbability, outputs[Outputs.MaximumProbability][row], oracle.ScaledProbability(top), WhereRow);
        DoubleDouble scale = Math.Max(Math.Abs(oracle.Maximum), oracle.LogSumExp.Abs().ToDouble());
        errors.Add(Outputs.LogSumExp, outputs[Outputs.LogSumExp][row], oracle.LogSumExp, scale, WhereRow);
        if (batch.Labels[row] is int label && label != LogitsBatch<T>.IgnoreLabel)
        {
            JudgeRelative(Outputs.Loss, outputs[Outputs.Loss][row], -oracle.LogProbability(label), WhereRow);
            JudgeGradient(row, oracle, label, WhereRow);
        }
    }

    private void JudgeGradient(int row, RowOracle oracle, int label, Func<string> where)
    {
        // The entry of the label is the largest: minus the sum of the others.
        DoubleDouble largest = oracle.Gradient(label, label).Abs();
        if (largest.High / _counted < 2 * ErrorTable<T>.SmallestNormal)
        {
            return;
        }

        for (int c = 0; c < _count; c++)
        {
            DoubleDouble exact = oracle.Gradient(c, label);
            errors.Add(Outputs.Gradient, outputs[Outputs.Gradient][(row * _count) + c], exact, largest, where);
            errors.Add(Outputs.MeanGradient, outputs[Outputs.MeanGradient][(row * _count) + c], exact / _counted, largest / _counted, where);
        }
    }

    // A subnormal p may be 0.
    private void JudgeProbability(string operation, double actual, DoubleDouble scaled, Func<string> where)
    {
        Assert.InRange(actual, 0, 1);
        bool isNormal = scaled.High >= Math.ScaleB(ErrorTable<T>.SmallestNormal, RowOracle.ProbabilityExponent);
        if (isNormal || actual != 0)
        {
            errors.Add(operation, actual, scaled, scaled, where, RowOracle.ProbabilityExponent);
        }
    }

    private void JudgeRelative(string operation, double actual, DoubleDouble exact, Func<string> where)
    {
        if (Math.Abs(exact.High) >= ErrorTable<T>.SmallestNormal || actual != 0)
        {
            errors.Add(operation, actual, exact, exact, where);
        }
    }

    private void AssertAll(int row, double expected, params string[] names)
    {
        foreach (string name in names)
        {
            int count = outputs[name].Length / batch.Rows;
            Assert.All(outputs[name].Skip(row * count).Take(count), value => Assert.Equal(expected, value));
        }
    }
}
