using System.Diagnostics;

namespace SoftmaxGen.Tests.Widths;

/// <summary>Runs this assembly again under another vector width.</summary>
/// <param name="Lines">What it printed.</param>
/// <param name="ExitCode">What it returned.</param>
internal sealed record ChildProcess(string[] Lines, int ExitCode)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Starts <c>dotnet exec</c> on this assembly with one environment variable set to 0, or none, and waits for the end.</summary>
    public static ChildProcess Run(string command, string? disabled, params string[] arguments)
    {
        var start = new ProcessStartInfo(DotnetHost())
        {
            ArgumentList = { "exec", typeof(ChildProcess).Assembly.Location, command },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (disabled is not null)
        {
            start.Environment[disabled] = "0";
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{command}' with {disabled ?? "nothing"} disabled did not end within {Patience}.");
        }

        var text = output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult();
        return new ChildProcess(text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), process.ExitCode);
    }

    /// <summary>The dotnet that runs this process: as the SDK names it, as the process itself, or beside its runtime.</summary>
    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string?[] candidates =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            Environment.ProcessPath,
            Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", name)),
        ];
        return candidates.FirstOrDefault(path => Path.GetFileName(path) == name && File.Exists(path)) ?? name;
    }
}
