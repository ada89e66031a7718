namespace SoftmaxGen.Tests.Contracts;

/// <summary>The sum of losses and what may be made of it.</summary>
public sealed class LossSumTests
{
    [Fact]
    public void Mean_DividesByTheWeight_NotByTheCount() => Assert.Equal(1.5, new LossSum(6, 4, 8).Mean);

    [Fact]
    public void Mean_OfNothing_IsNaN()
    {
        Assert.True(double.IsNaN(default(LossSum).Mean));
        Assert.True(double.IsNaN(new LossSum(3, 0, 2).Mean));
        Assert.True(double.IsNaN(default(LossSum).Perplexity));
    }

    [Fact]
    public void Perplexity_IsTheExponentialOfTheMean() =>
        Assert.Equal(3, new LossSum(2 * Math.Log(3), 2, 2).Perplexity, tolerance: 1e-14);

    [Fact]
    public void Perplexity_OfAHugeMean_IsInfinite() => Assert.Equal(double.PositiveInfinity, new LossSum(1e4, 1, 1).Perplexity);

    [Fact]
    public void Addition_AddsMemberByMember() =>
        Assert.Equal(new LossSum(3, 7, 11), new LossSum(1, 2, 3) + new LossSum(2, 5, 8));

    [Fact]
    public void Shards_AddUpToTheWholeBatch()
    {
        float[] logits = [1, 2, 3, 3, 2, 1, 0, 0, 0, 5, 5, 5];
        int[] labels = [0, 1, -100, 2];
        var whole = Heads.Single3.CrossEntropy(logits, labels);
        var shards = Heads.Single3.CrossEntropy(logits.AsSpan(0, 6), labels.AsSpan(0, 2)) + Heads.Single3.CrossEntropy(logits.AsSpan(6), labels.AsSpan(2));
        Assert.Equal(whole.Mean, shards.Mean, tolerance: 1e-7);
        Assert.Equal(3, shards.Count);
        Assert.Equal(3, shards.Weight);
    }

    [Fact]
    public void DefaultReduction_IsTheMean()
    {
        float[] logits = [0, 0, 0, 0, 0, 0];
        var gradient = new float[6];
        Heads.Single3.CrossEntropyWithGradient(logits, [0, 0], gradient);
        Assert.Equal(-1f / 3, gradient[0], tolerance: 1e-6f);
    }
}
