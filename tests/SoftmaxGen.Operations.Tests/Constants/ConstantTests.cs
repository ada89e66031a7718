using System.Numerics;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Constants;

/// <summary>Constants of the attribute do what the same options do at run time.</summary>
public sealed class ConstantTests
{
    private static readonly double[] Logits = [1, 2, 3, 0.5, -1, 0.25, 40, -40, 3];
    private static readonly int[] Labels = [2, 0, 1];

    [Fact]
    public void Losses_AreThoseOfTheOptions()
    {
        Compare<SingleConstants, Single3, float>();
        Compare<DoubleConstants, Double3, double>();
    }

    [Fact]
    public void Probabilities_HaveTheTemperature()
    {
        var expected = new double[9];
        var actual = new double[9];
        Double3.TemperatureSoftmax(Logits, 0.5, expected);
        DoubleTemperature.Softmax(Logits, actual);
        Assert.Equal(expected, actual);
        Double3.TemperatureLogSoftmax(Logits, 0.5, expected);
        DoubleTemperature.LogSoftmax(Logits, actual);
        Assert.Equal(expected, actual);
        Assert.Equal(2, DoubleTemperature.Predict(Logits.AsSpan(0, 3), out var probability));
        Assert.Equal(1 / (1 + Math.Exp(-2) + Math.Exp(-4)), probability, 1e-12);
        Assert.Equal(6 + Math.Log(1 + Math.Exp(-2) + Math.Exp(-4)), DoubleTemperature.LogSumExp(Logits.AsSpan(0, 3)), 1e-12);
        DoubleTemperature.Row row = default;
        Logits.AsSpan(0, 3).CopyTo(row);
        DoubleTemperature.Softmax(row, out var probabilities);
        Assert.Equal(probability, probabilities[2], 1e-12);
    }

    [Fact]
    public void OtherLayoutsAndStorage_HaveTheTemperature()
    {
        var expected = new double[9];
        var planes = new double[9];
        var actual = new double[9];
        double[] transposed = [.. Enumerable.Range(0, 9).Select(static i => Logits[(i % 3 * 3) + (i / 3)])];
        DoubleTemperature.Softmax(Logits, expected);
        DoubleTemperature.Softmax(transposed, 3, planes);
        Assert.Equal(expected, Enumerable.Range(0, 9).Select(i => planes[(i % 3 * 3) + (i / 3)]));
        DoubleTemperature.LogSoftmax(Logits, expected);
        DoubleTemperature.LogSoftmax(transposed, 3, planes);
        Assert.Equal(expected, Enumerable.Range(0, 9).Select(i => planes[(i % 3 * 3) + (i / 3)]));
        var sums = new double[3];
        var planeSums = new double[3];
        DoubleTemperature.LogSumExp(Logits, sums);
        DoubleTemperature.LogSumExp(transposed, 3, planeSums);
        Assert.Equal(sums, planeSums);

        DoubleTemperature.MaskedSoftmax(Logits, 0b101, actual);
        Assert.Equal(1 / (1 + Math.Exp(-4)), actual[2], 1e-12);
        Assert.Equal(0, actual[1]);
        DoubleTemperature.MaskedLogSoftmax(Logits, [true, false, true], actual);
        Assert.Equal(-Math.Log(1 + Math.Exp(-4)), actual[2], 1e-12);

        float[] singles = [1, 2, 3];
        var halves = new Half[3];
        var plain = new float[3];
        SingleConstants.Softmax(singles, plain);
        SingleConstants.Softmax(Array.ConvertAll(singles, static logit => (Half)logit), halves);
        Assert.Equal(Array.ConvertAll(plain, static probability => (Half)probability), halves);
    }

    [Fact]
    public void Evaluation_HasTheTemperature()
    {
        var evaluation = new Evaluation(3);
        DoubleTemperature.Evaluate(Logits, Labels, evaluation);

        Assert.Equal(DoubleTemperature.CrossEntropy(Logits, Labels).Mean, evaluation.Loss.Mean, 1e-12);
        Assert.NotEqual(Double3.CrossEntropy(Logits, Labels).Mean, evaluation.Loss.Mean, 1e-3);
    }

    [Fact]
    public void MaskedClasses_StayOutUnderACap()
    {
        double[] logits = [1, 50, 3, -2, 0.5, -90];
        double[] two = [1, 3, -2, -90];
        var options = new LossOptions<double> { SoftCap = 4, Temperature = 2 };
        var expected = new double[4];
        var gradient = (double[])logits.Clone();
        var sum = Double2.CrossEntropyWithGradient(two, [1, 0], expected, options);

        Assert.Equal(sum, Double3.MaskedCrossEntropyWithGradient(gradient, [2, 0], [true, false, true], gradient, options));
        Assert.Equal([expected[0], 0, expected[1], expected[2], 0, expected[3]], gradient);
    }

    [Fact]
    public void WhatTakesNoPart_HasNoGradientUnderACap()
    {
        double[] logits = [double.NaN, 1, 2, 3, 4, double.NaN];
        var gradient = new double[6];
        var options = new LossOptions<double> { SoftCap = 4, Temperature = 2 };

        Double3.CrossEntropyWithGradient(logits, [-100, -100], gradient, options);
        Assert.Equal(new double[6], gradient);
        Double3.MaskedCrossEntropyWithGradient(logits, [1, 1], [false, true, true, true, true, false], gradient, options);
        Assert.Equal(0, gradient[0]);
        Assert.Equal(0, gradient[5]);
        Assert.All(gradient, static element => Assert.True(double.IsFinite(element)));
    }

    [Fact]
    public void Evaluation_PredictsWhatTheHeadDoes()
    {
        // The cap makes equals of the first two.
        double[] logits = [1e9, 2e9, 0];
        var evaluation = new Evaluation(3, topK: 1);
        DoubleConstants.Evaluate(logits, [1], evaluation);

        Assert.Equal(1, DoubleConstants.Predict(logits));
        Assert.Equal(1, evaluation.Accuracy);
        Assert.Equal(1, evaluation.TopKAccuracy);
    }

    [Fact]
    public void Options_GoBeforeConstants()
    {
        var plain = Double3.CrossEntropy(Logits, Labels, new LossOptions<double> { ClassWeights = [1, 1, 1], LabelSmoothing = 0, ZLoss = 0, Temperature = 1, SoftCap = 1e9 });
        var overruled = DoubleConstants.CrossEntropy(Logits, Labels, new LossOptions<double> { ClassWeights = [1, 1, 1], LabelSmoothing = 0, ZLoss = 0, Temperature = 1, SoftCap = 1e9 });
        Assert.Equal(plain, overruled);
    }

    [Fact]
    public void Weights_OfAStaticHead_Count()
    {
        var sum = StaticWeights.CrossEntropy(Logits, Labels);
        Assert.Equal(1 + 2, sum.Weight);
        Assert.Equal(Double3.CrossEntropy(Logits, Labels, new LossOptions<double> { ClassWeights = [1, 2, 0] }), sum);
        Assert.Equal(2 * Double3.CrossEntropy(Logits.AsSpan(6, 3), 1), StaticWeights.CrossEntropy(Logits.AsSpan(6, 3), 1), 1e-12);
    }

    private static void Compare<THead, TPlain, T>()
        where THead : ISoftmaxHead<THead, T>
        where TPlain : ISoftmaxHead<TPlain, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var z = Array.ConvertAll(Logits, T.CreateChecked);
        var weights = Array.ConvertAll(new[] { 0.2, 0.3, 0.5 }, T.CreateChecked);
        LossOptions<T> Options(Reduction reduction) => new() { ClassWeights = weights, LabelSmoothing = 0.1, ZLoss = 0.01, Temperature = 2, SoftCap = 30, Reduction = reduction };

        Assert.Equal(TPlain.CrossEntropy(z, Labels, Options(Reduction.Mean)), THead.CrossEntropy(z, Labels));
        Assert.Equal(TPlain.FocalLoss(z, Labels, 2, Options(Reduction.Mean)), THead.FocalLoss(z, Labels, 2));

        var expected = new T[9];
        var actual = new T[9];
        foreach (var reduction in new[] { Reduction.Mean, Reduction.Sum })
        {
            TPlain.CrossEntropyWithGradient(z, Labels, expected, Options(reduction));
            THead.CrossEntropyWithGradient(z, Labels, actual, reduction);
            Assert.Equal(expected, actual);
        }

        var losses = new T[3];
        THead.CrossEntropy(z, Labels, losses);
        for (var row = 0; row < 3; row++)
        {
            Assert.Equal(losses[row], THead.CrossEntropy(z.AsSpan(row * 3, 3), Labels[row]));
            Assert.Equal(losses[row], THead.CrossEntropyWithGradient(z.AsSpan(row * 3, 3), Labels[row], actual));
            Assert.Equal(expected.AsSpan(row * 3, 3), actual.AsSpan(0, 3));
        }
    }
}
