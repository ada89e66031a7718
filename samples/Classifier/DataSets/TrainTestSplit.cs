namespace Classifier.DataSets;

/// <summary>Every fifth row is for the test, the others, in file order, for training.</summary>
internal sealed record TrainTestSplit(Samples Train, Samples Test)
{
    public static TrainTestSplit Of(DataSet data, FeatureScaling scaling)
    {
        ILookup<bool, int> rows = Enumerable.Range(0, data.RowCount).ToLookup(static row => row % 5 == 4);
        int[] train = [.. rows[false]];
        int[] test = [.. rows[true]];
        var scaler = FeatureScaler.Fit(scaling, data, train);
        return new(Samples.Of(data, train, scaler), Samples.Of(data, test, scaler));
    }
}
