using System.Runtime.InteropServices;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Benchmarks.Reporting;

/// <summary>What figures were taken on.</summary>
/// <param name="Processor">The processor.</param>
/// <param name="Runtime">The runtime, or the library and its version.</param>
/// <param name="Width">The vectors that ran, in bits; 0 for scalar code, null where nobody knows.</param>
internal sealed record Machine(string Processor, string Runtime, int? Width)
{
    public string WidthText => Width switch
    {
        null => "vectors unknown",
        0 => "scalar code",
        _ => $"{Width}-bit vectors",
    };

    public static Machine OfThisProcess() => new(ProcessorName(), RuntimeInformation.FrameworkDescription, VectorWidth.Bits);

    private static string ProcessorName()
    {
        const string ProcessorFile = "/proc/cpuinfo";
        if (!File.Exists(ProcessorFile))
            return Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? $"unknown {RuntimeInformation.ProcessArchitecture}";

        string[] lines = File.ReadAllLines(ProcessorFile);
        // Virtual machines hide the name; family and model still tell the generation.
        return $"{Field(lines, "model name")} (family {Field(lines, "cpu family")}, model {Field(lines, "model")})";
    }

    private static string Field(string[] lines, string name) =>
        lines.Select(static line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2 && parts[0] == name)
            .Select(static parts => parts[1])
            .FirstOrDefault("?");
}
