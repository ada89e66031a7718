using System.Numerics;
using BenchmarkDotNet.Attributes;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Suites;

/// <summary>For the record: the most likely class.</summary>
/// <typeparam name="T">The element type.</typeparam>
[GenericTypeArguments(typeof(float))]
[GenericTypeArguments(typeof(double))]
public class PredictSuite<T>() : Suite<T>(Operation.Predict)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
