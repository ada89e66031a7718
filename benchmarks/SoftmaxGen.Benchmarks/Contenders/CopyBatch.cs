using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>The yardstick: copying the batch, whatever the operation.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal class CopyBatch<T> : Contender<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public sealed override string Name => Names.Copy;

    public override bool HasFamily => true;

    protected virtual double Copy(Workload<T> batch)
    {
        batch.Logits.CopyTo(batch.Output);
        return Last(batch.Output);
    }

    protected sealed override double Softmax(Workload<T> batch) => Copy(batch);

    protected sealed override double LogSoftmax(Workload<T> batch) => Copy(batch);

    protected sealed override double LogSumExp(Workload<T> batch) => Copy(batch);

    protected sealed override double Loss(Workload<T> batch) => Copy(batch);

    protected sealed override double LossGradient(Workload<T> batch) => Copy(batch);

    protected sealed override double Predict(Workload<T> batch) => Copy(batch);

    protected sealed override double Family(Operation operation, Workload<T> batch) => Copy(batch);
}
