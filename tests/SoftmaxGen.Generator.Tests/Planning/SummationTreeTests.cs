using System.Text.RegularExpressions;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Tests.Planning;

/// <summary>The order of additions, as it is written.</summary>
public sealed class SummationTreeTests
{
    [Fact]
    public void Tree_DependsOnTheElementTypeAndKAlone()
    {
        SummationTree Of(int count, ElementType type, params VectorWidth[] widths) =>
            KernelPlanner.Plan(new HeadOptions(count, type, 0), widths).Tree;

        foreach (int count in new[] { 1, 8, 9, 16, 17, 32, 33, 128, 129, 256, 257, 100_000 })
        {
            Assert.Equal(SummationTree.For(count, 16), Of(count, ElementType.Single, VectorWidth.Bits128));
            Assert.Equal(SummationTree.For(count, 16), Of(count, ElementType.Single, VectorWidth.Bits512, VectorWidth.Scalar));
            Assert.Equal(SummationTree.For(count, 8), Of(count, ElementType.Double, VectorWidth.Scalar));
        }
    }

    [Theory]
    [InlineData(256, 16, false)]
    [InlineData(257, 16, true)]
    [InlineData(128, 8, false)]
    [InlineData(129, 8, true)]
    public void Chunks_ExistFromASecondOneOn(int count, int lanes, bool expected) =>
        Assert.Equal(new SummationTree(lanes, HasManyTerms: true, expected), SummationTree.For(count, lanes));

    [Theory]
    [InlineData(16, 16, false)]
    [InlineData(17, 16, true)]
    [InlineData(8, 8, false)]
    [InlineData(9, 8, true)]
    public void Lanes_HaveManyTermsFromASecondOneOn(int count, int lanes, bool expected) =>
        Assert.Equal(new SummationTree(lanes, expected, HasChunks: false), SummationTree.For(count, lanes));

    [Fact]
    public void Sizes_FollowFromTheLanes()
    {
        SummationTree tree = SummationTree.For(1000, 16);

        Assert.Equal(64, tree.RoundClasses);
        Assert.Equal(64 * Limits.RoundsPerChunk, tree.ChunkClasses);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a b", "(a+b)")]
    [InlineData("a b c d", "((a+c)+(b+d))")]
    [InlineData("a b . .", "(a+b)")]
    [InlineData("a b c .", "((a+c)+b)")]
    [InlineData("a b c d e f g h", "(((a+e)+(c+g))+((b+f)+(d+h)))")]
    public void Halves_SkipWhatDoesNotExist(string groups, string expected) => Assert.Equal(expected, Write(groups.Split(' ')));

    [Fact]
    public void Halves_OfNothingAreRefused() => Assert.Throws<ArgumentException>(static () => Write([".", "."]));

    /// <summary>The sum's expression: every variable of the statements written replaced by what it is.</summary>
    private static string Write(string[] groups)
    {
        CSharpWriter writer = new();
        SumWriter sums = new(writer, new LaneSpelling(Precision.Of(ElementType.Single), VectorWidth.Scalar), isPlain: false);
        SumNode sum = sums.WriteGroups([.. groups.Select(static name => name == "." ? null : new SumNode(name, $"{name}Low"))]);
        Dictionary<string, string> values = groups.Distinct().ToDictionary(static name => name, static name => name, StringComparer.Ordinal);
        foreach (Match match in Regex.Matches(writer.ToString(), @"float (\w+) = SG::Simd\.AddTerms\((\w+), (\w+), (\w+), (\w+), out float (\w+)\);"))
        {
            string[] names = [.. match.Groups.Values.Skip(1).Select(static group => group.Value)];
            values.Add(names[0], $"({values[names[1]]}+{values[names[2]]})");
        }

        return values[sum.High];
    }
}
