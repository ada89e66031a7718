using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>A generated head, called once per batch.</summary>
/// <typeparam name="THead">The head.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal sealed class GeneratedBatch<THead, T> : Contender<T>
    where THead : struct, ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => Names.Generated;

    public override bool HasFamily => true;

    protected override double Softmax(Workload<T> batch)
    {
        THead.Softmax(batch.Logits, batch.Output);
        return Last(batch.Output);
    }

    protected override double LogSoftmax(Workload<T> batch)
    {
        THead.LogSoftmax(batch.Logits, batch.Output);
        return Last(batch.Output);
    }

    protected override double LogSumExp(Workload<T> batch)
    {
        THead.LogSumExp(batch.Logits, batch.RowResults);
        return Last(batch.RowResults);
    }

    protected override double Loss(Workload<T> batch) => THead.CrossEntropy(batch.Logits, batch.Labels).Sum;

    protected override double LossGradient(Workload<T> batch) =>
        THead.CrossEntropyWithGradient(batch.Logits, batch.Labels, batch.Output).Sum;

    protected override double Predict(Workload<T> batch)
    {
        THead.Predict(batch.Logits, batch.Classes);
        return batch.Classes[^1];
    }

    protected override double Family(Operation operation, Workload<T> batch) => FamilyOfRows<THead, T>.Run(operation, batch);
}
