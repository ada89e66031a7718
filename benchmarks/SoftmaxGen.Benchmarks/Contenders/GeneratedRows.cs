using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>A generated head, called once per row.</summary>
/// <typeparam name="THead">The head.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal sealed class GeneratedRows<THead, T> : Contender<T>
    where THead : struct, ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => Names.Generated;

    protected override double Softmax(Workload<T> batch)
    {
        int k = THead.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<T> output = batch.Output;
        for (int start = 0; start < logits.Length; start += k)
            THead.Softmax(logits.Slice(start, k), output.Slice(start, k));
        return Last(output);
    }

    protected override double LogSoftmax(Workload<T> batch)
    {
        int k = THead.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<T> output = batch.Output;
        for (int start = 0; start < logits.Length; start += k)
            THead.LogSoftmax(logits.Slice(start, k), output.Slice(start, k));
        return Last(output);
    }

    protected override double LogSumExp(Workload<T> batch)
    {
        int k = THead.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<T> results = batch.RowResults;
        for (int row = 0; row < results.Length; row++)
            results[row] = THead.LogSumExp(logits.Slice(row * k, k));
        return Last(results);
    }

    protected override double Loss(Workload<T> batch)
    {
        int k = THead.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        ReadOnlySpan<int> labels = batch.Labels;
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
            sum += double.CreateChecked(THead.CrossEntropy(logits.Slice(row * k, k), labels[row]));
        return sum;
    }

    protected override double LossGradient(Workload<T> batch)
    {
        int k = THead.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        ReadOnlySpan<int> labels = batch.Labels;
        Span<T> gradient = batch.Output;
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            int start = row * k;
            T loss = THead.CrossEntropyWithGradient(logits.Slice(start, k), labels[row], gradient.Slice(start, k));
            sum += double.CreateChecked(loss);
        }

        return sum;
    }

    protected override double Predict(Workload<T> batch)
    {
        int k = THead.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<int> classes = batch.Classes;
        for (int row = 0; row < classes.Length; row++)
            classes[row] = THead.Predict(logits.Slice(row * k, k));
        return classes[^1];
    }
}
