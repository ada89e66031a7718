using System.Globalization;
using System.Numerics;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>S46: lengths that do not fit are refused with the sizes in the text, before the first write.</summary>
public abstract class LengthTests<T> : HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void LogitsThatAreNoWholeNumberOfRows_AreRefused(int classCount)
    {
        if (classCount == 1)
        {
            return;
        }

        var head = Head(classCount);
        foreach (var length in new[] { classCount - 1, (3 * classCount) + 1 })
        {
            var logits = new T[length];
            var labels = new int[length / classCount];
            var output = Sentinel.Array<T>(4 * classCount);
            var predicted = new[] { 7, 7, 7, 7 };
            foreach (var operation in BatchOperation<T>.All)
            {
                AssertRefused(() => operation.Kernel(head, logits, labels, output), length, classCount);
            }

            AssertRefused(() => head.CrossEntropy(logits, labels), length, classCount);
            AssertRefused(() => head.Predict(logits, predicted), length, classCount);
            Assert.True(Sentinel.Fills<T>(output));
            Assert.Equal([7, 7, 7, 7], predicted);
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void DestinationThatIsTooShort_IsRefused(int classCount)
    {
        const int Rows = 19;
        var head = Head(classCount);
        var logits = new T[Rows * classCount];
        foreach (var operation in BatchOperation<T>.All)
        {
            var needed = operation.OutputLength(head, Rows);
            var output = Sentinel.Array<T>(needed - 1);
            AssertRefused(() => operation.Kernel(head, logits, new int[Rows], output), needed - 1, needed);
            Assert.True(Sentinel.Fills<T>(output));
        }

        var predicted = new int[Rows - 1];
        predicted.AsSpan().Fill(7);
        AssertRefused(() => head.Predict(logits, predicted), Rows - 1, Rows);
        Assert.Equal(-1, predicted.AsSpan().IndexOfAnyExcept(7));
    }

    [Theory]
    [InlineData(18)]
    [InlineData(20)]
    [InlineData(0)]
    public void LabelsThatAreNotOnePerRow_AreRefused(int labelCount)
    {
        const int Rows = 19;
        foreach (var classCount in EveryClassCount)
        {
            var head = Head(classCount);
            var logits = new T[Rows * classCount];
            var labels = new int[labelCount];
            var output = Sentinel.Array<T>(logits.Length);
            AssertRefused(() => head.CrossEntropy(logits, labels), labelCount, Rows);
            AssertRefused(() => head.CrossEntropy(logits, labels, output), labelCount, Rows);
            AssertRefused(() => head.CrossEntropyWithGradient(logits, labels, output, Reduction.Mean), labelCount, Rows);
            Assert.True(Sentinel.Fills<T>(output));
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void SingleRowOfAnotherLength_IsRefused(int classCount)
    {
        var head = Head(classCount);
        var gradient = Sentinel.Array<T>(2 * classCount);
        foreach (var length in new[] { classCount - 1, classCount + 1, 2 * classCount })
        {
            if (length == classCount)
            {
                continue;
            }

            var row = new T[length];
            AssertRefused(() => head.LogSumExp(row), length, classCount);
            AssertRefused(() => head.Predict(row), length, classCount);
            AssertRefused(() => head.Predict(row, out _), length, classCount);
            AssertRefused(() => head.CrossEntropy(row, 0), length, classCount);
            AssertRefused(() => head.CrossEntropyWithGradient(row, 0, gradient), length, classCount);
        }

        AssertRefused(() => head.CrossEntropyWithGradient(new T[classCount], 0, gradient.AsSpan(0, classCount - 1)), classCount - 1, classCount);
        Assert.True(Sentinel.Fills<T>(gradient));
    }

    private static void AssertRefused(Action call, int actual, int expected)
    {
        var exception = Assert.Throws<ArgumentException>(call);
        Assert.Contains(actual.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
        Assert.Contains(expected.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
    }
}

/// <summary>The float heads.</summary>
public sealed class SingleLengthTests : LengthTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleLengthTests : LengthTests<double>;
