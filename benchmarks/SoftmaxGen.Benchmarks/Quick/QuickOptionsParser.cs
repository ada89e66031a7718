using System.Globalization;
using SoftmaxGen.Benchmarks.Heads;
using SoftmaxGen.Benchmarks.Workloads;

namespace SoftmaxGen.Benchmarks.Quick;

/// <summary>Reads the arguments after <c>quick</c>.</summary>
internal static class QuickOptionsParser
{
    public static readonly string HelpText = $"""
        Measures generated heads beside a copy and TensorPrimitives, in a few minutes.

        Usage: dotnet run -c Release --project benchmarks/SoftmaxGen.Benchmarks -- quick [options]

          --op <names>       of {string.Join(", ", Operations.Generated.Select(static operation => operation.Name()))}; all of these when not given
          --family           losses and derivatives around them instead, without TensorPrimitives; in --op,
                             {string.Join(", ", Operations.Family.Select(static operation => operation.Name()))}
          --k <numbers>      class counts, as in --k 3,8,64; the usual ones when not given
          --all              the usual class counts and those nobody tunes for (float)
          --double           in double
          --dram, --row      64 MiB of logits instead of 128 KiB; one call per row
          --inner <size>     also the same rows with the class axis not last: [N, K, inner]
          --width <bits>     512, 256, 128 or scalar: switches wider vectors off
          --scalar           also loops with MathF (Math in double)
          --launches <n>     child processes, each with its stack elsewhere (default 4)
          --json <path>      write the figures to a file
          --help             this text
        """;

    /// <exception cref="UsageException">An argument makes no sense.</exception>
    public static QuickOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new QuickOptions();
        using IEnumerator<string> rest = arguments.GetEnumerator();
        while (rest.MoveNext())
            options = Apply(options, rest.Current, rest);
        if (options.InnerSize > 1 && options.Residency.RowByRow)
            throw new UsageException("--inner is about batches: it does not go with --row.");
        if (options.Operations.Any(static operation => operation.IsOfFamily()) && options.Residency.RowByRow)
            throw new UsageException("losses and derivatives of the family are measured on batches: they do not go with --row.");
        foreach (int k in options.EffectiveClassCounts)
            RequireHead(k, options.InDouble);
        return options;
    }

    private static QuickOptions Apply(QuickOptions options, string argument, IEnumerator<string> rest) => argument switch
    {
        "--op" => options with { Operations = [.. Values(argument, rest).Select(ToOperation)] },
        "--family" => options with { Operations = Operations.Family },
        "--k" => options with { ClassCounts = [.. Values(argument, rest).Select(ToNumber)] },
        "--all" => options with { All = true },
        "--double" => options with { InDouble = true },
        "--scalar" => options with { Scalar = true },
        "--dram" => options with { Residency = Residency.Dram },
        "--row" => options with { Residency = Residency.Row },
        "--inner" => options with { InnerSize = ToNumber(Value(argument, rest)) },
        "--width" => options with { Width = ToWidth(Value(argument, rest)) },
        "--launches" => options with { Launches = ToNumber(Value(argument, rest)) },
        "--json" => options with { JsonPath = Value(argument, rest) },
        "--help" or "-h" => options with { Help = true },
        _ => throw new UsageException($"unknown argument '{argument}'."),
    };

    private static string Value(string argument, IEnumerator<string> rest) =>
        rest.MoveNext() && !rest.Current.StartsWith("--", StringComparison.Ordinal)
            ? rest.Current
            : throw new UsageException($"{argument} needs a value.");

    private static string[] Values(string argument, IEnumerator<string> rest) =>
        Value(argument, rest).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Operation ToOperation(string name) =>
        Operations.Find(name) ?? throw new UsageException($"unknown operation '{name}'; expected {Operations.AllNames}.");

    private static int ToNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new UsageException($"'{text}' is not a positive number.");

    private static WidthSwitch ToWidth(string name) =>
        WidthSwitch.Find(name) ?? throw new UsageException($"unknown width '{name}'; expected 512, 256, 128 or scalar.");

    private static void RequireHead(int classCount, bool inDouble)
    {
        IEnumerable<int> known = inDouble ? HeadCatalog.DoubleClassCounts : HeadCatalog.FloatClassCounts;
        if (!known.Contains(classCount))
            throw new UsageException($"there is no head with K = {classCount} here; there are {string.Join(", ", known)}.");
    }
}
