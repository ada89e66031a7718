using System.Numerics;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Oracle;
using SoftmaxGen.Tests.Replay;
using SoftmaxGen.Tests.Widths;

namespace SoftmaxGen.Tests;

/// <summary>The child process of the width tests: environment variables set the vector width of a whole process only.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        Console.WriteLine(ActualWidth.Line);
        switch (args)
        {
            case ["replay"]:
                return Failures(GoldenFile.Replayed.Select(GoldenReplay.Run)) == 0 ? 0 : 1;
            case ["oracle"]:
                return Oracle<float>() + Oracle<double>() == 0 ? 0 : 1;
            case ["bits"]:
                BitsProbe.Write(Console.Out);
                return 0;
            default:
                Console.Error.WriteLine("usage: replay | oracle | bits");
                return 2;
        }
    }

    private static int Oracle<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Failures(HeadRegistry.All<T>().Where(static head => head.IgnoreLabel == HeadRegistry.DefaultIgnoreLabel).Select(OracleReplay.Run));

    private static int Failures(IEnumerable<ReplayReport> reports)
    {
        var failures = 0;
        foreach (var report in reports)
        {
            report.Write(Console.Out);
            failures += report.Judge.Failures.Count;
        }

        return failures;
    }
}
