using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Numerics;

/// <summary>S41: rows whose classes are spread over shards.</summary>
public abstract class OnlineSoftmaxTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected abstract int LargeClassCount { get; }

    private static OnlineSoftmax<T> Empty => OnlineSoftmax<T>.Empty;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(7, 2)]
    [InlineData(61, 3)]
    public void LargeRow_InShardsOfOddSizes_MergedInAnyOrder_IsTheRowOfOneMachine(int shards, int seed)
    {
        var random = new Random(seed);
        foreach (var (spread, offset, order) in new[]
        {
            (1.0, 0.0, Order.Forwards), (10, 0, Order.Backwards), (80, 0, Order.Pairs),
            (10, 5000, Order.Forwards), (0, 3, Order.Backwards), (300, -1000, Order.Pairs),
        })
        {
            var logits = Random(random, LargeClassCount, spread, offset);
            var label = random.Next(LargeClassCount);
            Check($"spread {spread}, offset {offset}, {order}", logits, label, Cuts(random, logits.Length, shards), order);

            // A confident row: 25 above all others, label and not.
            logits[label] = T.CreateChecked(offset + spread + 25);
            Check($"confident, spread {spread}, offset {offset}", logits, label, Cuts(random, logits.Length, shards), Order.Pairs);
            Check($"confidently wrong, spread {spread}, offset {offset}", logits, (label + 1) % logits.Length, Cuts(random, logits.Length, shards), Order.Pairs);
        }
    }

    [Fact]
    public void SmallRows_InShards_KeepTheBoundsOfHeads()
    {
        var random = new Random(5);
        for (var i = 0; i < 2000; i++)
        {
            var logits = Random(random, random.Next(1, 100), random.Next(1, 90), random.Next(-2, 3) * 256);
            Check($"row {i}", logits, random.Next(logits.Length), Cuts(random, logits.Length, random.Next(1, 5)), Order.Pairs);
        }
    }

    [Fact]
    public void LargeRow_HasTheLossAndTheGradientOfAHead()
    {
        var random = new Random(9);
        var head = HeadRegistry.Get<T>(LargeClassCount);
        var logits = Random(random, LargeClassCount, 10, 0);
        var label = random.Next(LargeClassCount);
        var expected = new T[LargeClassCount];
        var loss = head.CrossEntropyWithGradient(logits, label, expected);
        var cuts = Cuts(random, LargeClassCount, 9);

        var row = Merge(Parts(logits, label, cuts), Order.Pairs);
        var gradient = Gradient(row, logits, label, cuts, T.One);

        AssertUlp(loss, row.CrossEntropy(), 1);
        AssertUlp(head.LogSumExp(logits), row.LogSumExp(), 1);
        var largest = double.CreateChecked(T.Abs(expected[label]));
        for (var c = 0; c < LargeClassCount; c++)
        {
            Assert.True(Math.Abs(double.CreateChecked(expected[c] - gradient[c])) <= 2 * FloatFormat<T>.Ulp(largest), $"class {c}");
        }
    }

    [Theory]
    [InlineData(15, 6.11804467e-7)]
    [InlineData(17, 8.2799e-8)]
    [InlineData(30, 1.87e-13)]
    [InlineData(50, 3.857e-22)]
    public void ConfidentRow_OfThreeShards_KeepsItsLossAndItsGradient(double margin, double loss)
    {
        var logits = Of(margin, 0, 0);
        var row = Merge(Parts(logits, 0, [0, 1, 2, 3]), Order.Forwards);
        var gradient = Gradient(row, logits, 0, [0, 1, 2, 3], T.One);
        Assert.Equal(1, double.CreateChecked(row.CrossEntropy()) / loss, tolerance: 2e-3);
        Assert.Equal(1, double.CreateChecked(-gradient[0]) / loss, tolerance: 2e-3);
        Assert.Equal(1, double.CreateChecked(gradient[1] + gradient[2]) / loss, tolerance: 2e-3);
    }

    [Fact]
    public void Merge_IsCommutative_BitForBit()
    {
        var random = new Random(11);
        for (var i = 0; i < 200; i++)
        {
            var left = Empty.Add(Random(random, random.Next(0, 50), 20, 0));
            var right = Empty.Add(Random(random, random.Next(0, 50), 20, random.Next(-1, 2) * 100));
            Assert.Equal(left.Merge(right), right.Merge(left));
        }
    }

    [Fact]
    public void Ties_AreCounted_AcrossShards()
    {
        var row = Empty.Add(Of(2, 2, 1)).Add(Of(2), 0).Add([]).Add(Of(-1, 2));
        Assert.Equal(4, row.MaximumCount);
        Assert.Equal(T.CreateChecked(2), row.Maximum);
        Assert.Equal(Math.Log(4 + Math.Exp(-1) + Math.Exp(-3)), double.CreateChecked(row.CrossEntropy()), tolerance: 1e-6);
    }

    [Fact]
    public void Zeros_OfBothSigns_AreTies()
    {
        var row = Empty.Add([T.NegativeZero, T.Zero, T.NegativeZero]);
        Assert.Equal(3, row.MaximumCount);
        Assert.Equal(0, row.SumBelow);
        Assert.True(T.IsPositive(row.Maximum));
    }

    [Fact]
    public void EmptyState_IsTheDefaultValue_AndMergesToNothing()
    {
        Assert.Equal(default, Empty);
        Assert.Equal(Empty, Empty.Merge(Empty));
        Assert.Equal(Empty, Empty.Add([]));
        Assert.Equal(Empty, new OnlineSoftmax<T> { Maximum = T.NegativeInfinity });
        Assert.True(T.IsNegativeInfinity(Empty.Maximum));
        Assert.True(T.IsNegativeInfinity(Empty.LogSumExp()));
        Assert.True(T.IsNaN(Empty.Probability(T.NegativeInfinity)));
        var row = Empty.Add(Of(1, 2, 3), 1);
        Assert.Equal(row, row.Merge(Empty));
        Assert.Equal(row, Empty.Merge(row));
    }

    [Fact]
    public void ShardOfNothingButMinusInfinity_TakesNoPart()
    {
        var row = Empty.Add(Of(0, 0), 0);
        T[] masked = [T.NegativeInfinity, T.NegativeInfinity, T.NegativeInfinity];
        Assert.Equal(Empty, Empty.Add(masked));
        Assert.Equal(row, row.Add(masked));
        Assert.Equal(row, Empty.Add(masked).Merge(row));
        var p = new T[3];
        row.Softmax(masked, p);
        Assert.Equal(new T[3], p);
        Assert.True(T.IsPositiveInfinity(Empty.Add(Of(0, 0)).Add(masked, 2).CrossEntropy()));
        Assert.True(T.IsNaN(Empty.Add(masked, 1).CrossEntropy()));
        Assert.True(T.IsNegativeInfinity(Empty.Add(masked, 1).LogSumExp()));
    }

    [Fact]
    public void MaskedLabel_HasInfiniteLoss_AndAFiniteGradient()
    {
        T[] logits = [T.NegativeInfinity, T.Zero, T.Zero];
        var row = Empty.Add(logits, 0);
        var gradient = new T[3];
        row.Gradient(logits, 0, gradient, T.One);
        Assert.True(T.IsPositiveInfinity(row.CrossEntropy()));
        Assert.Equal(Of(-1, 0.5, 0.5), gradient);
    }

    [Fact]
    public void HugeLogits_GiveFiniteProbabilities()
    {
        var large = T.BitDecrement(T.PositiveInfinity);
        var row = Empty.Add([large]).Add([-large], 0).Add([T.Zero]);
        Assert.Equal(T.One, row.Probability(large));
        Assert.Equal(T.Zero, row.Probability(-large));
        Assert.Equal(large, row.LogSumExp());
        Assert.True(T.IsPositiveInfinity(row.CrossEntropy()));
    }

    [Fact]
    public void NaN_AndInfinity_MakeTheRowNaN_WhereverTheyAre()
    {
        for (var shard = 0; shard < 3; shard++)
        {
            for (var i = 0; i < 67; i++)
            {
                foreach (var value in new[] { T.NaN, T.PositiveInfinity })
                {
                    var logits = Random(new Random(i), 201, 5, 0);
                    logits[(shard * 67) + i] = value;
                    var row = Merge(Parts(logits, 3, [0, 67, 134, 201]), Order.Pairs);
                    var gradient = Gradient(row, logits, 3, [0, 67, 134, 201], T.One);
                    Assert.True(T.IsNaN(row.CrossEntropy()));
                    Assert.Equal(value, row.LogSumExp());
                    Assert.All(gradient, static g => Assert.True(T.IsNaN(g)));
                }
            }
        }

        Assert.Equal(T.NaN, Empty.Add([T.PositiveInfinity]).Add([T.NegativeInfinity, T.NaN]).LogSumExp());
    }

    [Fact]
    public void Scale_MultipliesTheGradient()
    {
        var logits = Of(1, 2, 3, -1);
        var row = Empty.Add(logits, 2);
        var gradient = new T[4];
        var scaled = new T[4];
        row.Gradient(logits, 2, gradient, T.One);
        row.Gradient(logits, 2, scaled, T.CreateChecked(0.25));
        Assert.Equal(Array.ConvertAll(gradient, static g => g / T.CreateChecked(4)), scaled);
    }

    [Fact]
    public void Outputs_MayBeTheLogits_AndNothingElseIsWritten()
    {
        for (var length = 0; length < 70; length++)
        {
            var logits = Random(new Random(length), length + 1, 5, 0);
            var row = Empty.Add(logits);
            var expected = new T[length + 1];
            row.Softmax(logits, expected);
            T[] inPlace = [.. logits.AsSpan(0, length), Sentinel.Of<T>()];
            row.Softmax(inPlace.AsSpan(0, length), inPlace);
            Assert.Equal(expected[..length], inPlace[..length]);
            Assert.Equal(Sentinel.Of<T>(), inPlace[length]);
        }
    }

    [Fact]
    public void Misuse_IsRefused_BeforeTheFirstWrite()
    {
        var logits = Of(1, 2, 3);
        var output = Sentinel.Array<T>(3);
        var unlabelled = Empty.Add(logits);
        var row = Empty.Add(logits, 1);

        Assert.Contains("label", Assert.Throws<InvalidOperationException>(() => unlabelled.CrossEntropy()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => unlabelled.Gradient(logits, output, T.One));
        Assert.Throws<InvalidOperationException>(() => unlabelled.Gradient(logits, 1, output, T.One));
        Assert.Throws<InvalidOperationException>(() => row.Merge(row));
        Assert.Throws<InvalidOperationException>(() => row.Add(logits, 0));
        Assert.Throws<ArgumentOutOfRangeException>("labelInShard", () => unlabelled.Add(logits, 3));
        Assert.Throws<ArgumentOutOfRangeException>("labelInShard", () => unlabelled.Add(logits, -1));
        Assert.Throws<ArgumentOutOfRangeException>("label", () => unlabelled.Add(logits, -100, 0));
        Assert.Throws<ArgumentOutOfRangeException>("firstClass", () => unlabelled.Add(logits, 0, -1));
        Assert.Throws<ArgumentOutOfRangeException>("labelInShard", () => row.Gradient(logits, 3, output, T.One));
        Assert.Throws<ArgumentException>("shardLogits", () => row.Gradient(logits, 0, output, T.One));
        Assert.Throws<ArgumentException>("gradient", () => row.Gradient(logits, 1, output.AsSpan(1), T.One));
        Assert.Throws<ArgumentException>("destination", () => row.Softmax(output.AsSpan(0, 2), output.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>("logit", () => row.Probability(T.CreateChecked(4)));
        Assert.True(Sentinel.Fills<T>(output));
    }

    [Fact]
    public void Label_IsFoundByTheFirstClassOfItsShard()
    {
        var logits = Of(1, 2, 3);
        Assert.Null(Empty.Add(logits, 2, 3).LabelLogit);
        Assert.Null(Empty.Add(logits, 6, 3).LabelLogit);
        Assert.Equal(logits[0], Empty.Add(logits, 3, 3).LabelLogit);
        Assert.Equal(logits[2], Empty.Add(logits, 5, 3).LabelLogit);
    }

    [Fact]
    public void State_SurvivesSerialization()
    {
        var options = new JsonSerializerOptions { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };
        foreach (var state in new[] { Empty, Empty.Add(Of(1, 2, 3, 3)), Empty.Add(Of(-7, 0.3), 0), Empty.Add([T.PositiveInfinity]), Empty.Add([T.NaN]) })
        {
            Assert.Equal(state, JsonSerializer.Deserialize<OnlineSoftmax<T>>(JsonSerializer.Serialize(state, options), options));
        }
    }

    private static void Check(string id, T[] logits, int label, int[] cuts, Order order)
    {
        var oracle = new SoftmaxOracle<T>(logits, logits.Length);
        var row = Merge(Parts(logits, label, cuts), order);
        var p = new T[logits.Length];
        for (var s = 0; s + 1 < cuts.Length; s++)
        {
            row.Softmax(logits.AsSpan(cuts[s]..cuts[s + 1]), p.AsSpan(cuts[s]));
        }

        var gradient = Gradient(row, logits, label, cuts, T.One);
        var judge = new Judge();
        judge.Softmax(id, logits, oracle.Softmax(), p);
        judge.Logarithms(id, "loss", oracle.Losses([label], HeadRegistry.DefaultIgnoreLabel), [row.CrossEntropy()]);
        judge.LogSumExp(id, logits, oracle.LogSumExp(), [row.LogSumExp()]);
        var expected = oracle.Gradient([label], HeadRegistry.DefaultIgnoreLabel, 1);
        judge.Gradient(id, logits.Length, expected, gradient);
        judge.Close(id, "gradient of the label", label, expected, gradient[label], Judge.TwoUlp);
        judge.SameBits<T>(id, "probability", [p[label]], [row.Probability(logits[label])]);
        judge.Require(p.All(static value => value <= T.One), $"{id}: a probability above 1");
        Assert.True(judge.Failures.Count == 0, string.Join('\n', judge.Failures.Take(5)));
    }

    private static OnlineSoftmax<T>[] Parts(T[] logits, int label, int[] cuts) =>
        [.. Enumerable.Range(0, cuts.Length - 1).Select(s => Empty.Add(logits.AsSpan(cuts[s]..cuts[s + 1]), label, cuts[s]))];

    private static OnlineSoftmax<T> Merge(OnlineSoftmax<T>[] parts, Order order) => order switch
    {
        Order.Forwards => parts.Aggregate(OnlineSoftmax<T>.Merge),
        Order.Backwards => parts.Reverse().Aggregate(OnlineSoftmax<T>.Merge),
        _ => parts.Length == 1 ? parts[0] : Merge(parts[..(parts.Length / 2)], order).Merge(Merge(parts[(parts.Length / 2)..], order)),
    };

    private static T[] Gradient(OnlineSoftmax<T> row, T[] logits, int label, int[] cuts, T scale)
    {
        var gradient = new T[logits.Length];
        for (var s = 0; s + 1 < cuts.Length; s++)
        {
            row.Gradient(logits.AsSpan(cuts[s]..cuts[s + 1]), label, cuts[s], gradient.AsSpan(cuts[s]), scale);
        }

        return gradient;
    }

    private static int[] Cuts(Random random, int length, int shards) =>
        [0, .. Enumerable.Range(1, shards - 1).Select(_ => random.Next(length + 1)).Order(), length];

    private static T[] Random(Random random, int length, double spread, double offset) =>
        [.. Enumerable.Range(0, length).Select(_ => T.CreateChecked((((random.NextDouble() * 2) - 1) * spread) + offset))];

    private static T[] Of(params double[] values) => Array.ConvertAll(values, T.CreateChecked);

    private static void AssertUlp(T expected, T actual, double bound) =>
        Assert.InRange(double.CreateChecked(actual - expected) / FloatFormat<T>.Ulp(double.CreateChecked(expected)), -bound, bound);

    private enum Order
    {
        Forwards,
        Backwards,
        Pairs,
    }
}

/// <summary>Float rows.</summary>
public sealed class SingleOnlineSoftmaxTests : OnlineSoftmaxTests<float>
{
    private protected override int LargeClassCount => 32000;

    [Fact]
    public void OtherElementTypes_AreRefused() => Assert.Throws<NotSupportedException>(() => OnlineSoftmax<Half>.Empty.Add([Half.One]));

    [Fact]
    public void TinyTerms_OfManyShards_AddUp()
    {
        // Each term is less than a float can be beside the maximum, all of them together are not.
        var row = Enumerable.Range(0, 1000).Select(static _ => OnlineSoftmax<float>.Empty.Add([-104f, -104f]))
            .Aggregate(OnlineSoftmax<float>.Empty.Add([0f], 0), OnlineSoftmax<float>.Merge);
        Assert.Equal(1, row.CrossEntropy() / (2000 * Math.Exp(-104)), tolerance: 1e-2);
    }
}

/// <summary>Double rows.</summary>
public sealed class DoubleOnlineSoftmaxTests : OnlineSoftmaxTests<double>
{
    private protected override int LargeClassCount => 10000;
}
