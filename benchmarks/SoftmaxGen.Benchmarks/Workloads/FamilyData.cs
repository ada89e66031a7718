using System.Numerics;

namespace SoftmaxGen.Benchmarks.Workloads;

/// <summary>What losses and derivatives take beside logits and labels.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class FamilyData<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Seed = 11;

    public FamilyData(Workload<T> batch)
    {
        var random = new Random(Seed);
        int k = batch.ClassCount;
        OtherLabels = [.. Enumerable.Range(0, batch.Rows).Select(_ => random.Next(k))];
        ClassWeights = [.. Enumerable.Range(0, k).Select(_ => T.CreateChecked(0.5 + random.NextDouble()))];
        Mask = [.. Enumerable.Range(0, k).Select(c => c % 4 != 3)];
        AllowedLabels = [.. batch.Labels.ToArray().Select(label => Mask[label] ? label : label - 1)];
        Evaluation = new(k);
        TopClasses = new int[batch.Rows * batch.TopCount];
        Targets = new(batch.Rows * k, pageOffset: 1024);
        for (int row = 0; row < batch.Rows; row++)
        {
            Span<T> targets = Targets.Span.Slice(row * k, k);
            double sum = 0;
            foreach (ref T target in targets)
            {
                double value = random.NextDouble();
                sum += value;
                target = T.CreateChecked(value);
            }

            foreach (ref T target in targets)
                target /= T.CreateChecked(sum);
        }

        TargetColumns = new(batch.Columns.Length, pageOffset: 1024);
        batch.ToColumns(Targets.Span, TargetColumns.Span);
    }

    public int[] OtherLabels { get; }

    public T[] ClassWeights { get; }

    public bool[] Mask { get; }

    public int[] AllowedLabels { get; }

    public int[] TopClasses { get; }

    public Evaluation Evaluation { get; }

    public AlignedArray<T> Targets { get; }

    public AlignedArray<T> TargetColumns { get; }
}
