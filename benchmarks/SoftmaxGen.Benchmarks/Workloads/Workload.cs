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
    private readonly AlignedArray<T> _output;
    private readonly AlignedArray<T> _scratch;
    private readonly AlignedArray<T> _rowResults;
    private readonly int[] _labels;
    private readonly int[] _classes;

    public Workload(int classCount, Residency residency)
    {
        ClassCount = classCount;
        Rows = Math.Max(1, residency.LogitBytes / (classCount * Unsafe.SizeOf<T>()));
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
    }

    /// <summary>K.</summary>
    public int ClassCount { get; }

    /// <summary>N.</summary>
    public int Rows { get; }

    /// <summary>What the gradient of one row is multiplied by: that of the mean for a batch, 1 for single rows.</summary>
    public T GradientScale { get; }

    public ReadOnlySpan<T> Logits => _logits.Span;

    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>[N, K].</summary>
    public Span<T> Output => _output.Span;

    /// <summary>[N].</summary>
    public Span<T> RowResults => _rowResults.Span;

    /// <summary>[N].</summary>
    public Span<int> Classes => _classes;

    /// <summary>[K], for what is composed of several steps.</summary>
    public Span<T> Scratch => _scratch.Span;
}
