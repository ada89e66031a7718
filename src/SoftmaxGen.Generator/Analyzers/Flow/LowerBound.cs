namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What keeps a number from being small; a later member is the stronger statement.</summary>
internal enum LowerBound
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is not negative, but may be 0.</summary>
    NonNegative,

    /// <summary>It cannot be 0: a floor, a guard, an added epsilon.</summary>
    Positive,
}
