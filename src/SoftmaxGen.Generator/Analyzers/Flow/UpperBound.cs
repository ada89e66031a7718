namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Why a number cannot be large; a later member is the stronger statement.</summary>
internal enum UpperBound
{
    /// <summary>It can be as large as the data.</summary>
    None,

    /// <summary>It is at most a constant: a clamp, a sigmoid, a literal.</summary>
    Constant,

    /// <summary>Something that is not a constant was subtracted from it: taken for the shift by the maximum, in doubt too.</summary>
    Shifted,

    /// <summary>It is at most 0, or looks so: a negated distance, a decay.</summary>
    NonPositive,
}
