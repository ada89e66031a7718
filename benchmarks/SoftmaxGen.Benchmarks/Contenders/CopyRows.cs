using System.Numerics;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>The yardstick for single rows: one copy per row.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class CopyRows<T> : CopyBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected override double Copy(Workload<T> batch)
    {
        int k = batch.ClassCount;
        ReadOnlySpan<T> logits = batch.Logits;
        Span<T> output = batch.Output;
        for (int start = 0; start < logits.Length; start += k)
            logits.Slice(start, k).CopyTo(output.Slice(start, k));
        return Last(output);
    }
}
