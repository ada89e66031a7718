using System.Numerics;

namespace SoftmaxGen.Tests.Heads;

/// <summary>The overloads of a head on its fixed-size <c>Row</c>, reached through spans so that tests choose where a row lies.</summary>
internal abstract class FixedSizeHead<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public abstract void Softmax(ReadOnlySpan<T> row, Span<T> destination);

    public abstract void LogSoftmax(ReadOnlySpan<T> row, Span<T> destination);

    public abstract T LogSumExp(ReadOnlySpan<T> row);

    public abstract int Predict(ReadOnlySpan<T> row);

    public abstract int Predict(ReadOnlySpan<T> row, out T probability);

    public abstract T CrossEntropy(ReadOnlySpan<T> row, int label);

    public abstract T CrossEntropyWithGradient(ReadOnlySpan<T> row, int label, Span<T> gradient);

    /// <summary>The overloads of a head, or null when it has too many classes for a <c>Row</c>.</summary>
    public static FixedSizeHead<T>? Of(Type head) => head.GetNestedType("Row") is { } row
        ? (FixedSizeHead<T>)Activator.CreateInstance(typeof(FixedSizeHead<,>).MakeGenericType(row, typeof(T)), head)!
        : null;
}
