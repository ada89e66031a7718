using System.Numerics;

namespace SoftmaxGen.Tests.Replay;

/// <summary>What an operation of a head is called with; it takes what it needs.</summary>
internal readonly ref struct OperationArguments<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>[N, K].</summary>
    public required ReadOnlySpan<T> Logits { get; init; }

    /// <summary>[N, K]: targets, a vector or an upstream gradient.</summary>
    public required ReadOnlySpan<T> Others { get; init; }

    /// <summary>[N]: an upstream gradient or weights.</summary>
    public required ReadOnlySpan<T> RowNumbers { get; init; }

    /// <summary>[N].</summary>
    public required ReadOnlySpan<int> Labels { get; init; }

    /// <summary>[N].</summary>
    public required ReadOnlySpan<int> OtherLabels { get; init; }

    /// <summary>[N].</summary>
    public required ReadOnlySpan<long> LongLabels { get; init; }

    /// <summary>[N].</summary>
    public required ReadOnlySpan<byte> ByteLabels { get; init; }

    /// <summary>[N, K].</summary>
    public required ReadOnlySpan<bool> Mask { get; init; }

    /// <summary>What the operation accepts, or the default.</summary>
    public required LossOptions<T> Options { get; init; }

    /// <summary>A divisor of N.</summary>
    public required int InnerSize { get; init; }

    /// <summary>Receives the output, unless it consists of classes.</summary>
    public required Span<T> Values { get; init; }

    /// <summary>Receives the output of classes.</summary>
    public required Span<int> Classes { get; init; }
}
