using System.Numerics;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Calls every generated operation of a head through its interface, for whole batches, in place, and row by row.</summary>
internal sealed class HeadCaller<THead, T> : IHeadCaller<T>
    where THead : ISoftmaxHeadCore<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IReadOnlyDictionary<string, double[]> Run(LogitsBatch<T> batch)
    {
        int count = THead.ClassCount;
        int rows = batch.Rows;
        ReadOnlySpan<T> logits = batch.Logits;
        T[] softmax = new T[logits.Length], logSoftmax = new T[logits.Length], gradientOfMean = new T[logits.Length], gradientOfSum = new T[logits.Length];
        T[] softmaxInPlace = [.. batch.Logits], logSoftmaxInPlace = [.. batch.Logits], gradientInPlace = [.. batch.Logits], gradientByRow = new T[logits.Length];
        T[] logSumExp = new T[rows], losses = new T[rows], logSumExpByRow = new T[rows], probability = new T[rows], lossByRow = new T[rows], lossWithGradientByRow = new T[rows];
        int[] classes = new int[rows], classByRow = new int[rows], classWithProbability = new int[rows];

        THead.Softmax(logits, softmax);
        THead.Softmax(softmaxInPlace, softmaxInPlace);
        THead.LogSoftmax(logits, logSoftmax);
        THead.LogSoftmax(logSoftmaxInPlace, logSoftmaxInPlace);
        THead.LogSumExp(logits, logSumExp);
        THead.Predict(logits, classes);
        LossSum sum = THead.CrossEntropy(logits, batch.Labels);
        LossSum sumWithLosses = THead.CrossEntropy(logits, batch.Labels, losses);
        LossSum sumWithMean = THead.CrossEntropyWithGradient(logits, batch.Labels, gradientOfMean);
        LossSum sumWithSum = THead.CrossEntropyWithGradient(logits, batch.Labels, gradientOfSum, Reduction.Sum);
        THead.CrossEntropyWithGradient(gradientInPlace, batch.Labels, gradientInPlace, Reduction.Sum);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<T> row = logits.Slice(i * count, count);
            logSumExpByRow[i] = THead.LogSumExp(row);
            classByRow[i] = THead.Predict(row);
            classWithProbability[i] = THead.Predict(row, out probability[i]);
            lossByRow[i] = THead.CrossEntropy(row, batch.Labels[i]);
            lossWithGradientByRow[i] = THead.CrossEntropyWithGradient(row, batch.Labels[i], gradientByRow.AsSpan(i * count, count));
        }

        return new Dictionary<string, double[]>
        {
            [Outputs.Softmax] = Widen(softmax),
            [Outputs.Softmax + " in place"] = Widen(softmaxInPlace),
            [Outputs.LogSoftmax] = Widen(logSoftmax),
            [Outputs.LogSoftmax + " in place"] = Widen(logSoftmaxInPlace),
            [Outputs.LogSumExp] = Widen(logSumExp),
            [Outputs.LogSumExp + " by row"] = Widen(logSumExpByRow),
            [Outputs.Predict] = [.. classes],
            [Outputs.Predict + " by row"] = [.. classByRow],
            [Outputs.Predict + " with probability"] = [.. classWithProbability],
            [Outputs.MaximumProbability] = Widen(probability),
            [Outputs.Loss] = Widen(losses),
            [Outputs.Loss + " by row"] = Widen(lossByRow),
            [Outputs.Loss + " with gradient by row"] = Widen(lossWithGradientByRow),
            [Outputs.LossSum] = [sum.Sum, sum.Weight, sum.Count],
            [Outputs.LossSum + " with losses"] = [sumWithLosses.Sum, sumWithLosses.Weight, sumWithLosses.Count],
            [Outputs.LossSum + " with gradient of mean"] = [sumWithMean.Sum, sumWithMean.Weight, sumWithMean.Count],
            [Outputs.LossSum + " with gradient of sum"] = [sumWithSum.Sum, sumWithSum.Weight, sumWithSum.Count],
            [Outputs.MeanGradient] = Widen(gradientOfMean),
            [Outputs.Gradient] = Widen(gradientOfSum),
            [Outputs.Gradient + " in place"] = Widen(gradientInPlace),
            [Outputs.Gradient + " by row"] = Widen(gradientByRow),
        };
    }

    private static double[] Widen(T[] values) => [.. values.Select(static value => double.CreateChecked(value))];
}
