using System.Runtime.InteropServices;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Generator.Tests.Runtime;

/// <summary>The argument checks: what passes, what throws, and that the message has the sizes.</summary>
public sealed class HeadGuardTests
{
    private static readonly float[] Memory = new float[12];

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(12, 3, 4)]
    [InlineData(12, 12, 1)]
    [InlineData(0, int.MaxValue, 0)]
    public void Rows_AreCounted(int length, int classCount, int expected) =>
        Assert.Equal(expected, HeadGuard.Rows<float>(Memory.AsSpan(0, length), classCount));

    [Theory]
    [InlineData(11, 3)]
    [InlineData(1, 3)]
    [InlineData(12, int.MaxValue)]
    public void PartOfARow_Throws(int length, int classCount)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>("logits", () => { HeadGuard.Rows<float>(Memory.AsSpan(0, length), classCount); });

        Assert.Contains($"{length} elements", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"{classCount} classes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_HasKElements()
    {
        HeadGuard.Row<float>(Memory, 12);
        Assert.Contains("12 elements; expected 3", Assert.Throws<ArgumentException>("row", static () => HeadGuard.Row<float>(Memory, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("row", static () => HeadGuard.Row<float>([], 1));
    }

    [Fact]
    public void Labels_AreOnePerRow()
    {
        HeadGuard.Labels(new int[4], 4);
        Assert.Contains("5 labels for 4 rows", Assert.Throws<ArgumentException>("labels", static () => HeadGuard.Labels(new int[5], 4)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 6, 0, 6)]
    [InlineData(0, 6, 6, 6)]
    [InlineData(6, 6, 0, 6)]
    [InlineData(0, 6, 0, 12)]
    [InlineData(4, 0, 0, 12)]
    [InlineData(6, 6, 0, 12)]
    public void Output_MayStartWithTheInputOrBeElsewhere(int input, int inputLength, int output, int outputLength) =>
        HeadGuard.Output<float>(Memory.AsSpan(input, inputLength), Memory.AsSpan(output, outputLength), inputLength, "destination");

    [Theory]
    [InlineData(0, 6, 1, 6)]
    [InlineData(1, 6, 0, 6)]
    [InlineData(0, 6, 5, 7)]
    [InlineData(5, 6, 0, 12)]
    public void Output_OverlappingElsewhere_Throws(int input, int inputLength, int output, int outputLength)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>("destination", () =>
            HeadGuard.Output<float>(Memory.AsSpan(input, inputLength), Memory.AsSpan(output, outputLength), inputLength, "destination"));

        Assert.Contains("may only overlap with an input span if the two spans start at the same memory location", failure.Message, StringComparison.Ordinal);
    }

    // Half an element apart: the offset in elements rounds to 0.
    [Fact]
    public void Output_ApartByLessThanAnElement_Throws()
    {
        byte[] bytes = new byte[64];
        Assert.Throws<ArgumentException>(() => HeadGuard.Output<float>(
            MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, 32)), MemoryMarshal.Cast<byte, float>(bytes.AsSpan(2, 32)), 8, "destination"));
    }

    [Fact]
    public void ShortOutput_Throws()
    {
        Assert.Contains("Destination is too short: destination has 5 elements, but 6 are written", Assert.Throws<ArgumentException>("destination", static () =>
            HeadGuard.Output<float>(Memory.AsSpan(0, 6), new float[5], 6, "destination")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("losses", static () => HeadGuard.SeparateOutput<float, float>(Memory, new float[3], 4, "losses"));
    }

    [Theory]
    [InlineData(0, 6, 6, 6, 6)]
    [InlineData(6, 6, 0, 6, 6)]
    [InlineData(6, 6, 0, 12, 6)]
    [InlineData(0, 0, 0, 12, 0)]
    [InlineData(0, 12, 0, 12, 0)]
    public void SeparateOutput_MayLieBeside(int input, int inputLength, int output, int outputLength, int needed) =>
        HeadGuard.SeparateOutput<float, float>(Memory.AsSpan(input, inputLength), Memory.AsSpan(output, outputLength), needed, "losses");

    [Theory]
    [InlineData(0, 6, 0, 6, 2)]
    [InlineData(0, 6, 5, 2, 2)]
    [InlineData(1, 6, 0, 2, 2)]
    public void SeparateOutput_Overlapping_Throws(int input, int inputLength, int output, int outputLength, int needed)
    {
        ArgumentException failure = Assert.Throws<ArgumentException>("losses", () =>
            HeadGuard.SeparateOutput<float, float>(Memory.AsSpan(input, inputLength), Memory.AsSpan(output, outputLength), needed, "losses"));

        Assert.Contains("must not overlap", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SeparateOutput_OfAnotherType_IsComparedInBytes()
    {
        double[] logits = new double[4];
        Assert.Throws<ArgumentException>("destination", () =>
            HeadGuard.SeparateOutput<double, int>(logits, MemoryMarshal.Cast<double, int>(logits)[7..], 1, "destination"));
        HeadGuard.SeparateOutput<double, int>(logits.AsSpan(0, 2), MemoryMarshal.Cast<double, int>(logits)[4..], 4, "destination");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-100)]
    public void Label_ThatIsAClassOrIgnored_Passes(int label) => HeadGuard.Label(label, 3, -100);

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Label_ThatIsNeither_Throws(int label)
    {
        ArgumentOutOfRangeException failure = Assert.Throws<ArgumentOutOfRangeException>("label", () => HeadGuard.Label(label, 3, -100));

        Assert.Equal(label, failure.ActualValue);
        Assert.Contains($"Label {label} is neither a class (0 to 2) nor the ignore label (-100).", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(0)]
    [InlineData(int.MinValue)]
    public void CountLabels_LeavesOutTheIgnored(int ignoreLabel)
    {
        for (int rows = 0; rows <= 40; rows++)
        {
            int[] labels = [.. Enumerable.Range(0, rows).Select(row => row % 3 == 1 ? ignoreLabel : 1 + (row % 2))];

            Assert.Equal(labels.Count(label => label != ignoreLabel), HeadGuard.CountLabels(labels, 3, ignoreLabel));
        }
    }

    [Fact]
    public void CountLabels_NamesTheFirstBadRow()
    {
        for (int bad = 0; bad < 40; bad++)
        {
            int[] labels = new int[40];
            labels[bad] = 3;
            labels[39] = labels[39] == 3 ? 3 : -1;

            ArgumentOutOfRangeException failure = Assert.Throws<ArgumentOutOfRangeException>("labels", () => HeadGuard.CountLabels(labels, 3, -100));

            Assert.StartsWith($"Row {bad} has the label 3, which is neither", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void GradientScale_IsThatOfTheReduction()
    {
        Assert.Equal(0.25, HeadGuard.GradientScale(Reduction.Mean, 4));
        Assert.Equal(0, HeadGuard.GradientScale(Reduction.Mean, 0));
        Assert.Equal(1, HeadGuard.GradientScale(Reduction.Sum, 4));
        Assert.Throws<ArgumentOutOfRangeException>("reduction", static () => HeadGuard.GradientScale((Reduction)2, 4));
    }
}
