using System.Numerics;
using System.Text.Json;
using SoftmaxGen.Benchmarks.Contenders;
using SoftmaxGen.Benchmarks.Reporting;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>A child process: measures, and prints one line of JSON for the machine and one for every figure.</summary>
internal static class LaunchCommand
{
    public const string Verb = "launch";

    public static void Run(string requestJson)
    {
        var request = JsonSerializer.Deserialize<LaunchRequest>(requestJson, MeasurementFile.LineFormat)!;
        Print(Machine.OfThisProcess());
        StackPhase.Run(request.StackPhase, () => Measure(request));
    }

    private static void Measure(LaunchRequest request)
    {
        foreach (int k in request.ClassCounts)
        {
            if (request.InDouble)
                Measure<double>(request, k);
            else
                Measure<float>(request, k);
        }
    }

    private static void Measure<T>(LaunchRequest request, int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var residency = Residency.Find(request.Residency);
        var batch = new Workload<T>(classCount, residency, request.InnerSize);
        Contender<T>[] contenders = ContenderList.For<T>(classCount, residency.RowByRow, request.Scalar, request.InnerSize > 1);
        foreach (Operation operation in request.Operations)
        {
            Contender<T>[] able = [.. contenders.Where(contender => contender.HasFamily || !operation.IsOfFamily())];
            Agreement.Check(operation, batch, able);
            Func<double>[] bodies = [.. able.Select<Contender<T>, Func<double>>(contender => () => contender.Run(operation, batch))];
            double[] seconds = InterleavedTimer.BestSeconds(bodies);
            foreach ((Contender<T> contender, double time) in able.Zip(seconds))
                Print(ToMeasurement(request, contender.Name, operation, batch, time));
        }
    }

    private static Measurement ToMeasurement<T>(LaunchRequest request, string library, Operation operation, Workload<T> batch, double seconds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double nanoseconds = Math.Round(seconds * 1e9 / batch.Rows, 4);
        return new(library, operation.Name(), request.InDouble ? "double" : "float", request.Residency, batch.ClassCount, batch.Rows, nanoseconds, [nanoseconds]);
    }

    private static void Print<TLine>(TLine line) => Console.WriteLine(JsonSerializer.Serialize(line, MeasurementFile.LineFormat));
}
