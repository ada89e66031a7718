using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Tests.Planning;

/// <summary>The summation tree as text.</summary>
public sealed class SummationTreeTests
{
    private static readonly SummationTree Wide = new(16, KeepsErrors: true);
    private static readonly SummationTree Narrow = new(8, KeepsErrors: false);

    [Fact]
    public void Sizes_FollowFromTheLanes()
    {
        Assert.Equal(16 * SummationTree.Chains, Wide.RoundClasses);
        Assert.Equal(8 * SummationTree.Chains, Narrow.RoundClasses);
        Assert.Equal(Wide.RoundClasses * Limits.RoundsPerChunk, Wide.ChunkClasses);
        Assert.Equal($"16 lanes of {SummationTree.Chains} chains, {Wide.ChunkClasses} classes per chunk, with the rounding errors of the lanes", Wide.Name);
        Assert.Equal($"8 lanes of {SummationTree.Chains} chains, {Narrow.ChunkClasses} classes per chunk", Narrow.Name);
    }

    [Theory]
    [InlineData(1, "0")]
    [InlineData(2, "(0 + 1)")]
    [InlineData(3, "((0 + 2) + 1)")]
    [InlineData(4, "((0 + 2) + (1 + 3))")]
    [InlineData(5, "(((0 + 4) + 2) + (1 + 3))")]
    [InlineData(8, "(((0 + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)))")]
    [InlineData(9, "((((0 + 8) + 4) + (2 + 6)) + ((1 + 5) + (3 + 7)))")]
    public void FewTerms_AreAddedByHalves(int count, string expected) => Assert.Equal(expected, Spell(Narrow, count));

    [Fact]
    public void AFullRound_AddsEveryTermOnce()
    {
        for (int count = 1; count <= Wide.RoundClasses; count++)
        {
            string text = Spell(Wide, count);

            Assert.Equal(Enumerable.Range(0, count), text.Split('(', ')', ' ', '+').Where(static part => part.Length > 0).Select(int.Parse).Order());
        }
    }

    [Fact]
    public void Chains_AreAddedAsFarAsTheyExist()
    {
        Assert.Equal("(a + b)", SummationTree.AddChains(["a", "b"]));
        Assert.Equal("a", SummationTree.AddChains(["a", null]));
        Assert.Null(SummationTree.AddChains([null, null]));
    }

    [Fact]
    public void Halves_SkipWhatDoesNotExist()
    {
        Assert.Equal("((a + c) + (b + d))", SummationTree.AddHalves(["a", "b", "c", "d"]));
        Assert.Equal("(a + b)", SummationTree.AddHalves(["a", "b", null, null]));
        Assert.Throws<ArgumentException>(static () => SummationTree.AddHalves([null, null]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(33)]
    public void MoreThanARound_IsRefused(int count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Narrow.LaneSums(count, static i => $"{i}"));

    // A narrow vector's sums, added by halves, are the tree of the wide one: what makes the bits the same at every width.
    [Theory]
    [InlineData(8)]
    [InlineData(4)]
    [InlineData(2)]
    [InlineData(1)]
    public void Halves_OfHalvesAreTheSameTree(int lanes)
    {
        string[] terms = [.. Enumerable.Range(0, 16).Select(static i => $"{i}")];
        string[] vectors = [.. Enumerable.Range(0, lanes).Select(lane =>
            SummationTree.AddHalves([.. terms.Where((_, i) => i % lanes == lane)]))];

        Assert.Equal(SummationTree.AddHalves(terms), SummationTree.AddHalves(vectors));
    }

    private static string Spell(SummationTree tree, int count) =>
        SummationTree.AddHalves(tree.LaneSums(count, static i => $"{i}"));
}
