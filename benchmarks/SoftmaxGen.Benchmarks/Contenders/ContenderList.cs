using System.Numerics;
using SoftmaxGen.Benchmarks.Heads;

namespace SoftmaxGen.Benchmarks.Contenders;

/// <summary>Who is measured side by side.</summary>
internal static class ContenderList
{
    /// <summary>Copy, generated head, TensorPrimitives, and the head over an inner axis and the scalar loops if asked for.</summary>
    public static Contender<T>[] For<T>(int classCount, bool rowByRow, bool scalar, bool columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IHeadFactory<T> head = HeadCatalog.Find<T>(classCount);
        Contender<T>[] always =
        [
            rowByRow ? new CopyRows<T>() : new CopyBatch<T>(),
            rowByRow ? head.Rows() : head.Batch(),
            TensorPrimitives<T>(),
        ];
        return [.. always, .. columns ? [head.Columns()] : Array.Empty<Contender<T>>(), .. scalar ? [Scalar<T>()] : Array.Empty<Contender<T>>()];
    }

    public static Contender<T> TensorPrimitives<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new RowContender<TensorRow<T>, T>(Names.TensorPrimitives);

    public static Contender<T> Scalar<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new RowContender<ScalarRow<T>, T>(Names.Scalar);
}
