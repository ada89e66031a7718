using System.Runtime.InteropServices;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Formulas;

/// <summary>Labels of type int, long and byte.</summary>
public sealed class LabelTypesTests
{
    private const int Rows = 37;
    private const int K = 10;
    private static readonly FormulaBatch<float> Batch = new(K, Rows);
    private static readonly int[] Labels = Array.ConvertAll(Batch.Labels, static label => Math.Max(label, 0));
    private static readonly int[] OtherLabels = Array.ConvertAll(Labels, static label => (label + 3) % K);
    private static readonly float[] Probabilities = Softmax();
    private static readonly bool[] Mask = [.. Enumerable.Range(0, K).Select(static c => c != 4)];
    private static readonly Half[] Halves = Array.ConvertAll(Batch.Logits, static logit => (Half)logit);
    private static readonly BFloat16[] Brains = Array.ConvertAll(Batch.Logits, static logit => (BFloat16)logit);

    private delegate LossSum Call(ClassLabels labels, ClassLabels other, Span<float> output, LossOptions<float> options);

    private static readonly (string Name, bool HasGradient, Call Run)[] Calls =
    [
        ("cross-entropy", false, static (y, _, l, o) => Single10.CrossEntropy(Batch.Logits, y, l, o)),
        ("cross-entropy, gradient", true, static (y, _, g, o) => Single10.CrossEntropyWithGradient(Batch.Logits, y, g, o)),
        ("mixed", false, static (y, y2, l, o) => Single10.MixedCrossEntropy(Batch.Logits, y, y2, 0.25, l, o)),
        ("mixed, gradient", true, static (y, y2, g, o) => Single10.MixedCrossEntropyWithGradient(Batch.Logits, y, y2, 0.25, g, o)),
        ("focal", false, static (y, _, l, o) => Single10.FocalLoss(Batch.Logits, y, 2, l, o)),
        ("focal, gradient", true, static (y, _, g, o) => Single10.FocalLossWithGradient(Batch.Logits, y, 2, g, o)),
        ("poly-1", false, static (y, _, l, o) => Single10.Poly1Loss(Batch.Logits, y, 1, l, o)),
        ("poly-1, gradient", true, static (y, _, g, o) => Single10.Poly1LossWithGradient(Batch.Logits, y, 1, g, o)),
        ("likelihood", false, static (y, _, l, o) => Single10.NegativeLogLikelihood(Batch.Logits, y, l, o)),
        ("likelihood, gradient", true, static (y, _, g, o) => Single10.NegativeLogLikelihoodWithGradient(Batch.Logits, y, g, o)),
        ("probabilities", false, static (y, _, l, o) => Single10.CrossEntropyFromProbabilities(Probabilities, y, 0.01, l, o)),
        ("probabilities, gradient", true, static (y, _, g, o) => Single10.CrossEntropyFromProbabilitiesWithGradient(Probabilities, y, 0.01, g, o)),
        ("masked", false, static (y, _, l, o) => Single10.MaskedCrossEntropy(Batch.Logits, y, Mask, l, o)),
        ("masked, gradient", true, static (y, _, g, o) => Single10.MaskedCrossEntropyWithGradient(Batch.Logits, y, Mask, g, o)),
        ("masked by bits", false, static (y, _, l, o) => Single10.MaskedCrossEntropy(Batch.Logits, y, 0x3EFUL, l, o)),
        ("halves", false, static (y, _, l, o) => Single10.CrossEntropy(Halves, y, l, o)),
        ("halves, gradient", true, OfHalves),
        ("bfloat16", false, static (y, _, l, o) => Single10.CrossEntropy(Brains, y, l, o)),
        ("inner axis", false, static (y, _, l, o) => Single10.CrossEntropy(Batch.Logits, Rows, y, l, o)),
        ("inner axis, gradient", true, static (y, _, g, o) => Single10.CrossEntropyWithGradient(Batch.Logits, Rows, y, g, o)),
        ("inner axis, focal, gradient", true, static (y, _, g, o) => Single10.FocalLossWithGradient(Batch.Logits, Rows, y, 2, g, o)),
        ("evaluation", false, OfEvaluation),
    ];

    public static TheoryData<string> Names => [.. Calls.Select(static call => call.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Labels_OfEveryType_GiveTheSame(string name)
    {
        var (_, hasGradient, run) = Calls.Single(call => call.Name == name);
        var expected = new float[hasGradient ? Rows * K : Rows];
        var actual = new float[expected.Length];
        var sum = run(Labels, OtherLabels, expected, default);
        Assert.NotEqual(0, sum.Sum);
        Assert.Equal(sum, run(Longs(Labels), Longs(OtherLabels), actual, default));
        Assert.Equal(expected, actual);
        Array.Clear(actual);
        Assert.Equal(sum, run(Bytes(Labels), Bytes(OtherLabels), actual, default));
        Assert.Equal(expected, actual);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Labels_OutOfRange_AreRefusedBeforeAnythingIsWritten(string name)
    {
        var (_, hasGradient, run) = Calls.Single(call => call.Name == name);
        var output = Enumerable.Repeat(7f, hasGradient ? Rows * K : Rows).ToArray();
        var longs = Longs(Labels);
        var bytes = Bytes(Labels);
        var ints = Labels.ToArray();
        ints[3] = K;
        longs[3] = 1L << 32;
        bytes[3] = 200;
        Assert.Contains("Row 3 has the label 10", Refusal(() => run(ints, OtherLabels, output, default)), StringComparison.Ordinal);
        Assert.Contains("Row 3 has the label 4294967296", Refusal(() => run(longs, OtherLabels, output, default)), StringComparison.Ordinal);
        Assert.Contains("Row 3 has the label 200", Refusal(() => run(bytes, OtherLabels, output, default)), StringComparison.Ordinal);
        Assert.All(output, static value => Assert.Equal(7, value));
    }

    [Fact]
    public void IgnoreLabel_OfOtherTypes_TakesNoPart()
    {
        long[] longs = [-100, 2, 1];
        byte[] bytes = [255, 2, 1];
        var z = Batch.Logits.AsSpan(0, 3 * K);
        var expected = new float[3];
        var actual = new float[3];
        var sum = Single10.FocalLoss(z, new[] { -100, 2, 1 }, 2, expected);
        Assert.Equal(2, sum.Count);
        Assert.Equal(sum, Single10.FocalLoss(z, longs, 2, actual));
        Assert.Equal(expected, actual);
        Assert.Equal(sum, Single10.FocalLoss(z, bytes, 2, actual, new LossOptions<float> { IgnoreLabel = 255 }));
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Outputs_MayNotOverlapLabelsOfAnyType()
    {
        var memory = new float[3 * K];
        Assert.Throws<ArgumentException>(() => Single10.FocalLossWithGradient(Batch.Logits.AsSpan(0, 3 * K), LongsIn(memory), 2, memory));
        Assert.Throws<ArgumentException>(() => Single10.MaskedCrossEntropyWithGradient(Batch.Logits.AsSpan(0, 3 * K), LongsIn(memory), Mask, memory));
        Assert.Throws<ArgumentException>(() => Single10.NegativeLogLikelihood(Batch.Logits.AsSpan(0, 3 * K), LongsIn(memory), memory));
        Assert.Throws<ArgumentException>(() => Single10.CrossEntropyWithGradient(Batch.Logits.AsSpan(0, 3 * K), LongsIn(memory), memory, default(LossOptions<float>)));
        Assert.All(memory, static value => Assert.Equal(0, value));

        static ReadOnlySpan<long> LongsIn(float[] memory) => MemoryMarshal.Cast<float, long>(memory.AsSpan(0, 6));
    }

    [Fact]
    public void ClassLabels_AreWhatTheyWereMadeOf()
    {
        Assert.Equal([3, 1], Numbers(new int[] { 3, 1 }));
        Assert.Equal([3, -1], Numbers(new long[] { 3, -1 }.AsSpan()));
        Assert.Equal([3, 255], Numbers((ReadOnlySpan<byte>)[3, 255]));
        Assert.Equal([4, 5, 6], Numbers([4, 5, 6]));
        Assert.Equal([], Numbers(default));
        Assert.Equal([], Numbers((int[]?)null));
        Assert.Throws<ArgumentOutOfRangeException>(static () => ((ClassLabels)new[] { 1 })[1]);
        Assert.Throws<ArgumentOutOfRangeException>(static () => ((ClassLabels)new[] { 1 })[-1]);

        static long[] Numbers(ClassLabels labels)
        {
            List<long> numbers = [];
            foreach (var label in labels)
            {
                numbers.Add(label);
            }

            Assert.Equal(labels.Length, numbers.Count);
            return [.. numbers];
        }
    }

    private static LossSum OfHalves(ClassLabels labels, ClassLabels other, Span<float> gradient, LossOptions<float> options)
    {
        var halves = Array.ConvertAll(gradient.ToArray(), static value => (Half)value);
        var sum = Single10.CrossEntropyWithGradient(Halves, labels, halves, options);
        Array.ConvertAll(halves, static half => (float)half).CopyTo(gradient);
        return sum;
    }

    private static LossSum OfEvaluation(ClassLabels labels, ClassLabels other, Span<float> results, LossOptions<float> options)
    {
        var evaluation = new Evaluation(K);
        Single10.Evaluate(Batch.Logits, labels, evaluation);
        results[0] = (float)evaluation.Accuracy;
        return evaluation.Loss;
    }

    private static string Refusal(Action call) => Assert.Throws<ArgumentOutOfRangeException>(call).Message;

    private static float[] Softmax()
    {
        var probabilities = new float[Rows * K];
        Single10.Softmax(Batch.Logits, probabilities);
        return probabilities;
    }

    private static long[] Longs(int[] labels) => Array.ConvertAll(labels, static label => (long)label);

    private static byte[] Bytes(int[] labels) => Array.ConvertAll(labels, static label => (byte)label);
}
