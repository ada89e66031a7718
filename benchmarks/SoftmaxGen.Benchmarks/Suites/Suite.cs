using System.Numerics;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Contenders;
using SoftmaxGen.Benchmarks.Heads;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Suites;

/// <summary>One operation by everybody, over batches of 128 KiB of logits.</summary>
/// <typeparam name="T">The element type.</typeparam>
[Config(typeof(SuiteConfig))]
public abstract class Suite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Operation _operation;
    private Workload<T> _batch = null!;
    private Contender<T> _generated = null!;
    private Contender<T> _tensorPrimitives = null!;
    private Contender<T> _scalar = null!;
    private Contender<T> _mathNet = null!;
    private Contender<T> _copy = null!;

    private protected Suite(Operation operation) => _operation = operation;

    /// <summary>The class count.</summary>
    [ParamsSource(nameof(ClassCounts))]
    public int K { get; set; }

    public static IEnumerable<int> ClassCounts => Workloads.ClassCounts.Few;

    [GlobalSetup]
    public void Prepare()
    {
        _batch = new(K, Residency.L2);
        _generated = HeadCatalog.Find<T>(K).Batch();
        _tensorPrimitives = ContenderList.TensorPrimitives<T>();
        _scalar = ContenderList.Scalar<T>();
        _mathNet = new MathNetBatch<T>(_batch);
        _copy = new CopyBatch<T>();
        Agreement.Check(_operation, _batch, [_generated, _tensorPrimitives, _mathNet]);
    }

    [Benchmark(Description = Names.Generated, Baseline = true)]
    public double Generated() => _generated.Run(_operation, _batch);

    [Benchmark(Description = Names.TensorPrimitives)]
    public double TensorPrimitives() => _tensorPrimitives.Run(_operation, _batch);

    [Benchmark(Description = Names.MathNet)]
    public double MathNet() => _mathNet.Run(_operation, _batch);

    [Benchmark(Description = Names.Scalar)]
    public double Scalar() => _scalar.Run(_operation, _batch);

    [Benchmark(Description = Names.Copy)]
    public double Copy() => _copy.Run(_operation, _batch);
}
