using System.Globalization;
using System.Text.Json;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Golden;

/// <summary>The worked examples of tutorials, computed anew: the true figures, not always the printed ones.</summary>
public sealed class SeedExampleTests
{
    // The inputs are decimal numbers, so their own rounding is part of the error.
    private const double Relative = 2e-15;

    /// <summary>What each example that starts from logits computes.</summary>
    public static TheoryData<string, string> Examples => new()
    {
        { "A1-softmax", "softmax" },
        { "A2-log-softmax", "log-softmax" },
        { "A3-losses", "losses" },
        { "A4-sum", "sum" },
        { "A5-mean", "mean" },
        { "B1-softmax-text", "softmax" },
        { "B2-softmax-numpy", "softmax" },
        { "B2b-softmax-numpy-0.1-0.9-3.0", "softmax" },
        { "B3-softmax-torch", "softmax" },
        { "B9-overflow", "softmax" },
        { "E1-softmax", "softmax" },
        { "E2-loss", "losses" },
        { "E3-gradient", "gradient" },
        { "E4-range", "losses" },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_HasItsTrueValue(string id, string operation)
    {
        var example = All().Single(example => example.GetProperty("id").GetString() == id);
        var inputs = example.GetProperty("inputs");
        var logits = Logits(inputs);
        var expected = Numbers(example.GetProperty("true"));

        var actual = Compute(operation, logits, Labels(inputs));

        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance: Relative * Math.Abs(expected[i]));
        }
    }

    [Fact]
    public void EveryExampleWithLogitsAndATrueValue_IsReplayed()
    {
        var ids = All()
            .Where(static example => example.GetProperty("inputs").ValueKind == JsonValueKind.Object && Logits(example.GetProperty("inputs")).Length > 0)
            .Where(static example => example.GetProperty("true").ToString() != "None")
            .Select(static example => example.GetProperty("id").GetString()!);
        Assert.Equal(Examples.Select(static row => (string)row[0]).Order(), ids.Order());
    }

    private static double[] Compute(string operation, double[] logits, int[] labels)
    {
        var head = HeadRegistry.Get<double>(3);
        var output = new double[logits.Length];
        switch (operation)
        {
            case "softmax":
                head.Softmax(logits, output);
                return output;
            case "log-softmax":
                head.LogSoftmax(logits, output);
                return output;
            case "gradient":
                head.CrossEntropyWithGradient(logits, labels, output, Reduction.Sum);
                return output;
            case "losses":
                head.CrossEntropy(logits, labels, output);
                return output[..labels.Length];
            case "sum":
                return [head.CrossEntropy(logits, labels).Sum];
            default:
                return [head.CrossEntropy(logits, labels).Mean];
        }
    }

    private static IEnumerable<JsonElement> All() => GoldenFile.Document("seed_examples.json").GetProperty("examples").EnumerateArray();

    private static double[] Logits(JsonElement inputs) =>
        inputs.TryGetProperty("Z", out var batch) ? Numbers(batch) : inputs.TryGetProperty("z", out var row) ? Numbers(row) : [];

    private static int[] Labels(JsonElement inputs) =>
        inputs.TryGetProperty("labels", out var labels) ? [.. labels.EnumerateArray().Select(static label => label.GetInt32())] :
        inputs.TryGetProperty("label", out var single) ? [single.GetInt32()] : [];

    private static double[] Numbers(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Numbers)]
        : [double.Parse(element.GetString()!.Trim('\''), CultureInfo.InvariantCulture)];
}
