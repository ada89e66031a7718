namespace Classifier.DataSets;

/// <summary>Scales the columns of a data set: (x − offset) / divisor.</summary>
internal sealed class FeatureScaler
{
    private readonly double[] _offsets;
    private readonly double[] _divisors;

    private FeatureScaler(double[] offsets, double[] divisors)
    {
        _offsets = offsets;
        _divisors = divisors;
    }

    /// <summary>What the scaling needs to know is taken from the training rows alone, in double.</summary>
    public static FeatureScaler Fit(FeatureScaling scaling, DataSet data, ReadOnlySpan<int> trainingRows)
    {
        var offsets = new double[data.FeatureCount];
        var divisors = new double[data.FeatureCount];
        for (int column = 0; column < data.FeatureCount; column++)
        {
            (offsets[column], divisors[column]) = scaling switch
            {
                FeatureScaling.Standardize => MeanAndDeviation(data, trainingRows, column),
                _ => (0, 16),
            };
        }

        return new(offsets, divisors);
    }

    public void Apply(ReadOnlySpan<double> row, Span<float> destination)
    {
        for (int column = 0; column < row.Length; column++)
            destination[column] = (float)((row[column] - _offsets[column]) / _divisors[column]);
    }

    /// <summary>The mean and the population standard deviation (divided by N), in two passes.</summary>
    private static (double Mean, double Deviation) MeanAndDeviation(DataSet data, ReadOnlySpan<int> rows, int column)
    {
        double sum = 0;
        foreach (int row in rows)
            sum += data.Row(row)[column];
        double mean = sum / rows.Length;

        double squares = 0;
        foreach (int row in rows)
        {
            double difference = data.Row(row)[column] - mean;
            squares += difference * difference;
        }

        return (mean, Math.Sqrt(squares / rows.Length));
    }
}
