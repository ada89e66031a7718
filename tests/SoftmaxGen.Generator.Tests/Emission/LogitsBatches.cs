using System.Numerics;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>Makes batches of every kind of row.</summary>
internal static class LogitsBatches
{
    private static readonly RowKind[] Kinds = Enum.GetValues<RowKind>();
    private static readonly RowKind[] FiniteKinds = [RowKind.Scale1, RowKind.Scale10, RowKind.Scale80, RowKind.Scale300, RowKind.Scale10000, RowKind.Ties, RowKind.Saturated];

    /// <summary>Batches of every size with all kinds of rows, and batches of one kind.</summary>
    public static IEnumerable<LogitsBatch<T>> All<T>(int classCount)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Beyond, rows are computed one by one at every width: fewer of them show as much.
        bool hasBlocks = classCount <= 66;
        foreach (int rows in hasBlocks ? new[] { 0, 1, 2, 3, 5, 8, 15, 16, 17, 33 } : [0, 1, 3, 17])
        {
            yield return Make<T>($"mixed, {rows} rows", classCount, rows, row => Kinds[(row + rows) % Kinds.Length]);
        }

        foreach (RowKind kind in FiniteKinds)
        {
            int rows = hasBlocks ? 17 : 1;
            yield return Make<T>($"{kind}, {rows} rows", classCount, rows, _ => kind);
        }
    }

    private static LogitsBatch<T> Make<T>(string name, int classCount, int rows, Func<int, RowKind> kind)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Random random = new((classCount * 1000) + rows);
        T[] logits = new T[rows * classCount];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = row % 7 == 4 ? LogitsBatch<T>.IgnoreLabel : random.Next(classCount);
            Fill(logits.AsSpan(row * classCount, classCount), kind(row), random, labels[row]);
        }

        return new LogitsBatch<T>($"K = {classCount}, {name}", classCount, logits, labels);
    }

    private static void Fill<T>(Span<T> row, RowKind kind, Random random, int label)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int c = 0; c < row.Length; c++)
        {
            row[c] = T.CreateTruncating(kind switch
            {
                RowKind.Scale10 => 10 * Symmetric(random),
                RowKind.Scale80 => 80 * Symmetric(random),
                RowKind.Scale300 => 300 * Symmetric(random),
                RowKind.Scale10000 => 1e4 * Symmetric(random),
                RowKind.Ties => random.Next(-1, 2),
                RowKind.AllNegativeInfinity => double.NegativeInfinity,
                RowKind.Saturated => c == Math.Max(label, 0) ? 5 + (60 * random.NextDouble()) : Symmetric(random),
                RowKind.Tiny => double.CreateChecked(T.Epsilon) * random.Next(-100, 100),
                _ => Symmetric(random),
            });
        }

        int special = random.Next(row.Length);
        switch (kind)
        {
            case RowKind.SomeNegativeInfinity:
                for (int c = 0; c < row.Length; c += 3)
                {
                    row[(c + special) % row.Length] = T.NegativeInfinity;
                }

                break;
            case RowKind.PositiveInfinity:
                row[special] = T.PositiveInfinity;
                break;
            case RowKind.NaN:
                row[special] = T.NaN;
                break;
            case RowKind.Huge:
                // A quarter of the largest double, so that the oracle does not overflow.
                row[special] = T.CreateSaturating(double.MaxValue / 4);
                row[^1] = -T.CreateSaturating(double.MaxValue / 4);
                break;
        }
    }

    private static double Symmetric(Random random) => (2 * random.NextDouble()) - 1;
}
