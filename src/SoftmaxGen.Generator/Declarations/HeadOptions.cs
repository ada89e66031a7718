namespace SoftmaxGen.Generator.Declarations;

/// <summary>The constants of a head.</summary>
/// <param name="ClassCount">K, 1 or more.</param>
/// <param name="ElementType">The type of logits, probabilities and gradients.</param>
/// <param name="IgnoreLabel">The label of rows that take no part.</param>
internal sealed record HeadOptions(int ClassCount, ElementType ElementType, int IgnoreLabel)
{
    /// <summary>Which groups of members the head has besides those of every head.</summary>
    public OperationGroups Operations { get; init; } = OperationGroups.All;

    /// <summary>What the attribute says about losses and logits.</summary>
    public LossConstants Constants { get; init; } = LossConstants.None;
}
