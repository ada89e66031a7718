using System.Numerics;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Formulas;

/// <summary>Operations without golden vectors, against their formulas in plain double arithmetic.</summary>
public sealed class FormulaTests
{
    /// <summary>Whole blocks, a rest, less than a block.</summary>
    public static TheoryData<int> RowCounts => [0, 1, 2, 7, 8, 19, 37];

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void EveryOperation_IsItsFormula(int rows)
    {
        Check<Single1, float>(rows);
        Check<Single2, float>(rows);
        Check<Single3, float>(rows);
        Check<Single5, float>(rows);
        Check<Single10, float>(rows);
        Check<Single17, float>(rows);
        Check<Single33, float>(rows);
        Check<Single100, float>(rows);
        Check<Single1000, float>(rows);
        Check<Double1, double>(rows);
        Check<Double3, double>(rows);
        Check<Double4, double>(rows);
        Check<Double10, double>(rows);
        Check<Double17, double>(rows);
        Check<Double33, double>(rows);
        Check<Double128, double>(rows);
    }

    private static void Check<THead, T>(int rows)
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var batch = new FormulaBatch<T>(THead.ClassCount, rows);
        var k = THead.ClassCount;
        var z = batch.Logits;
        var options = batch.SampleWeights;
        var gradient = new T[z.Length];
        var losses = new T[rows];

        // Divergences and the entropy.
        THead.KullbackLeibler(z, batch.Targets, losses, new LossOptions<T> { SampleWeights = options });
        batch.Near(losses, row => batch.Sample(row) * batch.Sum(row, c => batch.Target(row, c) == 0 ? 0 : batch.Target(row, c) * (Math.Log(batch.Target(row, c)) - batch.LogP(row, c))));
        THead.KullbackLeiblerWithGradient(z, batch.Targets, gradient, new LossOptions<T> { SampleWeights = options, Reduction = Reduction.Sum });
        batch.Near(gradient, (row, c) => batch.Sample(row) * ((batch.P(row, c) * batch.Sum(row, i => batch.Target(row, i))) - batch.Target(row, c)));

        THead.ReverseKullbackLeibler(z, batch.Targets, losses);
        double Reverse(int row) => batch.Sum(row, c => batch.P(row, c) * (batch.LogP(row, c) - Math.Log(batch.Target(row, c))));
        batch.Near(losses, row => Reverse(row));
        THead.ReverseKullbackLeiblerWithGradient(z, batch.Targets, gradient, new LossOptions<T> { Reduction = Reduction.Sum });
        batch.Near(gradient, (row, c) => batch.P(row, c) * (batch.LogP(row, c) - Math.Log(batch.Target(row, c)) - Reverse(row)), when: (row, _) => double.IsFinite(Reverse(row)));

        double Entropy(int row) => -batch.Sum(row, c => batch.P(row, c) * batch.LogP(row, c));
        THead.Entropy(z, losses);
        batch.Near(losses, Entropy);
        THead.EntropyWithGradient(z, gradient, new LossOptions<T> { Reduction = Reduction.Sum });
        batch.Near(gradient, (row, c) => -batch.P(row, c) * (batch.LogP(row, c) + Entropy(row)));

        // Losses of labels.
        int Y(int row) => batch.Labels[row];
        THead.Poly1Loss(z, batch.Labels, 2, losses);
        batch.Near(losses, row => Y(row) < 0 ? 0 : -batch.LogP(row, Y(row)) + (2 * (1 - batch.P(row, Y(row)))));
        THead.Poly1LossWithGradient(z, batch.Labels, 2, gradient, new LossOptions<T> { Reduction = Reduction.Sum });
        batch.Near(gradient, (row, c) => Y(row) < 0 ? 0 : (batch.P(row, c) - (c == Y(row) ? 1 : 0)) * (1 + (2 * batch.P(row, Y(row)))));

        int Y2(int row) => batch.OtherLabels[row];
        double Part(int label, int c) => label < 0 ? 0 : label == c ? 1 : 0;
        double Nll(int row, int label) => label < 0 ? 0 : -batch.LogP(row, label);
        THead.MixedCrossEntropy(z, batch.Labels, batch.OtherLabels, 0.75, losses);
        batch.Near(losses, row => (0.75 * Nll(row, Y(row))) + (0.25 * Nll(row, Y2(row))));
        THead.MixedCrossEntropyWithGradient(z, batch.Labels, batch.OtherLabels, 0.75, gradient, new LossOptions<T> { Reduction = Reduction.Sum });
        batch.Near(gradient, (row, c) => (0.75 * (Y(row) < 0 ? 0 : batch.P(row, c) - Part(Y(row), c))) + (0.25 * (Y2(row) < 0 ? 0 : batch.P(row, c) - Part(Y2(row), c))));

        // From log-probabilities and probabilities.
        var log = new T[z.Length];
        THead.LogSoftmax(z, log);
        var sum = THead.NegativeLogLikelihoodWithGradient(log, batch.Labels, gradient, new LossOptions<T> { ClassWeights = batch.ClassWeights });
        batch.Near(gradient, (row, c) => Y(row) == c && sum.Weight != 0 ? -batch.W(c) / sum.Weight : 0);
        var p = new T[z.Length];
        THead.Softmax(z, p);
        THead.CrossEntropyFromProbabilities(p, batch.Labels, 0.01, losses);
        double Clipped(int row) => Math.Clamp(double.CreateChecked(p[(row * k) + Y(row)]), 0.01, 0.99);
        batch.Near(losses, row => Y(row) < 0 ? 0 : -Math.Log(Clipped(row)));
        THead.CrossEntropyFromProbabilitiesWithGradient(p, batch.Labels, 0.01, gradient, new LossOptions<T> { Reduction = Reduction.Sum });
        batch.Near(gradient, (row, c) => Y(row) != c || double.CreateChecked(p[(row * k) + c]) is < 0.01 or > 0.99 ? 0 : -1 / double.CreateChecked(p[(row * k) + c]));

        // Derivatives.
        THead.CrossEntropyHessianVectorProduct(z, batch.Upstream, gradient);
        batch.Near(gradient, (row, c) => batch.P(row, c) * (batch.G(row, c) - batch.Sum(row, i => batch.P(row, i) * batch.G(row, i))));
        THead.CrossEntropyHessianDiagonal(z, options, gradient, HessianConvention.XGBoost);
        batch.Near(gradient, (row, c) => Math.Max(2 * batch.Sample(row) * batch.P(row, c) * (1 - batch.P(row, c)), 1e-16));
        THead.CrossEntropyHessianDiagonal(z, gradient, HessianConvention.LightGbm);
        batch.Near(gradient, (row, c) => (k == 1 ? 1 : k / (k - 1.0)) * batch.P(row, c) * (1 - batch.P(row, c)));
    }

    [Theory]
    [MemberData(nameof(RowCounts))]
    public void InnerAxis_HasTheBitsOfRows(int inner)
    {
        if (inner > 0)
        {
            Inner<Single3, float>(inner);
            Inner<Single10, float>(inner);
            Inner<Single100, float>(inner);
            Inner<Double4, double>(inner);
            Inner<Double33, double>(inner);
        }
    }

    private static void Inner<THead, T>(int inner)
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Outer = 3;
        var k = THead.ClassCount;
        var batch = new FormulaBatch<T>(k, Outer * inner);
        T[] Planes(T[] rows) => [.. Enumerable.Range(0, rows.Length).Select(i => rows[(((i / (k * inner) * inner) + (i % inner)) * k) + (i / inner % k)])];
        var planes = Planes(batch.Logits);
        var expected = new T[planes.Length];
        var actual = new T[planes.Length];

        THead.Softmax(batch.Logits, expected);
        THead.Softmax(planes, inner, actual);
        Assert.Equal(Planes(expected), actual);
        THead.LogSoftmax(batch.Logits, expected);
        THead.LogSoftmax(planes, inner, actual);
        Assert.Equal(Planes(expected), actual);
        var inPlace = (T[])planes.Clone();
        THead.LogSoftmax(inPlace, inner, inPlace);
        Assert.Equal(actual, inPlace);

        var sums = new T[Outer * inner];
        var planeSums = new T[Outer * inner];
        THead.LogSumExp(batch.Logits, sums);
        THead.LogSumExp(planes, inner, planeSums);
        Assert.Equal(sums, planeSums);
        var classes = new int[Outer * inner];
        var planeClasses = new int[Outer * inner];
        THead.Predict(batch.Logits, classes);
        THead.Predict(planes, inner, planeClasses);
        Assert.Equal(classes, planeClasses);

        LossOptions<T> Options() => new() { ClassWeights = batch.ClassWeights, SampleWeights = batch.SampleWeights, LabelSmoothing = 0.1 };
        var sum = THead.CrossEntropyWithGradient(batch.Logits, batch.Labels, expected, Options());
        Assert.Equal(sum, THead.CrossEntropyWithGradient(planes, inner, batch.Labels, actual, Options()));
        Assert.Equal(Planes(expected), actual);
        Assert.Equal(sum, THead.CrossEntropy(planes, inner, batch.Labels, planeSums, Options()));
        THead.CrossEntropy(batch.Logits, batch.Labels, sums, Options());
        Assert.Equal(sums, planeSums);
        Assert.Throws<ArgumentException>(() => THead.Softmax(new T[(k * inner) + 1], inner, new T[(k * inner) + 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => THead.Softmax(planes, 0, actual));
    }

    [Fact]
    public void Masks_TakeClassesOut()
    {
        Masked<Single3, float>();
        Masked<Single100, float>();
        Masked<Double10, double>();
    }

    private static void Masked<THead, T>()
        where THead : ISoftmaxHead<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Rows = 21;
        var k = THead.ClassCount;
        var batch = new FormulaBatch<T>(k, Rows);
        var random = new Random(5);
        var mask = Enumerable.Range(0, Rows * k).Select(i => i / k != 4 && random.Next(3) > 0).ToArray();
        var logits = batch.Logits.Select((value, i) => mask[i] ? value : T.NegativeInfinity).ToArray();
        var expected = new T[logits.Length];
        var actual = new T[logits.Length];

        THead.Softmax(logits, expected);
        THead.MaskedSoftmax(batch.Logits, mask, actual);
        bool HasClass(int row) => mask.AsSpan(row * k, k).Contains(true);
        for (var i = 0; i < actual.Length; i++)
        {
            Assert.Equal(HasClass(i / k) ? expected[i] : T.Zero, actual[i]);
        }

        THead.LogSoftmax(logits, expected);
        THead.MaskedLogSoftmax(batch.Logits, mask, actual);
        for (var i = 0; i < actual.Length; i++)
        {
            Assert.Equal(HasClass(i / k) ? expected[i] : T.NegativeInfinity, actual[i]);
        }

        var labels = Enumerable.Range(0, Rows).Select(row => row == 7 ? -100 : row % k).ToArray();
        var losses = new T[Rows];
        THead.MaskedCrossEntropy(batch.Logits, labels, mask, losses);
        THead.MaskedCrossEntropyWithGradient(batch.Logits, labels, mask, actual, new LossOptions<T> { Reduction = Reduction.Sum });
        var plain = new T[Rows];
        THead.CrossEntropy(logits, [.. labels.Select((label, row) => HasClass(row) ? label : -100)], plain, default(LossOptions<T>));
        Assert.Equal(plain, losses);
        for (var row = 0; row < Rows; row++)
        {
            if (labels[row] >= 0 && HasClass(row) && !mask[(row * k) + labels[row]])
            {
                Assert.Equal(T.PositiveInfinity, losses[row]);
            }
        }

        Assert.All(Enumerable.Range(0, actual.Length).Where(i => !mask[i] && (labels[i / k] != i % k || !HasClass(i / k))), i => Assert.Equal(T.Zero, actual[i]));
        var forAll = mask.AsSpan(0, k).ToArray();
        THead.MaskedSoftmax(batch.Logits, forAll, actual);
        THead.MaskedSoftmax(batch.Logits, [.. Enumerable.Range(0, Rows).SelectMany(_ => forAll)], expected);
        Assert.Equal(expected, actual);
        Assert.Throws<ArgumentException>(() => THead.MaskedSoftmax(batch.Logits, new bool[k + 1], actual));
    }

    [Theory]
    [InlineData(false, 0, Reduction.Mean)]
    [InlineData(true, 0, Reduction.Mean)]
    [InlineData(false, 0.25, Reduction.Mean)]
    [InlineData(true, 0.25, Reduction.Mean)]
    [InlineData(true, 0.25, Reduction.Sum)]
    public void Masks_ShareTheSmoothing(bool weighted, double zLoss, Reduction reduction)
    {
        const int Rows = 21;
        int[] kept = [2, 3, 7];
        var batch = new FormulaBatch<double>(10, Rows);
        var mask = Enumerable.Range(0, 10).Select(kept.Contains).ToArray();
        var few = Enumerable.Range(0, Rows * 3).Select(i => batch.Logits[(i / 3 * 10) + kept[i % 3]]).ToArray();
        var fewLabels = Enumerable.Range(0, Rows).Select(static row => row == 7 ? -100 : row % 3).ToArray();
        var labels = fewLabels.Select(label => label < 0 ? label : kept[label]).ToArray();
        double[] weights = [9, 9, 0.5, 2, 9, 9, 9, 1.5, 9, 9];
        double[] fewWeights = [0.5, 2, 1.5];
        var samples = Enumerable.Range(0, Rows).Select(static row => 0.5 + (row % 4)).ToArray();
        var options = new LossOptions<double>
        {
            LabelSmoothing = 0.2,
            ZLoss = zLoss,
            ClassWeights = weighted ? weights : [],
            SampleWeights = weighted ? samples : [],
            GradientScale = 3,
            Temperature = 2,
            Reduction = reduction,
        };
        var fewOptions = options with { ClassWeights = weighted ? fewWeights : [] };
        double[] gradient = new double[Rows * 10], expectedGradient = new double[Rows * 3], losses = new double[Rows], expectedLosses = new double[Rows];

        var expected = Double3.CrossEntropyWithGradient(few, fewLabels, expectedGradient, fewOptions);
        var actual = Double10.MaskedCrossEntropyWithGradient(batch.Logits, labels, mask, gradient, options);
        Double3.CrossEntropy(few, fewLabels, expectedLosses, fewOptions);
        var sum = Double10.MaskedCrossEntropy(batch.Logits, labels, mask, losses, options);

        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.Weight, actual.Weight, 1e-12);
        Assert.Equal(expected.Sum, actual.Sum, 1e-12 * Math.Abs(expected.Sum));
        Assert.Equal(actual.Sum, sum.Sum);
        Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal(expectedLosses[row], losses[row], 1e-13 * Math.Max(1, expectedLosses[row])));
        Assert.All(Enumerable.Range(0, gradient.Length), i => Assert.Equal(mask[i % 10] ? expectedGradient[(i / 10 * 3) + Array.IndexOf(kept, i % 10)] : 0, gradient[i], 1e-14));
    }

    /// <summary>The loss is infinite, and no masked class has a gradient, whatever its logit is.</summary>
    [Fact]
    public void MaskedLabels_HaveNoGradient()
    {
        float[] z = [1, 2, float.NaN, 3, 0, -1, 0, 0, 0];
        bool[] mask = [true, true, false];
        foreach (var options in new (double? SoftCap, double? Temperature, double? LabelSmoothing)[] { (null, null, null), (5, null, null), (null, 2, null), (5, 2, 0.1) })
        {
            var gradient = new float[z.Length];
            var losses = new float[3];
            var given = new LossOptions<float> { SoftCap = options.SoftCap, Temperature = options.Temperature, LabelSmoothing = options.LabelSmoothing, Reduction = Reduction.Sum };

            Single3.MaskedCrossEntropyWithGradient(z, [2, 0, 2], mask, gradient, given);
            Single3.MaskedCrossEntropy(z, [2, 0, 2], mask, losses, given);

            Assert.Equal([0f, 0f, 0f], [gradient[2], gradient[5], gradient[8]]);
            Assert.All(gradient, static g => Assert.True(float.IsFinite(g)));
            Assert.Equal([float.PositiveInfinity, float.PositiveInfinity], [losses[0], losses[2]]);
            Assert.True(losses[1] is > 0 and < 1);
        }
    }

    /// <summary>S52 with two labels: a class whose part is 0, or small, keeps the gradient of its probability where the row is sure of another.</summary>
    [Theory]
    [InlineData(1.0)]
    [InlineData(1 - 1e-9)]
    [InlineData(0.75)]
    public void MixedLabels_KeepSmallGradients(double mixing)
    {
        CheckSaturated<Single3>(mixing, 17);
        CheckSaturated<Single3>(mixing, 5);
        CheckSaturated<Single33>(mixing, 20);
        CheckSaturated<Single100>(mixing, 20);
    }

    private static void CheckSaturated<THead>(double mixing, float margin)
        where THead : ISoftmaxHead<THead, float>
    {
        var k = THead.ClassCount;
        const int Rows = 18;
        var z = new float[Rows * k];
        for (var row = 0; row < Rows; row++)
        {
            z[row * k] = margin;
        }

        var gradient = new float[z.Length];
        THead.MixedCrossEntropyWithGradient(z, new int[Rows], Enumerable.Repeat(1, Rows).ToArray(), mixing, gradient, new LossOptions<float> { Reduction = Reduction.Sum });

        var e = Math.Exp(-margin);
        var rest = (k - 1) * e / (1 + ((k - 1) * e));
        var p = e / (1 + ((k - 1) * e));
        var largest = Math.Max(rest, 1 - mixing);
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal((1 - mixing) - rest, gradient[row * k], 4e-7 * largest);
            Assert.Equal(p - (1 - mixing), gradient[(row * k) + 1], 4e-7 * largest);
            Assert.Equal(p, gradient[(row * k) + 2], 4e-7 * largest);
        }
    }

    /// <summary>Losses depend on differences of logits, which a temperature must not round away.</summary>
    [Fact]
    public void Temperatures_KeepWhatLargeLogitsDifferBy()
    {
        CheckShifted<Single3>();
        CheckShifted<Single17>();
        CheckShifted<Single100>();
    }

    private static void CheckShifted<THead>()
        where THead : ISoftmaxHead<THead, float>
    {
        // Differences are multiples of 1/64: exact, however large the logits are.
        const int Rows = 19;
        const float Shift = 3000;
        var k = THead.ClassCount;
        var random = new Random(3);
        var z = Enumerable.Range(0, Rows * k).Select(_ => random.Next(-256, 256) / 64f).ToArray();
        var shifted = Array.ConvertAll(z, static value => value + Shift);
        var labels = Enumerable.Range(0, Rows).Select(row => row % k).ToArray();
        var targets = Enumerable.Repeat(1f / k, z.Length).ToArray();
        var mask = Enumerable.Range(0, k).Select(c => c < k - 1).ToArray();
        var isKept = Array.ConvertAll(labels, label => mask[label] ? label : 0);
        float[] expected = new float[Rows], actual = new float[Rows];

        void Same(Action<float[], float[]> compute)
        {
            compute(z, expected);
            compute(shifted, actual);
            Assert.All(Enumerable.Range(0, Rows), row => Assert.Equal(expected[row], actual[row], 4e-7f * Math.Max(1, Math.Abs(expected[row]))));
        }

        Same((logits, losses) => THead.CrossEntropy(logits, labels, losses, new LossOptions<float> { Temperature = 1.7 }));
        Same((logits, losses) => THead.CrossEntropy(logits, labels, losses, new LossOptions<float> { Temperature = 1.7, LabelSmoothing = 0.1 }));
        Same((logits, losses) => THead.FocalLoss(logits, labels, 2, losses, new LossOptions<float> { Temperature = 1.7 }));
        Same((logits, losses) => THead.SoftLabelCrossEntropy(logits, targets, losses, new LossOptions<float> { Temperature = 1.7 }));
        Same((logits, losses) => THead.Entropy(logits, losses, new LossOptions<float> { Temperature = 1.7 }));
        Same((logits, losses) => THead.MaskedCrossEntropy(logits, isKept, mask, losses, new LossOptions<float> { Temperature = 1.7 }));
    }

    [Fact]
    public void Masks_OfBits_AreThoseOfClasses()
    {
        var batch = new FormulaBatch<float>(10, 21);
        bool[] mask = [true, false, true, true, false, false, true, true, false, true];
        const ulong Bits = 0b10_1100_1101;
        var expected = new float[210];
        var actual = new float[210];
        Single10.MaskedSoftmax(batch.Logits, mask, expected);
        Single10.MaskedSoftmax(batch.Logits, Bits, actual);
        Assert.Equal(expected, actual);
        Single10.MaskedLogSoftmax(batch.Logits, mask, expected);
        Single10.MaskedLogSoftmax(batch.Logits, Bits, actual);
        Assert.Equal(expected, actual);
        var sum = Single10.MaskedCrossEntropyWithGradient(batch.Logits, batch.Labels, mask, expected);
        Assert.Equal(sum, Single10.MaskedCrossEntropyWithGradient(batch.Logits, batch.Labels, Bits, actual));
        Assert.Equal(expected, actual);
        Assert.Equal(sum, Single10.MaskedCrossEntropy(batch.Logits, batch.Labels, Bits));
        Assert.Throws<ArgumentOutOfRangeException>(() => Single10.MaskedSoftmax(batch.Logits, 1UL << 10, actual));
    }

    [Fact]
    public void BadInput_IsRefusedBeforeAnythingIsWritten()
    {
        var z = new float[6];
        var g = Enumerable.Repeat(7f, 6).ToArray();
#pragma warning disable SMG2001, SMG2002 // What the rules warn of is what must be refused.
        Action[] calls =
        [
            () => Single3.CrossEntropyWithGradient(z, [0, 1], g, new LossOptions<float> { LabelSmoothing = 1.5 }),
            () => Single3.CrossEntropyWithGradient(z, [0, 1], g, new LossOptions<float> { ClassWeights = [1, 2] }),
            () => Single3.CrossEntropyWithGradient(z, [0, 1], g, new LossOptions<float> { SampleWeights = [1] }),
            () => Single3.CrossEntropyWithGradient(z, [0, 1], g, new LossOptions<float> { Temperature = 0 }),
            () => Single3.CrossEntropyWithGradient(z, [0, 1], g, new LossOptions<float> { SoftCap = -1 }),
            () => Single3.CrossEntropyWithGradient(z, [0, 1], g, new LossOptions<float> { ZLoss = double.NaN }),
            () => Single3.CrossEntropyWithGradient(z, [0, 3], g, default(LossOptions<float>)),
            () => Single3.CrossEntropyWithGradient(z, [0], g, default(LossOptions<float>)),
            () => Single3.CrossEntropyWithGradient(z, [0, 1], g.AsSpan(0, 5), default(LossOptions<float>)),
            () => Single3.FocalLossWithGradient(z, [0, 1], -1, g),
            () => Single3.MixedCrossEntropyWithGradient(z, [0, 1], [0, 3], 0.5, g),
            () => Single3.MixedCrossEntropyWithGradient(z, [0, 1], [0, 2], 1.5, g),
            () => Single3.SoftLabelCrossEntropyWithGradient(z, new float[5], g),
            () => Single3.SoftLabelCrossEntropyWithGradient(z, z, g, new LossOptions<float> { IgnoreLabel = 1 }),
            () => Single3.KullbackLeiblerWithGradient(z, new float[6], g, new LossOptions<float> { LabelSmoothing = 0.1 }),
            () => Single3.CrossEntropyFromProbabilitiesWithGradient(z, [0, 1], 0.5, g),
            () => Single3.NegativeLogLikelihoodWithGradient(z, [0, 1], g, new LossOptions<float> { Temperature = 2 }),
            () => Single3.SoftmaxBackward(z, new float[3], g),
            () => Single3.LogSumExpBackward(z, new float[3], g),
            () => Single3.CrossEntropyHessianVectorProduct(z, g, g),
            () => Single3.SoftmaxJacobian(z.AsSpan(0, 3), g),
            () => Single3.SoftmaxBackward(g.AsSpan(0, 3), z.AsSpan(0, 3), g.AsSpan(1)),
            () => Single3.CrossEntropyHessianDiagonal(z, g, (HessianConvention)7),
        ];
#pragma warning restore SMG2001, SMG2002
        for (var call = 0; call < calls.Length; call++)
        {
            var exception = Record.Exception(calls[call]);
            Assert.True(exception is ArgumentException, $"call {call}: {exception?.GetType().Name ?? "nothing"}");
            Assert.All(g, static value => Assert.Equal(7f, value));
        }
    }

    [Fact]
    public void BadInputOverAnInnerAxis_IsRefusedBeforeAnythingIsWritten()
    {
        var z = new float[12];
        var g = Enumerable.Repeat(7f, 12).ToArray();
        var classes = new int[12];
#pragma warning disable SMG2001, SMG2002 // What the rules warn of is what must be refused.
        (string Name, Action Call)[] calls =
        [
            ("innerSize", () => Single3.FocalLossWithGradient(z, 0, [0, 1, 2, 0], 2, g)),
            ("innerSize", () => Single3.SoftmaxBackward(z, -1, z, g)),
            ("logits", () => Single3.FocalLossWithGradient(z, 3, [0, 1, 2, 0], 2, g)),
            ("logits", () => Single3.KullbackLeiblerWithGradient(z, 8, z, g)),
            ("logits", () => Single3.SoftmaxBackward(z, 3, z, g)),
            ("logits", () => Single3.NegativeLogLikelihoodWithGradient(z, 3, [0, 1, 2, 0], g)),
            ("logits", () => Single3.TemperatureSoftmax(z, 3, 2, g)),
            ("logits", () => Single3.MaskedSoftmax(z, 3, new bool[3], g)),
            ("logits", () => Single3.TopK(z, 3, 1, classes)),
            ("logits", () => Single3.Evaluate(z, 3, [0, 1, 2, 0], new Evaluation(3))),
            ("labels", () => Single3.FocalLossWithGradient(z, 2, [0, 1, 3, 0], 2, g)),
            ("labels", () => Single3.CrossEntropyWithGradient(z, 2, new long[] { 0, 1, 2, 1L << 32 }, g)),
            ("labels", () => Single3.CrossEntropyWithGradient(z, 2, new byte[] { 0, 1, 2, 200 }, g)),
            ("labels", () => Single3.NegativeLogLikelihoodWithGradient(z, 2, [0, 1, 3, 0], g)),
            ("labels", () => Single3.MaskedCrossEntropyWithGradient(z, 2, [0, 1, 3, 0], new bool[3], g)),
            ("labels", () => Single3.Poly1LossWithGradient(z, 2, [0, 1, 2], 1, g)),
            ("otherLabels", () => Single3.MixedCrossEntropyWithGradient(z, 2, [0, 1, 2, 0], [0, 3, 1, 1], 0.5, g)),
            ("mixing", () => Single3.MixedCrossEntropyWithGradient(z, 2, [0, 1, 2, 0], [0, 2, 1, 1], 1.5, g)),
            ("gamma", () => Single3.FocalLossWithGradient(z, 2, [0, 1, 2, 0], -1, g)),
            ("epsilon", () => Single3.CrossEntropyFromProbabilitiesWithGradient(z, 2, [0, 1, 2, 0], 0.5, g)),
            ("temperature", () => Single3.TemperatureLogSoftmax(z, 2, 0, g)),
            ("temperature", () => Single3.TemperatureSoftmax([], 2, double.NaN, g)),
            ("mask", () => Single3.MaskedSoftmax(z, 2, new bool[4], g)),
            ("mask", () => Single3.MaskedLogSoftmax(z, 2, 8UL, g)),
            ("targets", () => Single3.SoftLabelCrossEntropyWithGradient(z, 2, new float[11], g)),
            ("options", () => Single3.EntropyWithGradient(z, 2, g, new LossOptions<float> { ZLoss = 1 })),
            ("options", () => Single3.FocalLossWithGradient(z, 2, [0, 1, 2, 0], 2, g, new LossOptions<float> { SampleWeights = [1] })),
            ("upstream", () => Single3.LogSumExpBackward(z, 2, new float[3], g)),
            ("vector", () => Single3.CrossEntropyHessianVectorProduct(z, 2, new float[3], g)),
            ("destination", () => Single3.CrossEntropyHessianVectorProduct(z, 2, g, g)),
            ("destination", () => Single3.SoftmaxBackward(z, 2, z, g.AsSpan(1))),
            ("destination", () => Single3.LogSoftmaxBackward(g.AsSpan(0, 6), 2, z.AsSpan(0, 6), g.AsSpan(1))),
            ("gradient", () => Single3.Poly1LossWithGradient(z, 2, [0, 1, 2, 0], 1, g.AsSpan(1))),
            ("gradient", () => Single3.SoftLabelCrossEntropyWithGradient(z, 2, g, g)),
            ("losses", () => Single3.KullbackLeibler(z, 2, z, g.AsSpan(0, 3))),
            ("convention", () => Single3.CrossEntropyHessianDiagonal(z, 2, g, (HessianConvention)7)),
            ("k", () => Single3.TopK(z, 2, 4, classes, g)),
            ("classes", () => Single3.TopK(z, 2, 2, classes.AsSpan(0, 7))),
            ("values", () => Single3.TopK(z, 2, 2, classes, g.AsSpan(0, 7))),
            ("evaluation", () => Single3.Evaluate(z, 2, [0, 1, 2, 0], new Evaluation(4))),
        ];
#pragma warning restore SMG2001, SMG2002
        foreach (var (name, call) in calls)
        {
            var exception = Assert.IsAssignableFrom<ArgumentException>(Record.Exception(call));
            Assert.Equal(name, exception.ParamName);
            Assert.All(g, static value => Assert.Equal(7f, value));
            Assert.All(classes, static value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void MasksOfBits_OverAnInnerAxis_AreThoseOfClasses()
    {
        var batch = new FormulaBatch<float>(10, 34);
        bool[] mask = [true, false, true, true, false, false, true, true, false, true];
        const ulong Bits = 0b10_1100_1101;
        var expected = new float[340];
        var actual = new float[340];
        Single10.MaskedSoftmax(batch.Logits, 17, mask, expected);
        Single10.MaskedSoftmax(batch.Logits, 17, Bits, actual);
        Assert.Equal(expected, actual);
        Single10.MaskedLogSoftmax(batch.Logits, 17, mask, expected);
        Single10.MaskedLogSoftmax(batch.Logits, 17, Bits, actual);
        Assert.Equal(expected, actual);
        var sum = Single10.MaskedCrossEntropyWithGradient(batch.Logits, 17, batch.Labels, mask, expected);
        Assert.Equal(sum, Single10.MaskedCrossEntropyWithGradient(batch.Logits, 17, batch.Labels, Bits, actual));
        Assert.Equal(expected, actual);
        var losses = new float[34];
        Assert.Equal(sum, Single10.MaskedCrossEntropy(batch.Logits, 17, batch.Labels, Bits));
        Assert.Equal(sum, Single10.MaskedCrossEntropy(batch.Logits, 17, batch.Labels, Bits, losses));
    }
}
