namespace SoftmaxGen.Accuracy;

/// <summary>The arguments of the program, or what is wrong with them.</summary>
/// <param name="Quick">Whether few logits do.</param>
/// <param name="Check">Whether the contract decides the exit code.</param>
/// <param name="Output">Where the report goes, if it is written.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
/// <param name="Error">What is wrong, or null.</param>
internal sealed record CommandLine(bool Quick, bool Check, string? Output, bool Help, string? Error)
{
    public const string HelpText = """
        Measures the worst error, in units of the last place, of the generated heads, of
        TensorPrimitives and of a plain scalar loop, against true values in twice the
        precision of double.

        Usage: dotnet run -c Release --project benchmarks/SoftmaxGen.Accuracy -- [--quick] [--check] [--output <path>]

          --quick           few logits: seconds instead of minutes
          --check           exit code 1 if a head exceeds the contract; no report unless --output is given
          --output <path>   where the report goes (default: docs/accuracy.md)
          --help, -h        this text

        Exit code: 0 for success, 1 when the check fails, 2 for wrong arguments.
        """;

    private const string DefaultOutput = "docs/accuracy.md";

    public static CommandLine Parse(ReadOnlySpan<string> arguments)
    {
        var command = new CommandLine(Quick: false, Check: false, Output: null, Help: false, Error: null);
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--help" or "-h":
                    return command with { Help = true };
                case "--quick":
                    command = command with { Quick = true };
                    break;
                case "--check":
                    command = command with { Check = true };
                    break;
                case "--output" when i + 1 < arguments.Length && !arguments[i + 1].StartsWith("--", StringComparison.Ordinal):
                    command = command with { Output = arguments[++i] };
                    break;
                case "--output":
                    return command with { Error = "--output needs a path." };
                default:
                    return command with { Error = $"unknown argument '{arguments[i]}'; expected --quick, --check, --output <path> or --help." };
            }
        }

        return command with { Output = command.Output ?? (command.Check ? null : DefaultOutput) };
    }
}
