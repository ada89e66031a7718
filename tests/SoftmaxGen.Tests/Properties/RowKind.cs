namespace SoftmaxGen.Tests.Properties;

/// <summary>What the logits of a row are like.</summary>
internal enum RowKind
{
    Small,
    Moderate,
    Large,
    VeryLarge,
    AllEqual,
    Ties,
    OneHot,
    Denormal,
    Huge,
    Masked,
    AllMasked,
    PlusInfinity,
    NaN,
}
