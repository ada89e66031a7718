using System.Globalization;
using System.Text;
using BenchmarkDotNet.Running;
using SoftmaxGen.Benchmarks;
using SoftmaxGen.Benchmarks.Quick;
using SoftmaxGen.Benchmarks.Reporting;

// Numbers look the same everywhere.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

try
{
    switch (args)
    {
        case [QuickCommand.Verb, .. var rest]:
            QuickCommand.Run(rest);
            break;
        case [LaunchCommand.Verb, var request]:
            LaunchCommand.Run(request);
            break;
        case [ReportCommand.ChartVerb, .. var rest]:
            ReportCommand.Chart(rest);
            break;
        case [ReportCommand.TableVerb, .. var rest]:
            ReportCommand.Table(rest);
            break;
        default:
            BenchmarkSwitcher.FromAssembly(typeof(QuickCommand).Assembly).Run(args);
            break;
    }

    return 0;
}
catch (UsageException exception)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    Console.Error.WriteLine("Try quick --help.");
    return 2;
}
catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or InvalidOperationException)
{
    Console.Error.WriteLine($"error: {exception.Message}");
    return 1;
}
