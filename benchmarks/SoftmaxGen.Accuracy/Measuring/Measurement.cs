using System.Numerics;
using System.Reflection;
using SoftmaxGen.Accuracy.Contenders;
using SoftmaxGen.Accuracy.Heads;
using SoftmaxGen.Oracle;
using SoftmaxGen.Tests.Heads;

namespace SoftmaxGen.Accuracy.Measuring;

/// <summary>Measures every contender at every class count of an element type.</summary>
/// <param name="elements">How many logits to measure per class count and scale; one row at least.</param>
internal sealed class Measurement<T>(int elements) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The standard deviations of the logits.</summary>
    public static readonly double[] Scales = [1, 10, 80, 1000];

    // No label is ignored.
    private const int NoLabel = -100;

    private static readonly int[] ClassCounts = [2, 3, 4, 5, 8, 10, 16, 20, 32, 64, 100, 128, 256, 1000, 1024, 10_000, 32_000, 128_256];

    private static readonly Type[] Heads = [.. ClassCounts.Select(HeadOf)];

    /// <summary>The scores of one class count after another.</summary>
    public IEnumerable<Score[]> Run()
    {
        foreach (Type head in Heads)
        {
            int classCount = head.GetCustomAttribute<SoftmaxHeadAttribute>()!.K;
            var generated = (IContender<T>)Activator.CreateInstance(typeof(GeneratedContender<,>).MakeGenericType(head, typeof(T)))!;
            IContender<T>[] contenders = [generated, new TensorContender<T>(classCount), new ScalarContender<T>(classCount)];
            yield return [.. Scales.SelectMany(scale => Run(classCount, scale, contenders))];
        }
    }

    /// <summary>The plain head of a class count, from wherever it is declared.</summary>
    private static Type HeadOf(int classCount) => typeof(Single128256).Assembly.GetTypes()
        .Concat(typeof(Single1).Assembly.GetTypes())
        .Single(type => type.GetCustomAttribute<SoftmaxHeadAttribute>() is { } attribute
            && attribute.K == classCount
            && attribute.ElementType == typeof(T)
            && attribute.IgnoreLabel == new SoftmaxHeadAttribute().IgnoreLabel);

    private Score[] Run(int classCount, double scale, IContender<T>[] contenders)
    {
        var source = new NormalLogits(((ulong)classCount << 16) + (ulong)scale);
        T[] logits = source.Logits<T>(Math.Max(1, elements / classCount) * classCount, scale);
        var oracle = new SoftmaxOracle<T>(logits, classCount);
        int[] labels = source.Labels(oracle.Argmax, classCount);
        var meter = new ErrorMeter<T>(logits, classCount);
        return [.. Enum.GetValues<Operation>().SelectMany(operation =>
        {
            Expected<T> expected = TrueValues(operation, oracle, labels);
            return contenders.Select(contender => new Score(
                operation, classCount, scale, typeof(T) == typeof(double), contender.Name, meter.Measure(operation, expected, Results(operation, contender, logits, labels))));
        })];
    }

    private static Expected<T> TrueValues(Operation operation, SoftmaxOracle<T> oracle, int[] labels) => operation switch
    {
        Operation.Softmax => oracle.Softmax(),
        Operation.LogSoftmax => oracle.LogSoftmax(),
        Operation.LogSumExp => oracle.LogSumExp(),
        Operation.Loss => oracle.Losses(labels, NoLabel),
        _ => oracle.Gradient(labels, NoLabel, 1),
    };

    private static T[] Results(Operation operation, IContender<T> contender, T[] logits, int[] labels)
    {
        var results = new T[operation is Operation.LogSumExp or Operation.Loss ? labels.Length : logits.Length];
        switch (operation)
        {
            case Operation.Softmax: contender.Softmax(logits, results); break;
            case Operation.LogSoftmax: contender.LogSoftmax(logits, results); break;
            case Operation.LogSumExp: contender.LogSumExp(logits, results); break;
            case Operation.Loss: contender.Losses(logits, labels, results); break;
            default: contender.Gradient(logits, labels, results); break;
        }

        return results;
    }
}
