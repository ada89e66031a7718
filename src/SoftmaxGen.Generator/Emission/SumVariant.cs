using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Emission;

/// <summary>The variants in which the terms of rows are added up, by the names that the methods end with.</summary>
internal enum SumVariant
{
    /// <summary>The terms are not kept, and the rounding errors of adding the lanes are carried along.</summary>
    Only,

    /// <summary>The terms are kept, and the rounding errors carried along.</summary>
    Keeping,

    /// <summary>
    /// The terms are kept and the rounding errors lost: enough for the probabilities of a few classes, whose sum has the
    /// maximum's term in it.
    /// </summary>
    Plainly,
}

/// <summary>What the variants mean.</summary>
internal static class SumVariants
{
    /// <summary>The variants that a head needs.</summary>
    public static IReadOnlyList<SumVariant> Of(HeadPlan plan) => plan.HasPlainSums
        ? [SumVariant.Only, SumVariant.Keeping, SumVariant.Plainly]
        : [SumVariant.Only, SumVariant.Keeping];

    /// <summary>The variant of softmax.</summary>
    public static SumVariant OfSoftmax(HeadPlan plan) => plan.HasPlainSums ? SumVariant.Plainly : SumVariant.Keeping;

    public static bool KeepsTerms(this SumVariant variant) => variant != SumVariant.Only;

    public static bool IsPlain(this SumVariant variant) => variant == SumVariant.Plainly;
}
