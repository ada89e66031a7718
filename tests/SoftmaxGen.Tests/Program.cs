using System.Numerics;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.MemorySafety;
using SoftmaxGen.Tests.Oracle;
using SoftmaxGen.Tests.Replay;
using SoftmaxGen.Tests.Widths;

namespace SoftmaxGen.Tests;

/// <summary>The child process of tests: environment variables set the vector width of a whole process only, and a stray access ends it.</summary>
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
                // In one process: what takes its time is the compilation of all heads.
                BitsProbe.Write(Console.Out);
                return RowBitsProbe.Run<float>(Console.Out) + RowBitsProbe.Run<double>(Console.Out) == 0 ? 0 : 1;
            case ["memory", var file]:
                return Memory(file);
            case ["operations", var file]:
                return Operations(file);
            case ["stray", var name, var file]:
                return Stray(name, file);
            default:
                Console.Error.WriteLine("usage: replay | oracle | bits | memory <step file> | operations <step file> | stray <name> <step file>");
                return 2;
        }
    }

    private static int Oracle<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Failures(HeadRegistry.All<T>().Where(static head => head.IgnoreLabel == HeadRegistry.DefaultIgnoreLabel).Select(OracleReplay.Run));

    private static int Memory(string file)
    {
        using var step = new LastStep(file);
        return MemorySafetyProbe.Run<float>(Console.Out, step) + MemorySafetyProbe.Run<double>(Console.Out, step) == 0 ? 0 : 1;
    }

    private static int Operations(string file)
    {
        using var step = new LastStep(file);
        return OperationSafetyProbe.Run<float>(Console.Out, step) + OperationSafetyProbe.Run<double>(Console.Out, step) == 0 ? 0 : 1;
    }

    private static int Stray(string name, string file)
    {
        using var step = new LastStep(file);
        using var batch = new GuardedBatch<float>(HeadRegistry.Get<float>(StrayCalls.ClassCount), 1, step);
        batch.Run([StrayCalls.Fatal.Single(call => call.Name == name)], GuardedBatch<float>.AllPlacements, new float[StrayCalls.ClassCount], [0]);
        return 0;
    }

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
