namespace Classifier.DataSets;

/// <summary>A labelled table as it stands in the file.</summary>
/// <param name="ClassNames">What the labels 0, 1, … mean.</param>
/// <param name="FeatureCount">D, the number of features of a row.</param>
/// <param name="Features">The features, [rows, D].</param>
/// <param name="Labels">One class per row.</param>
internal sealed record DataSet(IReadOnlyList<string> ClassNames, int FeatureCount, double[] Features, int[] Labels)
{
    public int RowCount => Labels.Length;

    public ReadOnlySpan<double> Row(int index) => Features.AsSpan(index * FeatureCount, FeatureCount);
}
