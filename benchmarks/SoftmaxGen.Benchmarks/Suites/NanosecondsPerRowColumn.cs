using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Suites;

/// <summary>The mean divided by the rows of the batch.</summary>
public sealed class NanosecondsPerRowColumn : IColumn
{
    public string Id => nameof(NanosecondsPerRowColumn);

    public string ColumnName => "ns/row";

    public string Legend => "Mean time of one row of the batch";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Statistics;

    public int PriorityInCategory => 100;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } statistics)
            return "NA";

        int k = (int)benchmarkCase.Parameters[nameof(Suite<float>.K)];
        bool inDouble = benchmarkCase.Descriptor.Type.GenericTypeArguments is [{ } elementType] && elementType == typeof(double);
        int rowBytes = k * (inDouble ? sizeof(double) : sizeof(float));
        int rows = Math.Max(1, Residency.L2.LogitBytes / rowBytes);
        return $"{statistics.Mean / rows:F2}";
    }

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);
}
