using System.Numerics;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Suites;

/// <summary>For the record: log-sum-exp.</summary>
/// <typeparam name="T">The element type.</typeparam>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class LogSumExpSuite<T>() : Suite<T>(Operation.LogSumExp)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
