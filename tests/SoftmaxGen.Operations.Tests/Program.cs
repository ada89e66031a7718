using SoftmaxGen.Tests.Layouts;
using SoftmaxGen.Tests.Replay;
using SoftmaxGen.Tests.Widths;

namespace SoftmaxGen.Tests;

/// <summary>The child process of tests: environment variables set the vector width of a whole process only.</summary>
internal static class Program
{
    /// <summary>The golden files whose cases are replayed.</summary>
    public static readonly string[] Files =
        ["ce.jsonl", "ce_soft.jsonl", "edge.jsonl", "focal.jsonl", "jacobian.jsonl", "nsweep.jsonl", "onnx.jsonl", "perplexity.jsonl", "rows.jsonl", "softcap.jsonl", "vjp.jsonl", "zloss.jsonl"];

    private static int Main(string[] args)
    {
        Console.WriteLine(ActualWidth.Line);
        if (args is ["layouts"])
        {
            return InnerAxisProbe.Run(Console.Out) == 0 ? 0 : 1;
        }

        var failures = 0;
        foreach (var file in args is ["replay"] ? Files : args[1..])
        {
            var report = OperationReplay.Run(file);
            report.Write(Console.Out);
            failures += report.Judge.Failures.Count;
        }

        return failures == 0 ? 0 : 1;
    }
}
