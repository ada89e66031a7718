namespace Classifier;

/// <summary>The arguments of the program, or what is wrong with them.</summary>
internal sealed record CommandLine(IReadOnlyList<Experiment> Experiments, string Output, bool Help, string? Error)
{
    public const string HelpText = """
        Trains multinomial logistic regression with generated softmax heads, and checks every
        epoch against a float64 reference.

        Usage: dotnet run -c Release --project samples/Classifier -- [iris] [wine] [digits] [--output <path>]

          iris, wine, digits   the data sets to train on; all three when none is named
          --output <path>      where the SVG of the loss curves goes (default: classifier-loss.svg)
          --help, -h           this text

        Exit code: 0 when every check holds, 1 when one fails, 2 for wrong arguments.
        """;

    private const string DefaultOutput = "classifier-loss.svg";

    public static CommandLine Parse(ReadOnlySpan<string> arguments)
    {
        var chosen = new List<Experiment>();
        string output = DefaultOutput;
        for (int i = 0; i < arguments.Length; i++)
        {
            string argument = arguments[i];
            if (argument is "--help" or "-h")
                return new(Experiment.All, output, Help: true, Error: null);

            if (argument == "--output")
            {
                if (++i == arguments.Length || arguments[i].Length == 0 || arguments[i].StartsWith("--", StringComparison.Ordinal))
                    return Wrong("--output needs a path.");
                output = arguments[i];
            }
            else if (Experiment.Find(argument) is not { } experiment)
            {
                return Wrong($"unknown argument '{argument}'; expected iris, wine, digits, --output <path> or --help.");
            }
            else if (!chosen.Contains(experiment))
            {
                chosen.Add(experiment);
            }
        }

        return new(chosen.Count == 0 ? Experiment.All : chosen, output, Help: false, Error: null);
    }

    private static CommandLine Wrong(string error) => new([], DefaultOutput, Help: false, error);
}
