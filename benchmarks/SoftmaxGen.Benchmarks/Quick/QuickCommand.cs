using System.Diagnostics;
using SoftmaxGen.Benchmarks.Reporting;
using SoftmaxGen.Benchmarks.Workloads;
using Spectre.Console;

namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>Runs the launches one after the other and shows what they found.</summary>
internal static class QuickCommand
{
    public const string Verb = "quick";

    public static void Run(IReadOnlyList<string> arguments)
    {
        QuickOptions options = QuickOptionsParser.Parse(arguments);
        if (options.Help)
        {
            Console.WriteLine(QuickOptionsParser.HelpText);
            return;
        }

        IAnsiConsole console = ConsoleFactory.Create();
        WarnAboutDebugBuild(console);
        Launch[] launches = [.. Enumerable.Range(0, options.Launches).Select(launch => RunOne(console, options, launch))];
        Machine machine = launches[0].Machine;
        IReadOnlyList<Measurement> best = Measurement.Best(launches.SelectMany(static launch => launch.Measurements));
        Show(console, options, machine, best);
        if (options.JsonPath is { } path)
        {
            new MeasurementFile(machine, best).Save(path);
            console.Profile.Out.Writer.WriteLine($"Figures: {Path.GetFullPath(path)}");
        }
    }

    private static Launch RunOne(IAnsiConsole console, QuickOptions options, int number)
    {
        var request = LaunchRequest.For(options, number);
        long start = Stopwatch.GetTimestamp();
        var launch = Launch.Run(request, options.Width);
        console.MarkupLine($"[grey]launch {number + 1} of {options.Launches}: stack {request.StackPhase} bytes into a cache line, {launch.Machine.WidthText}, {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s[/]");
        return launch;
    }

    private static void Show(IAnsiConsole console, QuickOptions options, Machine machine, IReadOnlyList<Measurement> best)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{machine.Processor}[/], {machine.Runtime}, [bold]{machine.WidthText}[/]");
        if (options.Width is { } width && width.Bits != machine.Width)
            console.MarkupLineInterpolated($"[yellow]{width.Name} was asked for, and this machine does not have it.[/]");
        console.MarkupLineInterpolated($"{options.ElementType}, {options.Residency.Description}; {Launch.SettingsText}");
        console.MarkupLineInterpolated($"[grey]fastest of many short, interleaved rounds in {options.Launches} launches; times CopyTo: SoftmaxGen / copy; faster by: the other / SoftmaxGen; spread: slowest / fastest launch of SoftmaxGen; Tensor: TensorPrimitives[/]");
        foreach (Operation operation in options.Operations)
        {
            console.WriteLine();
            console.Write(OperationTable.Of(operation, [.. best.Where(measurement => measurement.Operation == operation.Name())]));
        }
    }

    [Conditional("DEBUG")]
    private static void WarnAboutDebugBuild(IAnsiConsole console) =>
        console.MarkupLine("[red]This is a debug build: run with -c Release, these figures mean nothing.[/]");
}
