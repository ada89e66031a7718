using System.Numerics;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Suites;

/// <summary>For the record: the cross-entropy and its gradient.</summary>
/// <typeparam name="T">The element type.</typeparam>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class LossGradientSuite<T>() : Suite<T>(Operation.LossGradient)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
