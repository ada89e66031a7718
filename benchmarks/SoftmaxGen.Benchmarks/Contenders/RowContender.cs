using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>
/// A contender that knows single rows only and loops over them. Its methods for one row are those of
/// <typeparamref name="TRow"/>, a struct, so that they are compiled into the loop.
/// </summary>
/// <typeparam name="TRow">The computation of one row.</typeparam>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class RowContender<TRow, T>(string name) : Contender<T>
    where TRow : struct, IRowComputation<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => name;

    protected override double Softmax(Workload<T> batch)
    {
        int k = batch.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<T> output = batch.Output;
        for (int start = 0; start < logits.Length; start += k)
            TRow.Softmax(logits.Slice(start, k), output.Slice(start, k));
        return Last(output);
    }

    protected override double LogSoftmax(Workload<T> batch)
    {
        int k = batch.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<T> output = batch.Output;
        Span<T> scratch = batch.Scratch;
        for (int start = 0; start < logits.Length; start += k)
            TRow.LogSoftmax(logits.Slice(start, k), output.Slice(start, k), scratch);
        return Last(output);
    }

    protected override double LogSumExp(Workload<T> batch)
    {
        int k = batch.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<T> results = batch.RowResults;
        Span<T> scratch = batch.Scratch;
        for (int row = 0; row < results.Length; row++)
            results[row] = TRow.LogSumExp(logits.Slice(row * k, k), scratch);
        return Last(results);
    }

    protected override double Loss(Workload<T> batch)
    {
        int k = batch.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        ReadOnlySpan<int> labels = batch.Labels;
        Span<T> scratch = batch.Scratch;
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            ReadOnlySpan<T> logitsOfRow = logits.Slice(row * k, k);
            sum += double.CreateChecked(TRow.LogSumExp(logitsOfRow, scratch) - logitsOfRow[labels[row]]);
        }

        return sum;
    }

    protected override double LossGradient(Workload<T> batch)
    {
        int k = batch.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        ReadOnlySpan<int> labels = batch.Labels;
        Span<T> gradient = batch.Output;
        T scale = batch.GradientScale;
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            int start = row * k;
            T loss = TRow.LossGradient(logits.Slice(start, k), labels[row], scale, gradient.Slice(start, k));
            sum += double.CreateChecked(loss);
        }

        return sum;
    }

    protected override double Predict(Workload<T> batch)
    {
        int k = batch.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<int> classes = batch.Classes;
        for (int row = 0; row < classes.Length; row++)
            classes[row] = TRow.Predict(logits.Slice(row * k, k));
        return classes[^1];
    }
}
