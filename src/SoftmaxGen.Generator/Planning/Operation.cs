namespace SoftmaxGen.Generator.Planning;

/// <summary>
/// One kernel, described by what differs from the others: all share the row core (maximum, terms, their sum).
/// </summary>
/// <param name="Name">The kernel's name.</param>
/// <param name="Elements">What is written per class.</param>
/// <param name="Result">What is returned per row.</param>
/// <param name="UsesLabels">Whether each row has a label.</param>
internal sealed record Operation(string Name, ElementOutput Elements, RowOutput Result, bool UsesLabels = false)
{
    public static readonly Operation Softmax = new("Softmax", ElementOutput.Probability, RowOutput.None);
    public static readonly Operation LogSoftmax = new("LogSoftmax", ElementOutput.LogProbability, RowOutput.None);
    public static readonly Operation LogSumExp = new("LogSumExp", ElementOutput.None, RowOutput.LogSumExp);
    public static readonly Operation MaximumProbability = new("MaximumProbability", ElementOutput.None, RowOutput.MaximumProbability);
    public static readonly Operation CrossEntropy = new("CrossEntropy", ElementOutput.None, RowOutput.Loss, UsesLabels: true);
    public static readonly Operation CrossEntropyWithGradient = new("CrossEntropyWithGradient", ElementOutput.Gradient, RowOutput.Loss, UsesLabels: true);

    /// <summary>Every kernel of a head but <c>Predict</c>, which needs no exponentials.</summary>
    public static readonly IReadOnlyList<Operation> All =
        [Softmax, LogSoftmax, LogSumExp, MaximumProbability, CrossEntropy, CrossEntropyWithGradient];

    /// <summary>
    /// Whether the largest terms are kept out of the sum: what goes into a logarithm, or stands beside 1 − p, would lose
    /// the small terms otherwise.
    /// </summary>
    public bool SumsBelowMaximum => Elements != ElementOutput.Probability;

    /// <summary>Whether the terms themselves are needed after their sum is known.</summary>
    public bool KeepsTerms => Elements is ElementOutput.Probability or ElementOutput.Gradient;

    /// <summary>Whether log Σ is needed.</summary>
    public bool NeedsLogarithm => Result is RowOutput.Loss or RowOutput.LogSumExp || Elements == ElementOutput.LogProbability;
}
