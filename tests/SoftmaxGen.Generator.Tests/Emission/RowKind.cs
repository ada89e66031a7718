namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>What a row of logits is like.</summary>
internal enum RowKind
{
    Scale1,
    Scale10,
    Scale80,
    Scale300,
    Scale10000,
    Ties,
    SomeNegativeInfinity,
    PositiveInfinity,
    NaN,
    AllNegativeInfinity,

    /// <summary>The largest and the smallest finite numbers.</summary>
    Huge,

    /// <summary>One class, the label's, far above the others.</summary>
    Saturated,

    /// <summary>Subnormal numbers.</summary>
    Tiny,
}
