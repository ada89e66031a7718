namespace Classifier.Learning;

/// <summary>How many rows of each class were taken for which class.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[,] _counts;

    private ConfusionMatrix(int[,] counts) => _counts = counts;

    public int ClassCount => _counts.GetLength(0);

    public int Correct => Enumerable.Range(0, ClassCount).Sum(k => _counts[k, k]);

    public int Total => _counts.Cast<int>().Sum();

    public int this[int actual, int predicted] => _counts[actual, predicted];

    public static ConfusionMatrix Of(int classCount, ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted)
    {
        var counts = new int[classCount, classCount];
        for (int i = 0; i < actual.Length; i++)
            counts[actual[i], predicted[i]]++;
        return new(counts);
    }
}
