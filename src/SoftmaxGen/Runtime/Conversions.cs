using System.ComponentModel;

namespace SoftmaxGen.Runtime;

/// <summary>Conversions between float and formats of 16 bits, whole spans at a time. Not meant to be called by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Conversions
{
    /// <summary>The numbers as floats, exactly.</summary>
    public static void Widen(ReadOnlySpan<Half> source, Span<float> destination) => HalfStorage.Widen(source, destination);

    /// <inheritdoc cref="Widen(ReadOnlySpan{Half}, Span{float})"/>
    public static void Widen(ReadOnlySpan<BFloat16> source, Span<float> destination) => BFloat16Storage.Widen(source, destination);

    /// <summary>The floats as the nearest numbers of the format, the even one of two.</summary>
    public static void Narrow(ReadOnlySpan<float> source, Span<Half> destination) => HalfStorage.Narrow(source, destination);

    /// <inheritdoc cref="Narrow(ReadOnlySpan{float}, Span{Half})"/>
    public static void Narrow(ReadOnlySpan<float> source, Span<BFloat16> destination) => BFloat16Storage.Narrow(source, destination);
}
