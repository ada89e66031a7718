using System.Numerics;
using System.Reflection;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Golden;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Tests.Replay;

/// <summary>Replays the cases of a golden file with one head.</summary>
internal abstract class OperationReplay
{
    // Without those that ignore a label of their own: labels to ignore are replayed as an option.
    private static readonly Dictionary<(int ClassCount, bool IsSingle), OperationReplay> Heads = typeof(Single1).Assembly.GetTypes()
        .Select(static type => (Type: type, Attribute: type.GetCustomAttribute<SoftmaxHeadAttribute>()))
        .Where(static head => head.Attribute is not null && head.Attribute.IgnoreLabel == new SoftmaxHeadAttribute().IgnoreLabel)
        .Select(static head => (OperationReplay)Activator.CreateInstance(typeof(OperationReplay<,>).MakeGenericType(head.Type, head.Attribute!.ElementType))!)
        .ToDictionary(static head => (head.ClassCount, head.IsSingle));

    public abstract int ClassCount { get; }

    public abstract bool IsSingle { get; }

    /// <summary>Replays every case of a file for which there is an operation and a head.</summary>
    public static ReplayReport Run(string file)
    {
        var report = new ReplayReport(file);
        foreach (var golden in GoldenFile.Cases(file))
        {
            if (!Heads.TryGetValue((golden.ClassCount, golden.IsSingle), out var head))
            {
                Skip($"K = {golden.ClassCount}");
            }
            else if (head.Run(report.Judge, golden))
            {
                report.Cases++;
            }
            else
            {
                Skip("op " + golden.Operation);
            }
        }

        return report;

        void Skip(string reason) => report.Skipped[reason] = report.Skipped.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Replays one case; false if there is no such operation.</summary>
    protected abstract bool Run(Judge judge, GoldenCase golden);
}

/// <summary>Replays cases with one head.</summary>
internal sealed class OperationReplay<THead, T> : OperationReplay
    where THead : ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override int ClassCount => THead.ClassCount;

    public override bool IsSingle => typeof(T) == typeof(float);

    protected override bool Run(Judge judge, GoldenCase golden)
    {
        if (golden.ExpectsError)
        {
            return Refuse(judge, golden);
        }

        switch (golden.Operation)
        {
            case "ce" or "ce_z_loss" or "ce_softcap":
                Labels(judge, golden, static (z, y, options) => THead.CrossEntropy(z, y, options), static (z, y, losses, options) => THead.CrossEntropy(z, y, losses, options), static (z, y, g, options) => THead.CrossEntropyWithGradient(z, y, g, options));
                return true;
            case "focal":
                var gamma = golden.Number("gamma")!.Value;
                Labels(judge, golden, (z, y, options) => THead.FocalLoss(z, y, gamma, options), (z, y, losses, options) => THead.FocalLoss(z, y, gamma, losses, options), (z, y, g, options) => THead.FocalLossWithGradient(z, y, gamma, g, options));
                return true;
            case "ce_soft":
                var targets = golden.Values<T>("target");
                Labels(judge, golden, (z, _, options) => THead.SoftLabelCrossEntropy(z, targets, options), (z, _, losses, options) => THead.SoftLabelCrossEntropy(z, targets, losses, options), (z, _, g, options) => THead.SoftLabelCrossEntropyWithGradient(z, targets, g, options));
                return true;
            case "z_loss":
                ZLoss(judge, golden);
                return true;
            case "perplexity":
                var perplexity = THead.CrossEntropy(golden.Values<T>("z"), golden.Integers("labels"), new LossOptions<T> { IgnoreLabel = golden.IgnoreLabel });
                judge.Logarithms<T>(golden.Id, "loss", golden.Expected<T>("loss"), [T.CreateChecked(perplexity.Mean)]);
                var expected = golden.Expected<T>("perplexity");
                judge.Close(golden.Id, "perplexity", 0, expected, T.CreateChecked(perplexity.Perplexity), 4 * (1 + Math.Abs(perplexity.Mean)));
                return true;
            case "rows" when golden.Has("softmax") && (golden.Has("hessian_diag") || golden.Has("temperature")):
                Rows(judge, golden);
                return true;
            case "rows":
                Plain(judge, golden);
                return true;
            case "vjp":
                Vjp(judge, golden);
                return true;
            case "jacobian":
                var jacobian = new T[ClassCount * ClassCount];
                THead.SoftmaxJacobian(golden.Values<T>("z"), jacobian);
                Scaled(judge, golden, "jacobian", jacobian);
                return true;
            case "softcap":
                var logits = golden.Values<T>("z");
                var capped = new T[logits.Length];
                THead.SoftCap(logits, golden.Number("cap")!.Value, capped);
                Scaled(judge, golden, "capped", capped);
                THead.SoftCapBackward(logits, golden.Number("cap")!.Value, golden.Values<T>("g"), capped);
                Scaled(judge, golden, "capped_vjp", capped);
                return true;
            case "topk":
                TopK(judge, golden);
                return true;
            case "nll":
                var logp = golden.Values<T>("logp");
                var sum = THead.NegativeLogLikelihood(logp, golden.Integers("labels"), new LossOptions<T> { ClassWeights = golden.ValuesOrNone<T>("weight"), IgnoreLabel = golden.IgnoreLabel });
                var rows = new T[golden.Integers("labels").Length];
                THead.NegativeLogLikelihood(logp, golden.Integers("labels"), rows, new LossOptions<T> { ClassWeights = golden.ValuesOrNone<T>("weight"), IgnoreLabel = golden.IgnoreLabel });
                judge.Logarithms<T>(golden.Id, "nll", golden.Expected<T>("loss"), golden.Reduction == "none" ? rows : [T.CreateChecked(golden.Reduction == "mean" ? sum.Mean : sum.Sum)]);
                return true;
            default:
                return false;
        }
    }

    private delegate LossSum Total(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, LossOptions<T> options);

    private delegate LossSum WithOutput(ReadOnlySpan<T> logits, ReadOnlySpan<int> labels, Span<T> output, LossOptions<T> options);

    private static LossOptions<T> Options(GoldenCase golden, T[] weights, T[] samples) => new()
    {
        ClassWeights = weights,
        SampleWeights = samples,
        LabelSmoothing = golden.Number("label_smoothing"),
        ZLoss = golden.Number("coef"),
        SoftCap = golden.Number("cap"),
        Temperature = golden.Number("temperature"),
        IgnoreLabel = golden.Operation == "ce_soft" ? null : golden.IgnoreLabel,
        GradientScale = golden.Reduction == "none" ? null : golden.Number("g"),
        Reduction = golden.Reduction == "mean" ? Reduction.Mean : Reduction.Sum,
    };

    private static void Labels(Judge judge, GoldenCase golden, Total total, WithOutput losses, WithOutput gradient)
    {
        var z = golden.Values<T>("z");
        var rows = z.Length / THead.ClassCount;
        var labels = golden.Has("labels") ? golden.Integers("labels") : new int[rows];
        var weights = golden.ValuesOrNone<T>("weight");
        var expected = golden.Has("loss@math") ? golden.Expected<T>("loss@math") : golden.Expected<T>("loss");
        var perRow = new T[rows + 1];
        perRow[rows] = T.One;
        var sum = total(z, labels, Options(golden, weights, []));
        var again = losses(z, labels, perRow, Options(golden, weights, []));
        judge.Require(sum.Equals(again), $"{golden.Id}: {again} with losses, {sum} without");
        judge.Require(perRow[rows] == T.One, $"{golden.Id}: wrote beyond the losses");
        if (golden.IsStrict || golden.Has("loss@math"))
        {
            var name = golden.Operation + " loss";
            Losses(judge, golden, name, expected, golden.Reduction == "none" ? perRow.AsSpan(0, rows) : [T.CreateChecked(golden.Reduction == "mean" ? sum.Mean : sum.Sum)]);
        }

        if (!golden.Has("grad"))
        {
            return;
        }

        var samples = golden.Reduction == "none" ? golden.ValuesOrNone<T>("g") : [];
        var g = new T[z.Length + 1];
        g[z.Length] = T.One;
        gradient(z, labels, g, Options(golden, weights, samples));
        judge.Require(g[z.Length] == T.One, $"{golden.Id}: wrote beyond the gradient");
        if (golden.IsStrict)
        {
            Gradient(judge, golden, golden.Operation + " grad", g.AsSpan(0, z.Length));
        }

        var inPlace = (T[])z.Clone();
        gradient(inPlace, labels, inPlace, Options(golden, weights, samples));
        judge.SameBits<T>(golden.Id, "gradient in place", g.AsSpan(0, z.Length), inPlace);
    }

    /// <summary>The z-loss alone is made of the log-sum-exp and its derivative.</summary>
    private static void ZLoss(Judge judge, GoldenCase golden)
    {
        var z = golden.Values<T>("z");
        var rows = z.Length / THead.ClassCount;
        var coefficient = golden.Number("coef")!.Value;
        var logSumExp = new T[rows];
        THead.LogSumExp(z, logSumExp);
        var losses = Array.ConvertAll(logSumExp, value => coefficient * double.CreateChecked(value) * double.CreateChecked(value));
        var total = golden.Reduction == "mean" ? losses.Average() : losses.Sum();
        Losses(judge, golden, "z_loss loss", golden.Expected<T>("loss"), golden.Reduction == "none" ? Array.ConvertAll(losses, T.CreateChecked) : [T.CreateChecked(total)]);
        if (!golden.IsStrict || !losses.All(double.IsFinite))
        {
            return;
        }

        var upstream = golden.ValuesOrNone<T>("g");
        var slopes = new T[rows];
        for (var row = 0; row < rows; row++)
        {
            var g = upstream.Length == 0 ? 1 : double.CreateChecked(upstream[upstream.Length == 1 ? 0 : row]);
            slopes[row] = T.CreateChecked(2 * coefficient * double.CreateChecked(logSumExp[row]) * g / (golden.Reduction == "mean" ? rows : 1));
        }

        var gradient = new T[z.Length];
        THead.LogSumExpBackward(z, slopes, gradient);

        // The log-sum-exp is exact beside the largest logit, which it can cancel.
        Scaled(judge, golden, "grad", Math.Max(Largest(golden.Values<T>("grad")), 2 * coefficient * Largest(z) * (upstream.Length == 0 ? 1 : Largest(upstream)) / (golden.Reduction == "mean" ? rows : 1)), gradient);
    }

    /// <summary>The smallest are the largest of the negated logits, and the last of equals is the first of the reversed row.</summary>
    private static void TopK(Judge judge, GoldenCase golden)
    {
        var z = golden.Values<T>("z");
        if (golden.Has("argmax"))
        {
            var isLast = golden.Has("select_last_index") && golden.Integer("select_last_index") == 1;
            var rows = isLast ? [.. z.Chunk(THead.ClassCount).SelectMany(static row => row.Reverse())] : z;
            var classes = new int[z.Length / THead.ClassCount];
            THead.Predict(rows, classes);
            judge.Equal(golden.Id, "argmax", golden.Integers("argmax"), isLast ? Array.ConvertAll(classes, static c => THead.ClassCount - 1 - c) : classes);
        }

        var isSmallest = golden.Has("largest") && golden.Integer("largest") == 0;
        if (!golden.Has("indices") || !golden.IsStrict || (isSmallest && z.Any(T.IsNaN)))
        {
            return;
        }

        var k = golden.Integer("k");
        var best = new int[z.Length / THead.ClassCount * k];
        var values = new T[best.Length];
        THead.TopK(isSmallest ? Array.ConvertAll(z, static value => -value) : z, k, best, values);
        judge.Equal(golden.Id, "indices", golden.Integers("indices"), best);

        // Both zeros are equal: adding 0 makes them one.
        judge.SameBits<T>(
            golden.Id,
            "values",
            Array.ConvertAll(golden.Values<T>("values"), static value => value + T.Zero),
            Array.ConvertAll(values, value => (isSmallest ? -value : value) + T.Zero));
    }

    private static void Plain(Judge judge, GoldenCase golden)
    {
        var z = golden.Values<T>("z");
        var output = new T[z.Length];
        if (golden.Has("softmax"))
        {
            THead.Softmax(z, output);
            judge.Softmax(golden.Id, z, golden.Expected<T>("softmax"), output);
        }

        if (golden.Has("log_softmax"))
        {
            THead.LogSoftmax(z, output);
            judge.Logarithms<T>(golden.Id, "log_softmax", golden.Expected<T>("log_softmax"), output);
        }

        if (golden.Has("logsumexp"))
        {
            THead.LogSumExp(z, output);
            judge.LogSumExp(golden.Id, z, golden.Expected<T>("logsumexp"), output);
        }
    }

    private static void Rows(Judge judge, GoldenCase golden)
    {
        var z = golden.Values<T>("z");
        var output = new T[z.Length];
        if (golden.Number("temperature") is { } temperature)
        {
            THead.TemperatureSoftmax(z, temperature, output);
            // z / T is rounded before use: the error of the exponent grows with the distance from the maximum.
            Distances(judge, golden, "softmax", temperature, output);
            THead.TemperatureLogSoftmax(z, temperature, output);
            var expected = golden.Expected<T>("log_softmax");
            for (var i = 0; i < expected.Values.Length && golden.IsStrict; i++)
            {
                judge.Close(golden.Id, "log_softmax", i, expected, output[i], Judge.ThreeUlp, Math.Max(Magnitude(expected.Values[i]), Largest(z) / temperature));
            }
        }
        else
        {
            THead.CrossEntropyHessianDiagonal(z, output);
            Distances(judge, golden, "hessian_diag", 1, output);
        }
    }

    private static void Vjp(Judge judge, GoldenCase golden)
    {
        var z = golden.Values<T>("z");
        var temperature = golden.Number("temperature") ?? 1;
        var scale = T.CreateChecked(temperature);
        var g = golden.Values<T>("g");
        var p = new T[z.Length];
        THead.TemperatureSoftmax(z, temperature, p);
        var output = new T[z.Length];
        THead.SoftmaxBackward(p, g, output);
        Scaled(judge, golden, "softmax_vjp", Largest(g) / temperature, Array.ConvertAll(output, value => value / scale));
        var inPlace = (T[])p.Clone();
        THead.SoftmaxBackward(inPlace, g, inPlace);
        judge.SameBits<T>(golden.Id, "softmax_vjp in place", output, inPlace);
        THead.TemperatureLogSoftmax(z, temperature, p);
        THead.LogSoftmaxBackward(p, g, output);
        Scaled(judge, golden, "log_softmax_vjp", Math.Max(Largest(g), Largest(golden.Values<T>("log_softmax_vjp"))) / temperature, Array.ConvertAll(output, value => value / scale));
        THead.LogSumExpBackward(Array.ConvertAll(z, value => value / scale), golden.Values<T>("g_lse"), output);
        Scaled(judge, golden, "logsumexp_vjp", Array.ConvertAll(output, value => value / scale));
    }

    private static bool Refuse(Judge judge, GoldenCase golden)
    {
        var z = golden.Values<T>("z");
        var output = new T[z.Length];
        var labels = golden.Has("labels") ? golden.Integers("labels") : [];
        var weights = golden.ValuesOrNone<T>("weight");
        var exception = Record.Exception(() => THead.CrossEntropyWithGradient(z, labels, output, Options(golden, weights, [])));
        judge.Require(exception is ArgumentException, $"{golden.Id}: {exception?.GetType().Name ?? "nothing"} thrown");
        judge.Require(output.All(static value => value == T.Zero), $"{golden.Id}: wrote before it threw");
        return true;
    }

    /// <summary>
    /// Gradients of labels: relative to what multiplies the probabilities, the largest of all rows, as gradients may be
    /// differences of nearly equal parts; the others relative to the largest element.
    /// </summary>
    private static void Gradient(Judge judge, GoldenCase golden, string name, ReadOnlySpan<T> actual)
    {
        var expected = golden.Expected<T>("grad");
        var scale = Math.Max(Largest(expected.Values), LargestCoefficient(golden));
        var bound = golden.Operation == "focal" ? Judge.ThreeUlp + golden.Number("gamma")!.Value : Judge.ThreeUlp;
        if (golden.Has("cap"))
        {
            // Capped logits are rounded before use: the error of a probability grows with the size of the exponent.
            scale *= 1 + golden.Number("cap")!.Value;
        }
        for (var i = 0; i < expected.Values.Length; i++)
        {
            judge.Close(golden.Id, name, i, expected, actual[i], bound, scale);
        }
    }

    /// <summary>
    /// Losses, within 2 ulp; with a z-loss or a cap, whose parts can cancel, relative to 1 at least; a focal loss is a power,
    /// which multiplies errors of 1 − p with γ.
    /// </summary>
    private static void Losses(Judge judge, GoldenCase golden, string name, Expected<T> expected, ReadOnlySpan<T> actual)
    {
        var bound = golden.Operation == "focal" ? Judge.TwoUlp + golden.Number("gamma")!.Value : Judge.TwoUlp;
        for (var i = 0; i < expected.Values.Length; i++)
        {
            var scale = golden.Has("coef") || golden.Has("cap") || golden.Has("temperature") ? Math.Max(1, Magnitude(expected.Values[i])) : Magnitude(expected.Values[i]);
            judge.Close(golden.Id, name, i, expected, actual[i], bound, scale);
        }
    }

    private static double LargestCoefficient(GoldenCase golden)
    {
        var weights = golden.ValuesOrNone<T>("weight");
        var smoothing = golden.Number("label_smoothing") ?? 0;
        var upstream = golden.ValuesOrNone<T>("g");
        double Weight(int label) => weights.Length == 0 ? 1 : Math.Abs(double.CreateChecked(weights[label]));
        double Upstream(int row) => upstream.Length == 0 ? 1 : Math.Abs(double.CreateChecked(upstream[upstream.Length == 1 ? 0 : row]));
        var sum = Enumerable.Range(0, THead.ClassCount).Sum(Weight);
        if (golden.Has("target"))
        {
            var targets = golden.Values<T>("target");
            var rows = targets.Length / THead.ClassCount;
            return Enumerable.Range(0, rows).Select(row => Upstream(row) / (golden.Reduction == "mean" ? rows : 1)
                * Enumerable.Range(0, THead.ClassCount).Sum(c => Weight(c) * Math.Abs(((1 - smoothing) * double.CreateChecked(targets[(row * THead.ClassCount) + c])) + (smoothing / THead.ClassCount)))).DefaultIfEmpty().Max();
        }

        var labels = golden.Integers("labels");
        var counted = labels.Where(label => label != golden.IgnoreLabel).ToArray();
        var denominator = golden.Reduction != "mean" ? 1 : golden.Operation == "focal" ? counted.Length : counted.Sum(Weight);
        var temperature = golden.Number("temperature") ?? 1;
        return labels.Select((label, row) => label == golden.IgnoreLabel ? 0
            : (((1 - smoothing) * Weight(label)) + (smoothing * sum / THead.ClassCount))
                * Upstream(row)
                / denominator / temperature).DefaultIfEmpty().Where(double.IsFinite).DefaultIfEmpty().Max();
    }

    /// <summary>Compares relative to the largest element of the tensor.</summary>
    private static void Scaled(Judge judge, GoldenCase golden, string name, ReadOnlySpan<T> actual) =>
        Scaled(judge, golden, name, Largest(golden.Values<T>(name)), actual);

    private static void Scaled(Judge judge, GoldenCase golden, string name, double largest, ReadOnlySpan<T> actual)
    {
        var expected = golden.Expected<T>(name);
        if (!golden.IsStrict)
        {
            return;
        }

        for (var i = 0; i < expected.Values.Length; i++)
        {
            judge.Close(golden.Id, name, i, expected, actual[i], Judge.ThreeUlp, largest);
        }
    }

    /// <summary>Compares relative to the probabilities, times 1 + the distance from the maximum.</summary>
    private static void Distances(Judge judge, GoldenCase golden, string name, double temperature, ReadOnlySpan<T> actual)
    {
        var expected = golden.Expected<T>(name);
        var p = golden.Values<T>("softmax");
        var z = golden.Values<T>("z");
        for (var i = 0; i < expected.Values.Length && golden.IsStrict; i++)
        {
            var max = z.AsSpan(i / THead.ClassCount * THead.ClassCount, THead.ClassCount).ToArray().Max();
            var distance = double.CreateChecked(max - z[i]) / temperature;
            var scale = Magnitude(p[i]) * (1 + (double.IsFinite(distance) ? distance : 0));
            judge.Close(golden.Id, name, i, expected, actual[i], Judge.ThreeUlp, scale);
        }
    }

    private static double Magnitude(T value) => Math.Abs(double.CreateChecked(value));

    private static double Largest(ReadOnlySpan<T> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, T.IsFinite(value) ? Math.Abs(double.CreateChecked(value)) : 0);
        }

        return largest;
    }
}
