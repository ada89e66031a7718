using System.Globalization;
using System.Numerics;
using SoftmaxGen.Tests.Heads;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>S14: a label is a class or the ignore label; anything else is refused before the first write.</summary>
public abstract class LabelRangeTests<T> : HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 41;

    public static TheoryData<int, int, int> BadLabels
    {
        get
        {
            var data = new TheoryData<int, int, int>();
            foreach (var classCount in new[] { 1, 3, 10, 33, 1000 })
            {
                foreach (var row in new[] { 0, 17, Rows - 1 })
                {
                    data.Add(classCount, row, classCount);
                    data.Add(classCount, row, -1);
                    data.Add(classCount, row, -99);
                    data.Add(classCount, row, int.MinValue);
                    data.Add(classCount, row, int.MaxValue);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BadLabels))]
    public void LabelOutOfRange_IsRefused_NamingRowAndValue(int classCount, int row, int label)
    {
        var head = Head(classCount);
        var logits = new T[Rows * classCount];
        var labels = new int[Rows];
        labels[row] = label;
        var output = Sentinel.Array<T>(logits.Length);

        AssertRefused(() => head.CrossEntropy(logits, labels), row, label);
        AssertRefused(() => head.CrossEntropy(logits, labels, output), row, label);
        AssertRefused(() => head.CrossEntropyWithGradient(logits, labels, output, Reduction.Mean), row, label);
        AssertRefused(() => head.CrossEntropyWithGradient(logits, labels, output, Reduction.Sum), row, label);
        Assert.True(Sentinel.Fills<T>(output));
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void LabelOutOfRange_OfASingleRow_IsRefused(int classCount)
    {
        var head = Head(classCount);
        var row = new T[classCount];
        var gradient = Sentinel.Array<T>(classCount);
        foreach (var label in new[] { classCount, -1, -99, -101 })
        {
            AssertRefused(() => head.CrossEntropy(row, label), null, label);
            AssertRefused(() => head.CrossEntropyWithGradient(row, label, gradient), null, label);
        }

        Assert.True(Sentinel.Fills<T>(gradient));
    }

    [Fact]
    public void FirstBadRow_IsTheOneNamed()
    {
        var labels = new int[Rows];
        labels[23] = 5;
        labels[29] = 6;
        AssertRefused(() => Head(3).CrossEntropy(new T[Rows * 3], labels), 23, 5);
    }

    [Fact]
    public void DefaultIgnoreLabel_IsRefused_ByAHeadWithAnother() =>
        AssertRefused(() => Head(3, -1).CrossEntropy(new T[3], [HeadRegistry.DefaultIgnoreLabel]), 0, HeadRegistry.DefaultIgnoreLabel);

    [Theory]
    [InlineData(HeadRegistry.DefaultIgnoreLabel)]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void IgnoreLabel_IsAccepted_WhereverItLies(int ignoreLabel)
    {
        var head = Head(3, ignoreLabel);
        var logits = Of(1, 2, 3, 4, 5, 6);
        var gradient = Sentinel.Array<T>(6);

        var sum = head.CrossEntropyWithGradient(logits, [ignoreLabel, 1], gradient, Reduction.Mean);

        Assert.Equal(1, sum.Count);
        Assert.Equal(1, sum.Weight);
        AssertClose([0, 0, 0, 0.09003057, -0.75527153, 0.66524096], gradient);
        Assert.Equal(T.Zero, head.CrossEntropy(logits.AsSpan(0, 3), ignoreLabel));
    }

    private static void AssertRefused(Func<object> call, int? row, int label)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(call);
        Assert.Equal(label, exception.ActualValue);
        Assert.Contains(label.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        if (row is not null)
        {
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"Row {row} "), exception.Message, StringComparison.Ordinal);
        }
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleLabelRangeTests : LabelRangeTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleLabelRangeTests : LabelRangeTests<double>;
