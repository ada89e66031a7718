namespace Classifier.DataSets;

/// <summary>How features are brought to one scale before training.</summary>
internal enum FeatureScaling
{
    /// <summary>(x − mean) / standard deviation, both of the training rows, column by column.</summary>
    Standardize,

    /// <summary>x / 16: pixels from 0 to 16 become 0 to 1.</summary>
    Sixteenths,
}
