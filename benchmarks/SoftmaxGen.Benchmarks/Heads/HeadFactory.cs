using System.Numerics;
using SoftmaxGen.Benchmarks.Contenders;

namespace SoftmaxGen.Benchmarks.Heads;

/// <summary>Makes contenders of one generated head.</summary>
/// <typeparam name="THead">The head.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
internal sealed class HeadFactory<THead, T> : IHeadFactory<T>
    where THead : struct, ISoftmaxHead<THead, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Contender<T> Batch() => new GeneratedBatch<THead, T>();

    public Contender<T> Columns() => new GeneratedColumns<THead, T>();

    public Contender<T> Rows() => new GeneratedRows<THead, T>();
}
