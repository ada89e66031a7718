using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>A generated head, called once per batch of [N, K, inner].</summary>
/// <typeparam name="THead">The head.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal sealed class GeneratedColumns<THead, T> : Contender<T>
    where THead : struct, ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => Names.GeneratedColumns;

    public override bool HasFamily => true;

    /// <summary>In another order than those of the others.</summary>
    public override bool WritesToBatch => false;

    protected override double Softmax(Workload<T> batch)
    {
        THead.Softmax(batch.Columns, batch.InnerSize, batch.Output);
        return Last(batch.Output);
    }

    protected override double LogSoftmax(Workload<T> batch)
    {
        THead.LogSoftmax(batch.Columns, batch.InnerSize, batch.Output);
        return Last(batch.Output);
    }

    protected override double LogSumExp(Workload<T> batch)
    {
        THead.LogSumExp(batch.Columns, batch.InnerSize, batch.RowResults);
        return Last(batch.RowResults);
    }

    protected override double Loss(Workload<T> batch) => THead.CrossEntropy(batch.Columns, batch.InnerSize, batch.Labels).Sum;

    protected override double LossGradient(Workload<T> batch) =>
        THead.CrossEntropyWithGradient(batch.Columns, batch.InnerSize, batch.Labels, batch.Output).Sum;

    protected override double Predict(Workload<T> batch)
    {
        THead.Predict(batch.Columns, batch.InnerSize, batch.Classes);
        return batch.Classes[^1];
    }

    protected override double Family(Operation operation, Workload<T> batch) => FamilyOfColumns<THead, T>.Run(operation, batch);
}
