using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>One way to compute every operation. Each method goes through a whole batch and returns a number that depends on the results, so that nothing can be left out.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal abstract class Contender<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What tables and files call it.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the results go to the memory of the batch, as all but MathNet's do.</summary>
    public virtual bool WritesToBatch => true;

    /// <summary>Whether it knows losses and derivatives beyond those that everybody has.</summary>
    public virtual bool HasFamily => false;

    public double Run(Operation operation, Workload<T> batch) => operation switch
    {
        Operation.Softmax => Softmax(batch),
        Operation.LogSoftmax => LogSoftmax(batch),
        Operation.LogSumExp => LogSumExp(batch),
        Operation.Loss => Loss(batch),
        Operation.LossGradient => LossGradient(batch),
        Operation.Predict => Predict(batch),
        _ => Family(operation, batch),
    };

    protected abstract double Softmax(Workload<T> batch);

    protected abstract double LogSoftmax(Workload<T> batch);

    protected abstract double LogSumExp(Workload<T> batch);

    protected abstract double Loss(Workload<T> batch);

    protected abstract double LossGradient(Workload<T> batch);

    protected abstract double Predict(Workload<T> batch);

    /// <summary>One of the family of losses and derivatives.</summary>
    protected virtual double Family(Operation operation, Workload<T> batch) => throw new NotSupportedException($"{Name} has no {operation.Name()}.");

    protected static double Last(ReadOnlySpan<T> results) => double.CreateChecked(results[^1]);
}
