using System.Numerics;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Replays golden files against the heads of this assembly.</summary>
internal static class GoldenReplay
{
    public static ReplayReport Run(string file)
    {
        var report = new ReplayReport(file);
        foreach (var golden in GoldenFile.Cases(file))
        {
            if (SkipReason(golden) is { } reason)
            {
                report.Skipped[reason] = report.Skipped.GetValueOrDefault(reason) + 1;
                continue;
            }

            if (golden.IsSingle ? Run<float>(report.Judge, golden) : Run<double>(report.Judge, golden))
            {
                report.Cases++;
            }
            else
            {
                report.Skipped["ignore label"] = report.Skipped.GetValueOrDefault("ignore label") + 1;
            }
        }

        return report;
    }

    private static string? SkipReason(GoldenCase golden) => (golden.Operation, golden.UnsupportedOptions) switch
    {
        ("rows" or "ce", "") => null,
        ("rows" or "ce", var options) => options,
        var (operation, _) => "op " + operation,
    };

    /// <summary>False if no head has the ignore label as its own.</summary>
    private static bool Run<T>(Judge judge, GoldenCase golden) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (HeadRegistry.Find<T>(golden.ClassCount, golden.IgnoreLabel) is not { } head)
        {
            return false;
        }

        if (golden.Operation == "rows")
        {
            RowsReplay.Run(judge, golden, head);
        }
        else
        {
            CrossEntropyReplay.Run(judge, golden, head);
        }

        return true;
    }
}
