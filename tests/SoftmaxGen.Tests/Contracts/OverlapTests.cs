using System.Numerics;
using System.Runtime.InteropServices;
using SoftmaxGen.Tests.Replay;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>S47: an output is the very start of the logits or shares no memory with any input.</summary>
public abstract class OverlapTests<T> : HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 6;

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void OutputThatStartsElsewhereInTheLogits_IsRefused(int classCount)
    {
        var head = Head(classCount);
        var length = Rows * classCount;
        var labels = new int[Rows];
        foreach (var operation in BatchOperation<T>.All)
        {
            var needed = operation.OutputLength(head, Rows);
            (int Logits, int Output)[] starts = [(0, 1), (0, length - 1), (1, 0), (needed - 1, 0)];
            foreach (var (logits, output) in starts)
            {
                var buffer = Sentinel.Array<T>(2 * length);
                Assert.Throws<ArgumentException>(() =>
                    operation.Kernel(head, buffer.AsSpan(logits, length), labels, buffer.AsSpan(output, needed)));
                Assert.True(Sentinel.Fills<T>(buffer));
            }
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void OutputOfOneValuePerRow_MayNotReplaceTheLogits(int classCount)
    {
        var head = Head(classCount);
        var buffer = Sentinel.Array<T>(Rows * classCount);
        foreach (var operation in BatchOperation<T>.All.Where(static operation => !operation.PerClass))
        {
            Assert.Throws<ArgumentException>(() => operation.Kernel(head, buffer, new int[Rows], buffer.AsSpan(0, Rows)));
        }

        Assert.Throws<ArgumentException>(() => head.Predict(buffer, MemoryMarshal.Cast<T, int>(buffer.AsSpan())[..Rows]));
        Assert.True(Sentinel.Fills<T>(buffer));
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void ProbabilityOfAPrediction_MayReplaceALogit(int classCount)
    {
        var head = Head(classCount);
        T[] row = [.. Enumerable.Repeat(T.CreateChecked(5), classCount)];
        row[^1] = T.CreateChecked(6);
        var expected = head.Predict(row, out var probability);

        Assert.Equal(classCount - 1, expected);
        Assert.Equal(expected, head.Predict(row, out row[^1]));
        Assert.Equal(probability, row[^1]);
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void OutputNextToTheLogits_IsAccepted_AndSoIsExcessThatReachesThem(int classCount)
    {
        var head = Head(classCount);
        var length = Rows * classCount;
        var logits = new HardInputs(5).Uniform<T>(length, 10);
        var labels = new int[Rows];
        foreach (var operation in BatchOperation<T>.All)
        {
            var needed = operation.OutputLength(head, Rows);
            var expected = Run(operation, head, logits, labels);

            var after = new T[length + needed];
            logits.CopyTo(after, 0);
            operation.Kernel(head, after.AsSpan(0, length), labels, after.AsSpan(length));
            Assert.Equal(expected, after[length..]);

            var before = new T[needed + length];
            logits.CopyTo(before, needed);
            operation.Kernel(head, before.AsSpan(needed), labels, before);
            Assert.Equal(expected, before[..needed]);
            Assert.Equal(logits, before[needed..]);
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void LabelsInTheMemoryOfAnOutput_AreRefused(int classCount)
    {
        var head = Head(classCount);
        var logits = new T[Rows * classCount];
        var buffer = new T[logits.Length + Rows];
        foreach (var offset in new[] { 0, 1, Rows - 1 })
        {
            Assert.Throws<ArgumentException>(() => head.CrossEntropy(logits, Labels(buffer, offset), buffer));
            Assert.Throws<ArgumentException>(() => head.CrossEntropyWithGradient(logits, Labels(buffer, offset), buffer, Reduction.Sum));
            Assert.Throws<ArgumentException>(() => head.CrossEntropyWithGradient(logits, Labels(buffer, offset), buffer, Reduction.Mean));
        }

        Assert.Equal(new T[buffer.Length], buffer);
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void GradientOfASingleRow_MayBeTheRow_ButNotPartOfIt(int classCount)
    {
        var head = Head(classCount);
        var row = new HardInputs(6).Uniform<T>(classCount, 10);
        var expected = new T[classCount];
        head.CrossEntropyWithGradient(row, 0, expected);

        var inPlace = (T[])row.Clone();
        head.CrossEntropyWithGradient(inPlace, 0, inPlace);
        Assert.Equal(expected, inPlace);

        if (classCount > 1)
        {
            var buffer = Sentinel.Array<T>(classCount + 1);
            Assert.Throws<ArgumentException>(() => head.CrossEntropyWithGradient(buffer.AsSpan(0, classCount), 0, buffer.AsSpan(1)));
            Assert.Throws<ArgumentException>(() => head.CrossEntropyWithGradient(buffer.AsSpan(1), 0, buffer.AsSpan(0, classCount)));
            Assert.True(Sentinel.Fills<T>(buffer));
        }
    }

    // Labels that are all 0, the bits of the buffer's zeros.
    private static Span<int> Labels(T[] buffer, int offset) => MemoryMarshal.Cast<T, int>(buffer.AsSpan(offset))[..Rows];
}

/// <summary>The float heads.</summary>
public sealed class SingleOverlapTests : OverlapTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleOverlapTests : OverlapTests<double>;
