using System.Numerics;
using System.Runtime.CompilerServices;

namespace SoftmaxGen.Benchmarks.Workloads;

/// <summary>A batch of logits with labels, and room for every result.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class Workload<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int LabelSeed = 7;

    private readonly AlignedArray<T> _logits;
    private readonly AlignedArray<T> _columns;
    private readonly AlignedArray<T> _output;
    private readonly AlignedArray<T> _scratch;
    private readonly AlignedArray<T> _rowResults;
    private readonly int[] _labels;
    private readonly int[] _classes;
    private readonly Lazy<FamilyData<T>> _family;

    public Workload(int classCount, Residency residency, int innerSize = 1)
    {
        ClassCount = classCount;
        InnerSize = innerSize;
        Rows = Math.Max(1, residency.LogitBytes / (classCount * innerSize * Unsafe.SizeOf<T>())) * innerSize;
        GradientScale = residency.RowByRow ? T.One : T.One / T.CreateChecked(Rows);
        // Half a page apart: a load never looks like one of the stores just before it.
        _logits = new(Rows * classCount, pageOffset: 0);
        _output = new(Rows * classCount, pageOffset: 2048);
        _scratch = new(classCount, pageOffset: 1024);
        _rowResults = new(Rows, pageOffset: 3072);
        _classes = new int[Rows];
        var random = new Random(LabelSeed);
        _labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(classCount))];
        GaussianNoise.Fill(_logits.Span);
        _columns = new(innerSize == 1 ? 0 : Rows * classCount, pageOffset: 0);
        ToColumns(_logits.Span, _columns.Span);
        _family = new(() => new FamilyData<T>(this));
    }

    /// <summary>K.</summary>
    public int ClassCount { get; }

    /// <summary>N.</summary>
    public int Rows { get; }

    /// <summary>The inner size of <see cref="Columns"/>; 1 if they are not there.</summary>
    public int InnerSize { get; }

    /// <summary>What the gradient of one row is multiplied by: that of the mean for a batch, 1 for single rows.</summary>
    public T GradientScale { get; }

    public ReadOnlySpan<T> Logits => _logits.Span;

    /// <summary>The same logits, [N / inner, K, inner].</summary>
    public ReadOnlySpan<T> Columns => _columns.Span;

    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>[N, K].</summary>
    public Span<T> Output => _output.Span;

    /// <summary>[N].</summary>
    public Span<T> RowResults => _rowResults.Span;

    /// <summary>[N].</summary>
    public Span<int> Classes => _classes;

    /// <summary>[N], other labels of the same rows.</summary>
    public ReadOnlySpan<int> OtherLabels => _family.Value.OtherLabels;

    /// <summary>[N, K], a distribution per row.</summary>
    public ReadOnlySpan<T> Targets => _family.Value.Targets.Span;

    /// <summary>The same, [N / inner, K, inner].</summary>
    public ReadOnlySpan<T> TargetColumns => _family.Value.TargetColumns.Span;

    /// <summary>[K].</summary>
    public ReadOnlySpan<T> ClassWeights => _family.Value.ClassWeights;

    /// <summary>[K]: three classes of each four.</summary>
    public ReadOnlySpan<bool> Mask => _family.Value.Mask;

    /// <summary>[N], labels that the mask allows.</summary>
    public ReadOnlySpan<int> AllowedLabels => _family.Value.AllowedLabels;

    /// <summary>How many classes are ranked.</summary>
    public int TopCount => Math.Min(5, ClassCount);

    /// <summary>[N, <see cref="TopCount"/>].</summary>
    public Span<int> TopClasses => _family.Value.TopClasses;

    /// <summary>Receives every evaluation.</summary>
    public Evaluation Evaluation => _family.Value.Evaluation;

    /// <summary>[K], for what is composed of several steps.</summary>
    public Span<T> Scratch => _scratch.Span;

    /// <summary>From [N, K] to [N / inner, K, inner].</summary>
    internal void ToColumns(ReadOnlySpan<T> rows, Span<T> columns)
    {
        for (int i = 0; i < columns.Length; i++)
        {
            int row = (i / (ClassCount * InnerSize) * InnerSize) + (i % InnerSize);
            columns[i] = rows[(row * ClassCount) + (i / InnerSize % ClassCount)];
        }
    }
}
