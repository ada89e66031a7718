using System.Diagnostics;

namespace SoftmaxGen.Package.Tests;

/// <summary>Runs programs as a user would, and keeps what they print.</summary>
/// <param name="Output">Everything printed.</param>
/// <param name="ExitCode">What the program returned.</param>
internal sealed record DotnetCli(string Output, int ExitCode)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Runs dotnet.</summary>
    public static DotnetCli Run(string folder, params string[] arguments) => Start("dotnet", folder, arguments);

    /// <summary>Runs a program.</summary>
    public static DotnetCli Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the test host was started with is not for the programs under test, nor is another user's language.
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' did not end within {Patience}.");
        }

        return new DotnetCli(output.GetAwaiter().GetResult() + error.GetAwaiter().GetResult(), process.ExitCode);
    }

    /// <summary>The same, which must have succeeded.</summary>
    public DotnetCli Succeeded()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}
