using System.Numerics;

namespace SoftmaxGen.Accuracy.Contenders;

/// <summary>The loop that everybody writes, with the maximum taken off: MathF in float, Math in double.</summary>
internal sealed class ScalarContender<T>(int classCount) : RowContender<T>(classCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override Contender Name => Contender.Scalar;

    protected override void SoftmaxRow(ReadOnlySpan<T> row, Span<T> destination) => SoftmaxOfAnySize(row, destination);

    protected override void SoftmaxOfAnySize(ReadOnlySpan<T> row, Span<T> destination)
    {
        T maximum = Maximum(row);
        T sum = T.Zero;
        for (int i = 0; i < row.Length; i++)
        {
            destination[i] = T.Exp(row[i] - maximum);
            sum += destination[i];
        }

        for (int i = 0; i < row.Length; i++)
            destination[i] /= sum;
    }

    protected override void LogSoftmaxRow(ReadOnlySpan<T> row, Span<T> destination)
    {
        (T maximum, T logSum) = LogSum(row);
        for (int i = 0; i < row.Length; i++)
            destination[i] = row[i] - maximum - logSum;
    }

    protected override (T Maximum, T LogSum) LogSum(ReadOnlySpan<T> row)
    {
        T maximum = Maximum(row);
        T sum = T.Zero;
        foreach (T logit in row)
            sum += T.Exp(logit - maximum);
        return (maximum, T.Log(sum));
    }

    private static T Maximum(ReadOnlySpan<T> row)
    {
        T maximum = row[0];
        foreach (T logit in row)
            maximum = T.Max(maximum, logit);
        return maximum;
    }
}
