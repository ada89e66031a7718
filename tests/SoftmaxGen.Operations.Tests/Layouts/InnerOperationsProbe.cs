using System.Numerics;
using System.Reflection;
using SoftmaxGen.Runtime;

namespace SoftmaxGen.Tests.Layouts;

/// <summary>Losses with options, derivatives, temperatures, masks, top-k and evaluation over [N, K, inner] against the ordinary layout, bit for bit.</summary>
internal sealed class InnerOperationsProbe<THead, T>
    where THead : ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int OptionSets = 4;

    private readonly BitReport _report;
    private readonly InnerOperands<T> _rows;
    private readonly InnerOperands<T> _planes;
    private readonly int[] _labels;
    private readonly int[] _otherLabels;
    private readonly T[] _samples;
    private readonly T[] _weights;

    private InnerOperationsProbe(BitReport report, int outer, int inner)
    {
        report.At = $"[{outer}, K, {inner}]";
        var rows = outer * inner;
        var random = new Random((K * 10_000) + (outer * 1000) + inner + 7);
        _report = report;
        _rows = InnerOperands<T>.OfRows<THead>(rows, random);
        _planes = _rows.ToPlanes(K, inner);
        _labels = [.. Enumerable.Range(0, rows).Select(row => row % 5 == 3 ? IgnoreLabel : random.Next(K))];
        _otherLabels = [.. Enumerable.Range(0, rows).Select(row => row % 7 == 3 ? IgnoreLabel : row % 4 == 0 ? _labels[row] : random.Next(K))];
        _samples = [.. Enumerable.Range(0, rows).Select(_ => T.CreateTruncating(random.Next(4) == 0 ? 0 : random.NextDouble()))];
        _weights = [.. Enumerable.Range(0, K).Select(c => T.CreateTruncating(c % 6 == 5 ? 0 : random.NextDouble() + 0.1))];
    }

    private delegate LossSum Call(InnerOperands<T> x, int[] labels, T[] output, LossOptions<T> options);

    private delegate void Map(InnerOperands<T> x, T[] output);

    /// <summary>What options a loss takes.</summary>
    private enum Takes
    {
        Labels,
        Targets,
        Divergence,
        Expectation,
        Likelihood,
    }

    private static int K => THead.ClassCount;

    private static int IgnoreLabel => typeof(THead).GetCustomAttribute<SoftmaxHeadAttribute>()!.IgnoreLabel;

    public static BitReport Report()
    {
        var report = new BitReport(typeof(THead).Name);
        foreach (var (outer, inner) in Shapes)
        {
            new InnerOperationsProbe<THead, T>(report, outer, inner).Compare();
        }

        return report;
    }

    /// <summary>
    /// Less than a vector, whole ones, several of them and a rest; with many classes also more than 8 MiB, whose classes are a page
    /// apart, where that takes no minutes. Without vectors, there is no rest, and a fused multiply-add is a call.
    /// </summary>
    private static (int Outer, int Inner)[] Shapes => (VectorWidth.Bits, K) switch
    {
        (0, >= 33) => [(2, 3)],
        (0, _) => [(0, 3), (3, 1), (2, 3), (1, 17)],
        (512, >= 1000) => [(2, 3), (1, 17), (1, 64), (24, 96)],
        (_, >= 1000) => [(2, 3), (1, 17), (1, 64)],
        (512 or 256, >= 100) when typeof(T) == typeof(float) => [(0, 3), (2, 3), (2, 17), (1, 64), (1, 83), (1, 512), (21, 1024)],
        (_, >= 100) => [(0, 3), (2, 3), (2, 17), (1, 64), (1, 83), (1, 512)],
        _ => [(0, 3), (1, 1), (3, 1), (3, 3), (1, 16), (3, 17), (2, 50), (2, 64), (1, 131)],
    };

    private void Compare()
    {
        LossesOfLabels();
        LossesOfTargets();
        Derivatives();
        Masks();
        Ranking();
    }

    private void LossesOfLabels()
    {
        Loss(
            "cross-entropy",
            Takes.Labels,
            static (x, y, _, o) => x.Inner == 0 ? THead.CrossEntropy(x.Logits, y, o) : THead.CrossEntropy(x.Logits, x.Inner, y, o),
            static (x, y, l, o) => x.Inner == 0 ? THead.CrossEntropy(x.Logits, y, l, o) : THead.CrossEntropy(x.Logits, x.Inner, y, l, o),
            static (x, y, g, o) => x.Inner == 0 ? THead.CrossEntropyWithGradient(x.Logits, y, g, o) : THead.CrossEntropyWithGradient(x.Logits, x.Inner, y, g, o));
        Loss(
            "cross-entropy of longs",
            Takes.Labels,
            static (x, y, _, o) => x.Inner == 0 ? THead.CrossEntropy(x.Logits, Longs(y), o) : THead.CrossEntropy(x.Logits, x.Inner, Longs(y), o),
            static (x, y, l, o) => x.Inner == 0 ? THead.CrossEntropy(x.Logits, Longs(y), l, o) : THead.CrossEntropy(x.Logits, x.Inner, Longs(y), l, o),
            static (x, y, g, o) => x.Inner == 0 ? THead.CrossEntropyWithGradient(x.Logits, Longs(y), g, o) : THead.CrossEntropyWithGradient(x.Logits, x.Inner, Longs(y), g, o));
        Loss(
            "cross-entropy of bytes",
            Takes.Labels,
            static (x, y, _, o) => x.Inner == 0 ? THead.CrossEntropy(x.Logits, Bytes(y), o) : THead.CrossEntropy(x.Logits, x.Inner, Bytes(y), o),
            static (x, y, l, o) => x.Inner == 0 ? THead.CrossEntropy(x.Logits, Bytes(y), l, o) : THead.CrossEntropy(x.Logits, x.Inner, Bytes(y), l, o),
            static (x, y, g, o) => x.Inner == 0 ? THead.CrossEntropyWithGradient(x.Logits, Bytes(y), g, o) : THead.CrossEntropyWithGradient(x.Logits, x.Inner, Bytes(y), g, o));
        Loss(
            "mixed labels",
            Takes.Labels,
            (x, y, _, o) => x.Inner == 0 ? THead.MixedCrossEntropy(x.Logits, y, Others(y), 0.75, o) : THead.MixedCrossEntropy(x.Logits, x.Inner, y, Others(y), 0.75, o),
            (x, y, l, o) => x.Inner == 0 ? THead.MixedCrossEntropy(x.Logits, y, Others(y), 0.75, l, o) : THead.MixedCrossEntropy(x.Logits, x.Inner, y, Others(y), 0.75, l, o),
            (x, y, g, o) => x.Inner == 0 ? THead.MixedCrossEntropyWithGradient(x.Logits, y, Others(y), 0.75, g, o) : THead.MixedCrossEntropyWithGradient(x.Logits, x.Inner, y, Others(y), 0.75, g, o));
        Loss(
            "focal loss",
            Takes.Labels,
            static (x, y, _, o) => x.Inner == 0 ? THead.FocalLoss(x.Logits, y, 1.5, o) : THead.FocalLoss(x.Logits, x.Inner, y, 1.5, o),
            static (x, y, l, o) => x.Inner == 0 ? THead.FocalLoss(x.Logits, y, 1.5, l, o) : THead.FocalLoss(x.Logits, x.Inner, y, 1.5, l, o),
            static (x, y, g, o) => x.Inner == 0 ? THead.FocalLossWithGradient(x.Logits, y, 1.5, g, o) : THead.FocalLossWithGradient(x.Logits, x.Inner, y, 1.5, g, o));
        Loss(
            "poly-1 loss",
            Takes.Labels,
            static (x, y, _, o) => x.Inner == 0 ? THead.Poly1Loss(x.Logits, y, 2, o) : THead.Poly1Loss(x.Logits, x.Inner, y, 2, o),
            static (x, y, l, o) => x.Inner == 0 ? THead.Poly1Loss(x.Logits, y, 2, l, o) : THead.Poly1Loss(x.Logits, x.Inner, y, 2, l, o),
            static (x, y, g, o) => x.Inner == 0 ? THead.Poly1LossWithGradient(x.Logits, y, 2, g, o) : THead.Poly1LossWithGradient(x.Logits, x.Inner, y, 2, g, o));
        Loss(
            "negative log-likelihood",
            Takes.Likelihood,
            static (x, y, _, o) => x.Inner == 0 ? THead.NegativeLogLikelihood(x.LogProbabilities, y, o) : THead.NegativeLogLikelihood(x.LogProbabilities, x.Inner, y, o),
            static (x, y, l, o) => x.Inner == 0 ? THead.NegativeLogLikelihood(x.LogProbabilities, y, l, o) : THead.NegativeLogLikelihood(x.LogProbabilities, x.Inner, y, l, o),
            static (x, y, g, o) => x.Inner == 0 ? THead.NegativeLogLikelihoodWithGradient(x.LogProbabilities, y, g, o) : THead.NegativeLogLikelihoodWithGradient(x.LogProbabilities, x.Inner, y, g, o));
        Loss(
            "cross-entropy of probabilities",
            Takes.Likelihood,
            static (x, y, _, o) => x.Inner == 0 ? THead.CrossEntropyFromProbabilities(x.Probabilities, y, 0.01, o) : THead.CrossEntropyFromProbabilities(x.Probabilities, x.Inner, y, 0.01, o),
            static (x, y, l, o) => x.Inner == 0 ? THead.CrossEntropyFromProbabilities(x.Probabilities, y, 0.01, l, o) : THead.CrossEntropyFromProbabilities(x.Probabilities, x.Inner, y, 0.01, l, o),
            static (x, y, g, o) => x.Inner == 0 ? THead.CrossEntropyFromProbabilitiesWithGradient(x.Probabilities, y, 0.01, g, o) : THead.CrossEntropyFromProbabilitiesWithGradient(x.Probabilities, x.Inner, y, 0.01, g, o));
    }

    private void LossesOfTargets()
    {
        Loss(
            "soft labels",
            Takes.Targets,
            static (x, _, _, o) => x.Inner == 0 ? THead.SoftLabelCrossEntropy(x.Logits, x.Targets, o) : THead.SoftLabelCrossEntropy(x.Logits, x.Inner, x.Targets, o),
            static (x, _, l, o) => x.Inner == 0 ? THead.SoftLabelCrossEntropy(x.Logits, x.Targets, l, o) : THead.SoftLabelCrossEntropy(x.Logits, x.Inner, x.Targets, l, o),
            static (x, _, g, o) => x.Inner == 0 ? THead.SoftLabelCrossEntropyWithGradient(x.Logits, x.Targets, g, o) : THead.SoftLabelCrossEntropyWithGradient(x.Logits, x.Inner, x.Targets, g, o));
        Loss(
            "divergence",
            Takes.Divergence,
            static (x, _, _, o) => x.Inner == 0 ? THead.KullbackLeibler(x.Logits, x.Targets, o) : THead.KullbackLeibler(x.Logits, x.Inner, x.Targets, o),
            static (x, _, l, o) => x.Inner == 0 ? THead.KullbackLeibler(x.Logits, x.Targets, l, o) : THead.KullbackLeibler(x.Logits, x.Inner, x.Targets, l, o),
            static (x, _, g, o) => x.Inner == 0 ? THead.KullbackLeiblerWithGradient(x.Logits, x.Targets, g, o) : THead.KullbackLeiblerWithGradient(x.Logits, x.Inner, x.Targets, g, o));
        Loss(
            "reverse divergence",
            Takes.Expectation,
            static (x, _, _, o) => x.Inner == 0 ? THead.ReverseKullbackLeibler(x.Logits, x.Targets, o) : THead.ReverseKullbackLeibler(x.Logits, x.Inner, x.Targets, o),
            static (x, _, l, o) => x.Inner == 0 ? THead.ReverseKullbackLeibler(x.Logits, x.Targets, l, o) : THead.ReverseKullbackLeibler(x.Logits, x.Inner, x.Targets, l, o),
            static (x, _, g, o) => x.Inner == 0 ? THead.ReverseKullbackLeiblerWithGradient(x.Logits, x.Targets, g, o) : THead.ReverseKullbackLeiblerWithGradient(x.Logits, x.Inner, x.Targets, g, o));
        Loss(
            "entropy",
            Takes.Expectation,
            null,
            static (x, _, l, o) => x.Inner == 0 ? THead.Entropy(x.Logits, l, o) : THead.Entropy(x.Logits, x.Inner, l, o),
            static (x, _, g, o) => x.Inner == 0 ? THead.EntropyWithGradient(x.Logits, g, o) : THead.EntropyWithGradient(x.Logits, x.Inner, g, o));
    }

    private void Derivatives()
    {
        var upstream = _samples;
        PerClass(
            "softmax backward",
            static x => x.Probabilities,
            static (x, y) =>
            {
                if (x.Inner == 0)
                {
                    THead.SoftmaxBackward(x.Probabilities, x.Upstream, y);
                }
                else
                {
                    THead.SoftmaxBackward(x.Probabilities, x.Inner, x.Upstream, y);
                }
            });
        PerClass(
            "softmax backward over the upstream gradient",
            static x => x.Upstream,
            static (x, y) =>
            {
                if (x.Inner == 0)
                {
                    THead.SoftmaxBackward(x.Probabilities, x.Upstream, y);
                }
                else
                {
                    THead.SoftmaxBackward(x.Probabilities, x.Inner, x.Upstream, y);
                }
            });
        PerClass(
            "log-softmax backward",
            static x => x.LogProbabilities,
            static (x, y) =>
            {
                if (x.Inner == 0)
                {
                    THead.LogSoftmaxBackward(x.LogProbabilities, x.Upstream, y);
                }
                else
                {
                    THead.LogSoftmaxBackward(x.LogProbabilities, x.Inner, x.Upstream, y);
                }
            });
        PerClass(
            "log-sum-exp backward",
            static x => x.Logits,
            (x, y) =>
            {
                if (x.Inner == 0)
                {
                    THead.LogSumExpBackward(x.Logits, upstream, y);
                }
                else
                {
                    THead.LogSumExpBackward(x.Logits, x.Inner, upstream, y);
                }
            });
        PerClass(
            "Hessian diagonal",
            static x => x.Logits,
            static (x, y) =>
            {
                if (x.Inner == 0)
                {
                    THead.CrossEntropyHessianDiagonal(x.Logits, y, HessianConvention.XGBoost);
                }
                else
                {
                    THead.CrossEntropyHessianDiagonal(x.Logits, x.Inner, y, HessianConvention.XGBoost);
                }
            });
        PerClass(
            "weighted Hessian diagonal",
            static x => x.Logits,
            (x, y) =>
            {
                if (x.Inner == 0)
                {
                    THead.CrossEntropyHessianDiagonal(x.Logits, upstream, y, HessianConvention.LightGbm);
                }
                else
                {
                    THead.CrossEntropyHessianDiagonal(x.Logits, x.Inner, upstream, y, HessianConvention.LightGbm);
                }
            });
        PerClass(
            "Hessian times a vector",
            static x => x.Logits,
            static (x, y) =>
            {
                if (x.Inner == 0)
                {
                    THead.CrossEntropyHessianVectorProduct(x.Logits, x.Upstream, y);
                }
                else
                {
                    THead.CrossEntropyHessianVectorProduct(x.Logits, x.Inner, x.Upstream, y);
                }
            });
        foreach (var temperature in new[] { 1, 0.7 })
        {
            PerClass(
                "softmax with a temperature",
                static x => x.Logits,
                (x, y) =>
                {
                    if (x.Inner == 0)
                    {
                        THead.TemperatureSoftmax(x.Logits, temperature, y);
                    }
                    else
                    {
                        THead.TemperatureSoftmax(x.Logits, x.Inner, temperature, y);
                    }
                });
            PerClass(
                "log-softmax with a temperature",
                static x => x.Logits,
                (x, y) =>
                {
                    if (x.Inner == 0)
                    {
                        THead.TemperatureLogSoftmax(x.Logits, temperature, y);
                    }
                    else
                    {
                        THead.TemperatureLogSoftmax(x.Logits, x.Inner, temperature, y);
                    }
                });
        }
    }

    private void Masks()
    {
        var forAll = Enumerable.Range(0, K).Select(static c => c % 3 != 1).ToArray();
        foreach (var (name, mask) in new (string, Func<InnerOperands<T>, bool[]>)[] { ("mask", static x => x.Mask), ("mask for all", _ => forAll), ("empty mask", static _ => new bool[K]) })
        {
            PerClass(
                "softmax, " + name,
                static x => x.Logits,
                (x, y) =>
                {
                    if (x.Inner == 0)
                    {
                        THead.MaskedSoftmax(x.Logits, mask(x), y);
                    }
                    else
                    {
                        THead.MaskedSoftmax(x.Logits, x.Inner, mask(x), y);
                    }
                });
            PerClass(
                "log-softmax, " + name,
                static x => x.Logits,
                (x, y) =>
                {
                    if (x.Inner == 0)
                    {
                        THead.MaskedLogSoftmax(x.Logits, mask(x), y);
                    }
                    else
                    {
                        THead.MaskedLogSoftmax(x.Logits, x.Inner, mask(x), y);
                    }
                });
            Loss(
                "cross-entropy, " + name,
                Takes.Labels,
                (x, y, _, o) => x.Inner == 0 ? THead.MaskedCrossEntropy(x.Logits, y, mask(x), o) : THead.MaskedCrossEntropy(x.Logits, x.Inner, y, mask(x), o),
                (x, y, l, o) => x.Inner == 0 ? THead.MaskedCrossEntropy(x.Logits, y, mask(x), l, o) : THead.MaskedCrossEntropy(x.Logits, x.Inner, y, mask(x), l, o),
                (x, y, g, o) => x.Inner == 0 ? THead.MaskedCrossEntropyWithGradient(x.Logits, y, mask(x), g, o) : THead.MaskedCrossEntropyWithGradient(x.Logits, x.Inner, y, mask(x), g, o));
        }
    }

    private void Ranking()
    {
        var inner = _planes.Inner;
        foreach (var k in new[] { 1, 2, 3, 40, K }.Where(static k => k <= K && (k < 1000 || K == k)).Distinct())
        {
            var classes = new int[_labels.Length * k];
            var values = new T[classes.Length];
            var planeClasses = new int[classes.Length];
            var planeValues = new T[classes.Length];
            THead.TopK(_rows.Logits, k, classes, values);
            THead.TopK(_planes.Logits, inner, k, planeClasses, planeValues);
            _report.Same($"top {k}", Planes.Of(classes, k, inner), planeClasses);
            _report.Same($"values of the top {k}", Planes.Of(values, k, inner), planeValues);
            Array.Clear(planeClasses);
            THead.TopK(_planes.Logits, inner, k, planeClasses);
            _report.Same($"top {k} alone", Planes.Of(classes, k, inner), planeClasses);
        }

        var expected = new Evaluation(K, topK: Math.Min(K, 3));
        var actual = new Evaluation(K, topK: Math.Min(K, 3));
        THead.Evaluate(_rows.Logits, _labels, expected);
        THead.Evaluate(_planes.Logits, inner, _labels, actual);
        _report.Same("loss of the evaluation", [expected.Loss], [actual.Loss]);
        _report.Same("figures of the evaluation", Figures(expected), Figures(actual));
    }

    private static double[] Figures(Evaluation evaluation) =>
    [
        evaluation.Accuracy, evaluation.TopKAccuracy, evaluation.ExpectedCalibrationError,
        .. Enumerable.Range(0, K).SelectMany(c => new[] { evaluation.Precision(c), evaluation.Recall(c) }),
    ];

    private void PerClass(string name, Func<InnerOperands<T>, T[]> operand, Map map)
    {
        var expected = new T[_rows.Logits.Length];
        var actual = new T[expected.Length];
        map(_rows, expected);
        map(_planes, actual);
        _report.Same(name, Planes.Of(expected, K, _planes.Inner), actual);

        // A product with a vector must not take the vector's place; all else may take that of the operand given.
        var copy = (T[])operand(_planes).Clone();
        map(With(_planes, operand(_planes), copy), copy);
        _report.Same(name + ", in place", actual, copy);
    }

    private static InnerOperands<T> With(InnerOperands<T> x, T[] operand, T[] copy)
    {
        T[] Of(T[] other) => ReferenceEquals(other, operand) ? copy : other;
        return x with { Logits = Of(x.Logits), LogProbabilities = Of(x.LogProbabilities), Probabilities = Of(x.Probabilities), Upstream = Of(x.Upstream) };
    }

    private void Loss(string name, Takes takes, Call? total, Call perRow, Call gradient)
    {
        for (var set = 0; set < OptionSets; set++)
        {
            var labels = LabelsOf(set, name);
            var options = Options(set, takes, name);
            T[] losses = new T[_labels.Length], planeLosses = new T[_labels.Length];
            var sum = perRow(_rows, labels, losses, options);
            _report.Same($"{name} {set}: sum with losses", [sum], [perRow(_planes, labels, planeLosses, options)]);
            _report.Same($"{name} {set}: losses", losses, planeLosses);
            if (total is not null)
            {
                _report.Same($"{name} {set}: sum", [total(_rows, labels, [], options)], [total(_planes, labels, [], options)]);
            }

            T[] expected = new T[_rows.Logits.Length], actual = new T[_rows.Logits.Length];
            var withGradient = gradient(_rows, labels, expected, options);
            _report.Same($"{name} {set}: sum with gradient", [withGradient], [gradient(_planes, labels, actual, options)]);
            _report.Same($"{name} {set}: gradient", Planes.Of(expected, K, _planes.Inner), actual);
            var operand = takes != Takes.Likelihood ? _planes.Logits : name.Contains("log", StringComparison.Ordinal) ? _planes.LogProbabilities : _planes.Probabilities;
            var copy = (T[])operand.Clone();
            gradient(With(_planes, operand, copy), labels, copy, options);
            _report.Same($"{name} {set}: gradient in place", actual, copy);
        }
    }

    private LossOptions<T> Options(int set, Takes takes, string name)
    {
        var hasClasses = takes is Takes.Labels or Takes.Targets or Takes.Likelihood;
        var hasLogits = takes != Takes.Likelihood;
        var options = new LossOptions<T> { IgnoreLabel = takes is Takes.Labels or Takes.Likelihood && IgnoresZero(set, name) ? 0 : null };
        return set switch
        {
            1 => options with
            {
                ClassWeights = hasClasses ? _weights : [],
                SampleWeights = _samples,
                LabelSmoothing = hasClasses && hasLogits ? 0.1 : null,
                ZLoss = hasLogits && takes != Takes.Expectation ? 0.01 : null,
            },
            2 => options with
            {
                Temperature = hasLogits ? 2 : null,
                SoftCap = hasLogits ? 30 : null,
                Reduction = Reduction.Sum,
                GradientScale = 3,
            },
            3 => options with { ClassWeights = hasClasses ? _weights : [], Temperature = hasLogits ? 0.5 : null },
            _ => options,
        };
    }

    // Bytes have no negative numbers.
    private static bool IgnoresZero(int set, string name) => set == 2 || name.Contains("bytes", StringComparison.Ordinal);

    private int[] LabelsOf(int set, string name) => IgnoresZero(set, name) ? Array.ConvertAll(_labels, static label => Math.Max(label, 0)) : _labels;

    private int[] Others(int[] labels) => ReferenceEquals(labels, _labels) ? _otherLabels : Array.ConvertAll(_otherLabels, static label => Math.Max(label, 0));

    private static long[] Longs(int[] labels) => Array.ConvertAll(labels, static label => (long)label);

    private static byte[] Bytes(int[] labels) => Array.ConvertAll(labels, static label => (byte)label);
}
