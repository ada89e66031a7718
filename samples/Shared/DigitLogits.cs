using System.Globalization;

namespace Shared;

/// <summary>What a network said about handwritten digits, and what they are.</summary>
/// <param name="Logits">[N, 10], row-major: as an inference session returns them.</param>
/// <param name="Labels">[N].</param>
internal sealed record DigitLogits(float[] Logits, int[] Labels)
{
    private const int ClassCount = 10;

    /// <summary>The number of rows.</summary>
    public int Count => Labels.Length;

    /// <summary>Some of the rows.</summary>
    public DigitLogits Slice(int first, int count) =>
        new(Logits[(first * ClassCount)..((first + count) * ClassCount)], Labels[first..(first + count)]);

    /// <summary>Reads the file beside the program.</summary>
    public static DigitLogits Read()
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "digits_logits.csv")).Skip(1).Select(static line => line.Split(','))];
        return new(
            [.. rows.SelectMany(static row => row.Skip(1)).Select(static cell => float.Parse(cell, CultureInfo.InvariantCulture))],
            [.. rows.Select(static row => int.Parse(row[0], CultureInfo.InvariantCulture))]);
    }
}
