using System.Numerics;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Suites;

/// <summary>For the record: log-probabilities.</summary>
/// <typeparam name="T">The element type.</typeparam>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class LogSoftmaxSuite<T>() : Suite<T>(Operation.LogSoftmax)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
