using System.Numerics;
using System.Numerics.Tensors;

namespace SoftmaxGen.Accuracy.Contenders;

/// <summary>
/// System.Numerics.Tensors: its SoftMax as it is, and where it has no function, its functions put together the way
/// that does not overflow.
/// </summary>
internal sealed class TensorContender<T>(int classCount) : RowContender<T>(classCount)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _shifted = new T[classCount];

    public override Contender Name => Contender.TensorPrimitives;

    // Logits of ordinary size, and nothing in between: the function itself is measured.
#pragma warning disable SMG1007
    protected override void SoftmaxRow(ReadOnlySpan<T> row, Span<T> destination) => TensorPrimitives.SoftMax(row, destination);
#pragma warning restore SMG1007

    protected override void SoftmaxOfAnySize(ReadOnlySpan<T> row, Span<T> destination)
    {
        TensorPrimitives.Subtract(row, TensorPrimitives.Max(row), _shifted);
        TensorPrimitives.SoftMax(_shifted, destination);
    }

    protected override void LogSoftmaxRow(ReadOnlySpan<T> row, Span<T> destination)
    {
        (T maximum, T logSum) = LogSum(row);
        TensorPrimitives.Subtract(row, maximum, destination);
        TensorPrimitives.Subtract(destination, logSum, destination);
    }

    protected override (T Maximum, T LogSum) LogSum(ReadOnlySpan<T> row)
    {
        T maximum = TensorPrimitives.Max(row);
        TensorPrimitives.Subtract(row, maximum, _shifted);
        TensorPrimitives.Exp<T>(_shifted, _shifted);
        return (maximum, T.Log(TensorPrimitives.Sum<T>(_shifted)));
    }
}
