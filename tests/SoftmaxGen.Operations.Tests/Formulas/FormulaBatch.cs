using System.Numerics;

namespace SoftmaxGen.Tests.Formulas;

/// <summary>A batch with everything an operation may ask for, and what softmax makes of it in double.</summary>
internal sealed class FormulaBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _classCount;
    private readonly double[] _logProbabilities;

    public FormulaBatch(int classCount, int rows)
    {
        var random = new Random((classCount * 1000) + rows);
        _classCount = classCount;
        Logits = Numbers(rows * classCount, () => (random.NextDouble() * 12) - 6);
        Upstream = Numbers(rows * classCount, () => (random.NextDouble() * 4) - 2);
        SampleWeights = Numbers(rows, () => random.Next(4) == 0 ? 0 : random.NextDouble());
        ClassWeights = Numbers(classCount, () => random.NextDouble() + 0.1);
        Targets = new T[rows * classCount];
        _logProbabilities = new double[rows * classCount];
        for (var row = 0; row < rows; row++)
        {
            var z = Enumerable.Range(0, classCount).Select(c => double.CreateChecked(Logits[(row * classCount) + c])).ToArray();
            var max = z.Max();
            var log = max + Math.Log(z.Sum(value => Math.Exp(value - max)));
            var t = Enumerable.Range(0, classCount).Select(_ => random.NextDouble() + 0.01).ToArray();
            for (var c = 0; c < classCount; c++)
            {
                _logProbabilities[(row * classCount) + c] = z[c] - log;
                Targets[(row * classCount) + c] = row % 3 == 1 && c == 1 ? T.Zero : T.CreateChecked(t[c] / t.Sum());
            }
        }

        Labels = [.. Enumerable.Range(0, rows).Select(row => row % 5 == 3 ? -100 : random.Next(classCount))];
        OtherLabels = [.. Enumerable.Range(0, rows).Select(row => row % 7 == 3 ? -100 : row % 4 == 0 ? Math.Max(Labels[row], 0) : random.Next(classCount))];
    }

    public T[] Logits { get; }

    public T[] Targets { get; }

    public T[] Upstream { get; }

    public T[] SampleWeights { get; }

    public T[] ClassWeights { get; }

    public int[] Labels { get; }

    public int[] OtherLabels { get; }

    private static double Tolerance => typeof(T) == typeof(float) ? 3e-5 : 3e-12;

    public double LogP(int row, int c) => _logProbabilities[(row * _classCount) + c];

    public double P(int row, int c) => Math.Exp(LogP(row, c));

    public double Target(int row, int c) => double.CreateChecked(Targets[(row * _classCount) + c]);

    public double G(int row, int c) => double.CreateChecked(Upstream[(row * _classCount) + c]);

    public double W(int c) => double.CreateChecked(ClassWeights[c]);

    public double Sample(int row) => double.CreateChecked(SampleWeights[row]);

    public double Sum(int row, Func<int, double> term) => Enumerable.Range(0, _classCount).Sum(term);

    /// <summary>One number per row.</summary>
    public void Near(T[] actual, Func<int, double> expected)
    {
        for (var row = 0; row < actual.Length; row++)
        {
            Near(expected(row), actual[row], $"K = {_classCount}, row {row} of {actual.Length}");
        }
    }

    /// <summary>One number per class.</summary>
    public void Near(T[] actual, Func<int, int, double> expected, Func<int, int, bool>? when = null)
    {
        for (var i = 0; i < actual.Length; i++)
        {
            if (when?.Invoke(i / _classCount, i % _classCount) != false)
            {
                Near(expected(i / _classCount, i % _classCount), actual[i], $"K = {_classCount}, row {i / _classCount}, class {i % _classCount}");
            }
        }
    }

    private static void Near(double expected, T actual, string where)
    {
        var value = double.CreateChecked(actual);
        var isNear = double.IsFinite(expected) ? Math.Abs(expected - value) <= Tolerance * Math.Max(1, Math.Abs(expected)) : expected.Equals(value);
        Assert.True(isNear, $"{where}: {value} instead of {expected}");
    }

    private static T[] Numbers(int count, Func<double> number) => [.. Enumerable.Range(0, count).Select(_ => T.CreateChecked(number()))];
}
