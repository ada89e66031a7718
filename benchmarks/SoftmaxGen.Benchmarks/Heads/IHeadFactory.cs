using System.Numerics;
using SoftmaxGen.Benchmarks.Contenders;

namespace SoftmaxGen.Benchmarks.Heads;

/// <summary>Makes contenders of a generated head without naming its type.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal interface IHeadFactory<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The head, called once per batch.</summary>
    Contender<T> Batch();

    /// <summary>The head, called once per batch whose class axis is not the last.</summary>
    Contender<T> Columns();

    /// <summary>The head, called once per row.</summary>
    Contender<T> Rows();
}
