namespace Classifier.Reporting;

/// <summary>The losses of one data set, by epoch, and what they should be.</summary>
internal sealed record LossCurve(string Name, double[] Losses, double[] Reference);
