using System.Numerics;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Contracts;

/// <summary>S52: a confident, correct prediction keeps its loss and its gradient.</summary>
public abstract class SaturationTests<T> : HeadContract<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(15, 6.11804467e-7)]
    [InlineData(17, 8.2799e-8)]
    [InlineData(20, 4.1223e-9)]
    [InlineData(30, 1.87e-13)]
    [InlineData(50, 3.857e-22)]
    public void ConfidentRow_KeepsItsLossAndItsGradient(double margin, double loss)
    {
        var gradient = new T[3];
        var head = Head(3);
        var row = Of(margin, 0, 0);

        AssertRelative(loss, head.CrossEntropyWithGradient(row, 0, gradient));
        AssertRelative(loss, head.CrossEntropy(row, 0));
        AssertRelative(loss, T.CreateChecked(head.CrossEntropy(row, [0]).Sum));
        AssertRelative(-loss, gradient[0]);
        AssertRelative(loss / 2, gradient[1]);
        AssertRelative(loss / 2, gradient[2]);
    }

    [Fact]
    public void LossBelowTheNormalRange_IsAtMostFlushedToZero()
    {
        var loss = double.CreateChecked(Head(3).CrossEntropy(Of(100, 0, 0), 0));
        Assert.InRange(loss, 0, 8e-44);
    }

    [Fact]
    public void MaximaThatAreAlone_ShareTheProbabilityExactly()
    {
        foreach (var head in HeadRegistry.All<T>())
        {
            for (var ties = 1; ties <= Math.Min(3, head.ClassCount); ties++)
            {
                // So many that rows are in blocks, too; the maxima have every kind of fraction.
                var rows = 40;
                var logits = new T[rows * head.ClassCount];
                for (var i = 0; i < logits.Length; i++)
                {
                    var (row, c) = (i / head.ClassCount, i % head.ClassCount);
                    var maximum = (row * 2.7182818) - 50;
                    logits[i] = T.CreateChecked((c + row) % head.ClassCount < ties ? maximum : maximum - 1000);
                }

                var probabilities = new T[logits.Length];
                head.Softmax(logits, probabilities);

                var expected = T.One / T.CreateChecked(ties);
                for (var i = 0; i < logits.Length; i++)
                {
                    var isMaximum = ((i % head.ClassCount) + (i / head.ClassCount)) % head.ClassCount < ties;
                    Assert.Equal(isMaximum ? expected : T.Zero, probabilities[i]);
                }
            }
        }
    }

    // The published figures have four digits or more; the loss is so small that loss and 1 − p agree to those digits.
    private static void AssertRelative(double expected, T actual) =>
        Assert.Equal(1, double.CreateChecked(actual) / expected, tolerance: 2e-3);
}

/// <summary>The float heads.</summary>
public sealed class SingleSaturationTests : SaturationTests<float>;

/// <summary>The double heads.</summary>
public sealed class DoubleSaturationTests : SaturationTests<double>;
