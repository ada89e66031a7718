using MathNet.Numerics.LinearAlgebra;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>MathNet.Numerics, with one of its vectors per row and results that are reused.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class MathNetBatch<T> : Contender<T>
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T>[] _rows;
    private readonly Vector<T>[] _results;
    private readonly Vector<T> _scratch;

    public MathNetBatch(Workload<T> batch)
    {
        int k = batch.ClassCount;
        _scratch = Vector<T>.Build.Dense(k);
        _rows = new Vector<T>[batch.Rows];
        _results = new Vector<T>[batch.Rows];
        for (int row = 0; row < batch.Rows; row++)
        {
            _rows[row] = Vector<T>.Build.Dense(batch.Logits.Slice(row * k, k).ToArray());
            _results[row] = Vector<T>.Build.Dense(k);
        }
    }

    public override string Name => Names.MathNet;

    public override bool WritesToBatch => false;

    protected override double Softmax(Workload<T> batch)
    {
        for (int row = 0; row < _rows.Length; row++)
        {
            (_, T sum) = Powers(_rows[row], _results[row]);
            _results[row].Divide(sum, _results[row]);
        }

        return LastResult();
    }

    protected override double LogSoftmax(Workload<T> batch)
    {
        for (int row = 0; row < _rows.Length; row++)
            _rows[row].Subtract(RowLogSumExp(row), _results[row]);
        return LastResult();
    }

    protected override double LogSumExp(Workload<T> batch)
    {
        Span<T> results = batch.RowResults;
        for (int row = 0; row < _rows.Length; row++)
            results[row] = RowLogSumExp(row);
        return Last(results);
    }

    protected override double Loss(Workload<T> batch)
    {
        ReadOnlySpan<int> labels = batch.Labels;
        double sum = 0;
        for (int row = 0; row < _rows.Length; row++)
            sum += double.CreateChecked(RowLogSumExp(row) - _rows[row][labels[row]]);
        return sum;
    }

    protected override double LossGradient(Workload<T> batch)
    {
        ReadOnlySpan<int> labels = batch.Labels;
        T scale = batch.GradientScale;
        double loss = 0;
        for (int row = 0; row < _rows.Length; row++)
        {
            (T largest, T sum) = Powers(_rows[row], _results[row]);
            _results[row].Multiply(scale / sum, _results[row]);
            _results[row][labels[row]] -= scale;
            loss += double.CreateChecked(largest + T.Log(sum) - _rows[row][labels[row]]);
        }

        return loss;
    }

    protected override double Predict(Workload<T> batch)
    {
        Span<int> classes = batch.Classes;
        for (int row = 0; row < _rows.Length; row++)
            classes[row] = _rows[row].MaximumIndex();
        return classes[^1];
    }

    private T RowLogSumExp(int row)
    {
        (T largest, T sum) = Powers(_rows[row], _scratch);
        return largest + T.Log(sum);
    }

    private static (T Largest, T Sum) Powers(Vector<T> row, Vector<T> powers)
    {
        T largest = row.Maximum();
        row.Subtract(largest, powers);
        powers.PointwiseExp(powers);
        return (largest, powers.Sum());
    }

    private double LastResult() => double.CreateChecked(_results[^1][_scratch.Count - 1]);
}
