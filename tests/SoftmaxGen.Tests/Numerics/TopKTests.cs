using System.Numerics;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Numerics;

/// <summary>S9: sorted by value, ties by the lower class, NaN first.</summary>
public abstract class TopKTests<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] Files = ["topk.jsonl", "edge.jsonl"];

    private protected abstract int LargeClassCount { get; }

    [Fact]
    public void GoldenCases_HaveTheirClassesAndValues()
    {
        var judge = new Judge();
        var cases = 0;
        foreach (var golden in Files.SelectMany(GoldenFile.Cases).Where(static c => c.Operation == "topk" && c.IsSingle == (typeof(T) == typeof(float))))
        {
            var logits = golden.Values<T>("z");
            var values = golden.Values<T>("values");
            if (golden.Integer("largest") == 0)
            {
                if (logits.Any(T.IsNaN))
                {
                    continue;
                }

                // The smallest are the largest of the negated ones.
                logits = Array.ConvertAll(logits, static z => -z);
                values = Array.ConvertAll(values, static z => -z);
            }

            cases++;
            var (actual, actualValues) = Run(golden.ClassCount, golden.Integer("k"), logits);
            judge.Equal(golden.Id, "indices", golden.Integers("indices"), actual);
            judge.Require(actualValues.SequenceEqual(values), $"{golden.Id}: values");
        }

        Assert.True(judge.Failures.Count == 0, string.Join('\n', judge.Failures.Take(20)));
        Assert.True(cases > 200, $"{cases} cases");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RandomRows_AreSortedAsBySorting(int kind)
    {
        var random = new Random(kind);
        foreach (var classCount in new[] { 1, 2, 3, 8, 10, 17, 33, 64, 100, 128, 1000, LargeClassCount })
        {
            // A block of every width, and a rest.
            var rows = classCount > 1000 ? 1 : 21;
            var logits = new T[rows * classCount];
            for (var i = 0; i < logits.Length; i++)
            {
                logits[i] = kind switch
                {
                    0 => T.CreateChecked(random.NextDouble()),
                    1 => T.CreateChecked(random.Next(-3, 4)),
                    2 => T.CreateChecked(i),
                    _ => random.Next(6) switch
                    {
                        0 => T.NaN,
                        1 => T.NegativeZero,
                        2 => T.Zero,
                        3 => T.PositiveInfinity,
                        4 => T.NegativeInfinity,
                        _ => T.CreateChecked(random.Next(-2, 3)),
                    },
                };
            }

            foreach (var k in new[] { 1, 2, 5, 31, 32, 33, 100, classCount - 1, classCount }.Where(k => k >= 1 && k <= classCount).Distinct())
            {
                var (classes, values) = Run(classCount, k, logits);
                for (var row = 0; row < rows; row++)
                {
                    var z = logits[(row * classCount)..((row + 1) * classCount)];
                    var expected = Enumerable.Range(0, classCount).OrderBy(c => z[c], Comparer<T>.Create(Compare)).Take(k).ToArray();
                    Assert.Equal(expected, classes[(row * k)..((row + 1) * k)]);
                    Assert.Equal(expected.Select(c => z[c]), values[(row * k)..((row + 1) * k)]);
                }
            }
        }
    }

    [Fact]
    public void One_IsThePrediction()
    {
        T[] logits = [T.NegativeZero, T.Zero, T.One, T.One, T.NaN, T.PositiveInfinity, T.NaN, T.One, T.Zero, T.Zero];
        Assert.Equal(HeadRegistry.Get<T>(10).Predict(logits), Run(10, 1, logits).Classes[0]);
        Assert.Equal([4, 6, 5, 2, 3, 7, 0, 1, 8, 9], Run(10, 10, logits).Classes);
    }

    [Fact]
    public void EmptyBatch_IsLegal() => Assert.Empty(Run(3, 2, []).Classes);

    [Fact]
    public void BadArguments_AreRefused_BeforeTheFirstWrite()
    {
        var logits = new T[6];
        var classes = new int[4];
        var values = Sentinel.Array<T>(4);
        classes.AsSpan().Fill(-7);
        var both = WithValues(3);
        var one = HeadMembers.Get<TopKOfClasses<T>, T>("TopK", 3);
        foreach (var k in new[] { 0, -1, 4, int.MinValue, int.MaxValue })
        {
            Assert.Throws<ArgumentOutOfRangeException>("k", () => both(logits, k, classes, values));
            Assert.Throws<ArgumentOutOfRangeException>("k", () => one(logits, k, classes));
        }

        Assert.Throws<ArgumentException>("logits", () => both(logits.AsSpan(1), 2, classes, values));
        Assert.Throws<ArgumentException>("classes", () => both(logits, 2, classes.AsSpan(1), values));
        Assert.Throws<ArgumentException>("classes", () => one(logits, 2, classes.AsSpan(1)));
        Assert.Throws<ArgumentException>("values", () => both(logits, 2, classes, values.AsSpan(1)));
        Assert.Throws<ArgumentException>("values", () => both(logits, 2, classes, logits));
        Assert.All(classes, static c => Assert.Equal(-7, c));
        Assert.True(Sentinel.Fills<T>(values));
    }

    private static int Compare(T left, T right) =>
        left > right || (T.IsNaN(left) && !T.IsNaN(right)) ? -1 : right > left || (T.IsNaN(right) && !T.IsNaN(left)) ? 1 : 0;

    private static TopKWithValues<T> WithValues(int classCount) => HeadMembers.Get<TopKWithValues<T>, T>("TopK", classCount);

    /// <summary>Calls both overloads, with outputs that are longer than needed.</summary>
    private static (int[] Classes, T[] Values) Run(int classCount, int k, T[] logits)
    {
        var count = logits.Length / classCount * k;
        var classes = new int[count + 3];
        var classesOnly = new int[count + 3];
        var values = Sentinel.Array<T>(count + 3);
        classes.AsSpan(count).Fill(-7);
        classesOnly.AsSpan(count).Fill(-7);
        WithValues(classCount)(logits, k, classes, values);
        HeadMembers.Get<TopKOfClasses<T>, T>("TopK", classCount)(logits, k, classesOnly);
        Assert.Equal(classes, classesOnly);
        Assert.Equal([-7, -7, -7], classes[count..]);
        Assert.True(Sentinel.Fills<T>(values.AsSpan(count)));
        return (classes[..count], values[..count]);
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleTopKTests : TopKTests<float>
{
    private protected override int LargeClassCount => 32000;
}

/// <summary>The double heads.</summary>
public sealed class DoubleTopKTests : TopKTests<double>
{
    private protected override int LargeClassCount => 10000;
}
