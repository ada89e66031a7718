using System.Globalization;
using System.Numerics;
using SoftmaxGen.Oracle;

namespace SoftmaxGen.Tests.Golden;

/// <summary>One tensor as the golden files spell it, <c>f32[2,3]:3dcccccd …</c>, bit for bit.</summary>
/// <param name="Type"><c>f32</c>, <c>f64</c> or <c>int</c>.</param>
/// <param name="Shape">The dimensions; empty for a scalar.</param>
/// <param name="Words">The elements in row-major order: bit patterns, or the integers themselves.</param>
internal sealed record GoldenTensor(string Type, int[] Shape, long[] Words)
{
    /// <summary>Reads a tensor and checks that it has as many words as its shape says.</summary>
    public static GoldenTensor Parse(string text)
    {
        var colon = text.IndexOf(':');
        var bracket = text.IndexOf('[');
        var type = text[..bracket];
        var shape = text[(bracket + 1)..(colon - 1)]
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(static dimension => int.Parse(dimension, CultureInfo.InvariantCulture))
            .ToArray();
        var words = text[(colon + 1)..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => type == "int"
                ? long.Parse(word, CultureInfo.InvariantCulture)
                : (long)ulong.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .ToArray();
        var expected = shape.Aggregate(1, static (product, dimension) => product * dimension);
        return words.Length == expected
            ? new GoldenTensor(type, shape, words)
            : throw new FormatException($"{words.Length} words for {type}[{string.Join(',', shape)}].");
    }

    /// <summary>The elements as <typeparamref name="T"/>, which must be the tensor's own type.</summary>
    public T[] Values<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Type == FloatFormat<T>.ShortName
            ? Array.ConvertAll(Words, FloatFormat<T>.FromBits)
            : throw new FormatException($"{Type} is not {FloatFormat<T>.ShortName}.");

    /// <summary>The elements of an integer tensor.</summary>
    public int[] Integers() =>
        Type == "int" ? Array.ConvertAll(Words, static word => checked((int)word)) : throw new FormatException($"{Type} is not int.");
}
