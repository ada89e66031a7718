using System.Numerics;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Suites;

/// <summary>For the record: the cross-entropy.</summary>
/// <typeparam name="T">The element type.</typeparam>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class LossSuite<T>() : Suite<T>(Operation.Loss)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
