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
    /// The terms are kept, for probabilities. Where a lane has one term, all of them are added, that of the maximum among them: as
    /// multiples of one number, whose sum is exact, and what is left. Where a lane has many, whole terms below the maximum are added,
    /// with rounding errors lost within a lane, and the lanes with theirs.
    /// </summary>
    Plainly,
}

/// <summary>What the variants mean.</summary>
internal static class SumVariants
{
    /// <summary>All of them: those of blocks.</summary>
    public static IReadOnlyList<SumVariant> All { get; } = [SumVariant.Only, SumVariant.Keeping, SumVariant.Plainly];

    /// <summary>
    /// Those of a row by itself, whose terms are not worth a text of their own where they are not kept: the compiler leaves out
    /// registers that nobody reads, and loops ask.
    /// </summary>
    public static IReadOnlyList<SumVariant> OfRow { get; } = [SumVariant.Keeping, SumVariant.Plainly];

    /// <summary>The variant that stands for this one where a row is by itself.</summary>
    public static SumVariant ForRow(this SumVariant variant) => variant == SumVariant.Only ? SumVariant.Keeping : variant;

    public static bool KeepsTerms(this SumVariant variant) => variant != SumVariant.Only;

    /// <summary>Whether rounding errors are lost within a lane.</summary>
    public static bool IsPlain(this SumVariant variant) => variant == SumVariant.Plainly;

    /// <summary>Whether terms are added as they are, rather than as powers and tails.</summary>
    public static bool AddsWholeTerms(this SumVariant variant, SummationTree tree) => variant.IsPlain() && tree.HasManyTerms;

    /// <summary>Whether all terms are added, that of the maximum among them, and exactly: there is a total, and no ties.</summary>
    public static bool IsTotal(this SumVariant variant, SummationTree tree) => variant.IsPlain() && !tree.HasManyTerms;
}
