using System.Numerics;
using SoftmaxGen.Oracle;

namespace SoftmaxGen.Accuracy.Measuring;

/// <summary>The distance of results from true values, in units of the last place of what each operation is measured by.</summary>
/// <param name="logits">[N, K].</param>
/// <param name="classCount">K.</param>
internal sealed class ErrorMeter<T>(T[] logits, int classCount) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public WorstError Measure(Operation operation, Expected<T> expected, ReadOnlySpan<T> actual)
    {
        double worst = 0;
        bool isNotFinite = false;
        double scale = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            scale = operation switch
            {
                Operation.LogSumExp => Math.Max(Largest(logits.AsSpan(i * classCount, classCount), signed: true), Size(expected.Values[i])),
                Operation.Gradient => i % classCount == 0 ? Largest(expected.Values.AsSpan(i, classCount), signed: false) : scale,
                _ => Size(expected.Values[i]),
            };
            if (scale < FloatFormat<T>.SmallestNormal)
                continue;

            double error = Math.Abs(double.CreateChecked(actual[i]) - double.CreateChecked(expected.Values[i]) - expected.Residuals[i]) / FloatFormat<T>.Ulp(scale);
            isNotFinite |= !double.IsFinite(error);
            worst = double.IsFinite(error) ? Math.Max(worst, error) : worst;
        }

        return new WorstError(worst, isNotFinite);
    }

    /// <summary>The size of the largest element, or the largest size.</summary>
    private static double Largest(ReadOnlySpan<T> values, bool signed)
    {
        T largest = signed ? T.NegativeInfinity : T.Zero;
        foreach (T value in values)
            largest = T.Max(largest, signed ? value : T.Abs(value));
        return Size(largest);
    }

    private static double Size(T value) => Math.Abs(double.CreateChecked(value));
}
