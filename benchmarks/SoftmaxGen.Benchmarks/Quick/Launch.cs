using System.Diagnostics;
using System.Text.Json;
using SoftmaxGen.Benchmarks.Reporting;

namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>What one child process found.</summary>
/// <param name="Machine">What it ran on.</param>
/// <param name="Measurements">Its figures.</param>
internal sealed record Launch(Machine Machine, IReadOnlyList<Measurement> Measurements)
{
    /// <summary>What <see cref="Settings"/> does, for the report.</summary>
    public const string SettingsText = "methods optimised at their first call, without a profile (TC_QuickJit=0, TieredPGO=0)";

    /// <summary>No figure depends on how far tiering has come, or on what a profile saw first.</summary>
    private static readonly (string Name, string Value)[] Settings = [("DOTNET_TC_QuickJit", "0"), ("DOTNET_TieredPGO", "0"), ("DOTNET_TC_CallCountingDelayMs", "0")];

    /// <exception cref="InvalidOperationException">The child failed.</exception>
    public static Launch Run(LaunchRequest request, WidthSwitch? width)
    {
        using var process = Process.Start(StartInfo(request, width))!;
        var error = process.StandardError.ReadToEndAsync();
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"a launch failed: {error.GetAwaiter().GetResult()}");
        return new(Parse<Machine>(lines[0]), [.. lines.Skip(1).Select(Parse<Measurement>)]);
    }

    private static ProcessStartInfo StartInfo(LaunchRequest request, WidthSwitch? width)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add("exec");
            start.ArgumentList.Add(typeof(Launch).Assembly.Location);
        }

        start.ArgumentList.Add(LaunchCommand.Verb);
        start.ArgumentList.Add(JsonSerializer.Serialize(request, MeasurementFile.LineFormat));
        foreach ((string name, string value) in Settings)
            start.Environment[name] = value;
        if (width?.Disabled is { } disabled)
            start.Environment[disabled] = "0";
        return start;
    }

    private static T Parse<T>(string line) => JsonSerializer.Deserialize<T>(line, MeasurementFile.LineFormat)!;
}
