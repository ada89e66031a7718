namespace SoftmaxGen.Accuracy;

/// <summary>The arguments of the program, or what is wrong with them.</summary>
/// <param name="Quick">Whether few logits do.</param>
/// <param name="Check">Whether the contract decides the exit code.</param>
/// <param name="Output">Where the report goes, if it is written.</param>
/// <param name="Chart">Where the chart goes, if it is written.</param>
/// <param name="Help">Whether only the usage is wanted.</param>
/// <param name="Error">What is wrong, or null.</param>
internal sealed record CommandLine(bool Quick, bool Check, string? Output, string? Chart, bool Help, string? Error)
{
    public const string HelpText = """
        Measures the worst error, in units of the last place, of the generated heads, of
        TensorPrimitives and of a plain scalar loop, against true values in twice the
        precision of double.

        Usage: dotnet run -c Release --project benchmarks/SoftmaxGen.Accuracy -- [--quick] [--check] [--output <path>] [--chart <path>]

          --quick           few logits: seconds instead of minutes
          --check           exit code 1 if a head exceeds the contract; nothing is written unless a path is given
          --output <path>   where the report goes (default: docs/accuracy.md)
          --chart <path>    where the chart goes, as SVG (default: beside the report, docs/accuracy.svg)
          --help, -h        this text

        Exit code: 0 for success, 1 when the check fails, 2 for wrong arguments.
        """;

    private const string DefaultOutput = "docs/accuracy.md";

    public static CommandLine Parse(ReadOnlySpan<string> arguments)
    {
        var command = new CommandLine(Quick: false, Check: false, Output: null, Chart: null, Help: false, Error: null);
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
                case "--output" when HasPath(arguments, i):
                    command = command with { Output = arguments[++i] };
                    break;
                case "--chart" when HasPath(arguments, i):
                    command = command with { Chart = arguments[++i] };
                    break;
                case "--output" or "--chart":
                    return command with { Error = $"{arguments[i]} needs a path." };
                default:
                    return command with { Error = $"unknown argument '{arguments[i]}'; expected --quick, --check, --output <path>, --chart <path> or --help." };
            }
        }

        string? output = command.Output ?? (command.Check ? null : DefaultOutput);
        return command with { Output = output, Chart = command.Chart ?? Path.ChangeExtension(output, ".svg") };
    }

    private static bool HasPath(ReadOnlySpan<string> arguments, int option) =>
        option + 1 < arguments.Length && !arguments[option + 1].StartsWith("--", StringComparison.Ordinal);
}
