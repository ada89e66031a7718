using System.Numerics;

namespace SoftmaxGen.Oracle;

/// <summary>True values for rows of finite logits, by the plain formulas in twice the precision of double.</summary>
internal sealed class SoftmaxOracle<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _logits;
    private readonly int _classCount;
    private readonly int[] _argmax;
    private readonly DoubleDouble[] _exponentials;
    private readonly DoubleDouble[] _others;
    private readonly DoubleDouble[] _logTotals;

    public SoftmaxOracle(T[] logits, int classCount)
    {
        _logits = logits;
        _classCount = classCount;
        _argmax = new int[logits.Length / classCount];
        _exponentials = new DoubleDouble[logits.Length];
        _others = new DoubleDouble[_argmax.Length];
        _logTotals = new DoubleDouble[_argmax.Length];
        for (var row = 0; row < _argmax.Length; row++)
        {
            Prepare(row);
        }
    }

    /// <summary>The first class with the largest logit, row by row.</summary>
    public ReadOnlySpan<int> Argmax => _argmax;

    public Expected<T> Softmax() => Expect(_logits.Length, i => Probability(i / _classCount, i % _classCount));

    public Expected<T> LogSoftmax() => Expect(_logits.Length, i => -Loss(i / _classCount, i % _classCount));

    public Expected<T> LogSumExp() => Expect(_argmax.Length, row => Maximum(row) + _logTotals[row]);

    public Expected<T> Losses(int[] labels, int ignoreLabel) =>
        Expect(labels.Length, row => labels[row] == ignoreLabel ? 0 : Loss(row, labels[row]));

    public Expected<T> LossSum(int[] labels, int ignoreLabel)
    {
        DoubleDouble sum = 0;
        for (var row = 0; row < labels.Length; row++)
        {
            sum += labels[row] == ignoreLabel ? 0 : Loss(row, labels[row]);
        }

        return Expect(1, _ => sum);
    }

    /// <summary>The gradient of the sum of the losses divided by <paramref name="divisor"/>.</summary>
    public Expected<T> Gradient(int[] labels, int ignoreLabel, double divisor) => Expect(_logits.Length, i =>
    {
        var (row, column) = (i / _classCount, i % _classCount);
        return labels[row] == ignoreLabel ? 0 : (labels[row] == column ? -Remainder(row, column) : Probability(row, column)) / divisor;
    });

    private void Prepare(int row)
    {
        var start = row * _classCount;
        for (var i = 1; i < _classCount; i++)
        {
            _argmax[row] = _logits[start + i] > _logits[start + _argmax[row]] ? i : _argmax[row];
        }

        DoubleDouble others = 0;
        for (var i = 0; i < _classCount; i++)
        {
            _exponentials[start + i] = DoubleDouble.Exp(Logit(start + i) - Maximum(row));
            others += i == _argmax[row] ? 0 : _exponentials[start + i];
        }

        _others[row] = others;
        _logTotals[row] = DoubleDouble.LogOnePlus(others);
    }

    private DoubleDouble Probability(int row, int column) => _exponentials[(row * _classCount) + column] / (_others[row] + 1.0);

    /// <summary>1 − p, without cancellation where p is close to 1.</summary>
    private DoubleDouble Remainder(int row, int column) =>
        column == _argmax[row] ? _others[row] / (_others[row] + 1.0) : 1.0 - Probability(row, column);

    private DoubleDouble Loss(int row, int label) =>
        Maximum(row) - Logit((row * _classCount) + label) + _logTotals[row];

    private DoubleDouble Maximum(int row) => Logit((row * _classCount) + _argmax[row]);

    private DoubleDouble Logit(int index) => double.CreateChecked(_logits[index]);

    private static Expected<T> Expect(int length, Func<int, DoubleDouble> value)
    {
        var values = new T[length];
        var residuals = new double[length];
        for (var i = 0; i < length; i++)
        {
            var exact = value(i);
            values[i] = T.CreateChecked(exact.High);
            residuals[i] = exact.High - double.CreateChecked(values[i]) + exact.Low;
        }

        return new Expected<T>(values, residuals, OnlyOverflows: false);
    }
}
