using System.Numerics;

namespace SoftmaxGen.Tests.Layouts;

/// <summary>Rows of logits, three in eight of them hard: ties, zeros of both signs, infinities, NaN, logits that overflow or vanish.</summary>
internal static class HardRows
{
    public static void Fill<T>(Span<T> row, Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = Math.Pow(10, random.Next(-2, 4));
        for (var c = 0; c < row.Length; c++)
        {
            row[c] = T.CreateTruncating(((random.NextDouble() * 2) - 1) * scale);
        }

        var c0 = random.Next(row.Length);
        switch (random.Next(24))
        {
            case 0:
                row[c0] = T.PositiveInfinity;
                break;
            case 1:
                row[c0] = T.NaN;
                break;
            case 2:
                row.Fill(T.NegativeInfinity);
                break;
            case 3:
                row[c0] = T.NegativeInfinity;
                break;
            case 4:
                row.Fill(row[0]);
                break;
            case 5:
                row[c0] = T.CreateTruncating(3.4e38);
                break;
            case 6:
                row[c0] = T.CreateTruncating(-3.4e38);
                break;
            case 7:
                row[random.Next(row.Length)] = row[c0];
                break;
            case 8:
                // Of zeros with both signs, the maximum is one or the other.
                row.Clear();
                row[c0] = T.NegativeZero;
                break;
        }
    }
}
