namespace Classifier.DataSets;

/// <summary>Rows ready for training: scaled, in float, row-major.</summary>
/// <param name="Rows">Which rows of the data set these are.</param>
/// <param name="FeatureCount">D, the number of features of a row.</param>
/// <param name="Inputs">The scaled features, [N, D].</param>
/// <param name="Labels">One class per row, [N].</param>
internal sealed record Samples(int[] Rows, int FeatureCount, float[] Inputs, int[] Labels)
{
    public int Count => Labels.Length;

    public static Samples Of(DataSet data, int[] rows, FeatureScaler scaler)
    {
        var inputs = new float[rows.Length * data.FeatureCount];
        var labels = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            scaler.Apply(data.Row(rows[i]), inputs.AsSpan(i * data.FeatureCount, data.FeatureCount));
            labels[i] = data.Labels[rows[i]];
        }

        return new(rows, data.FeatureCount, inputs, labels);
    }
}
