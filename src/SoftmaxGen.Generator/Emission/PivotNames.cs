namespace SoftmaxGen.Generator.Emission;

/// <summary>The variables that hold what <c>Pivot</c> made of a row's maximum.</summary>
/// <param name="Shift">s; null where it is subtracted already.</param>
/// <param name="Bound">Where d is clamped.</param>
/// <param name="Magic">The number that makes exponents of d · log2 e.</param>
internal sealed record PivotNames(string? Shift, string Bound, string Magic)
{
    /// <summary>Where the numbers of a row are at hand as they are.</summary>
    public static PivotNames Plain { get; } = new("shift", "bound", "magic");

    /// <summary>Where the numbers of one row fill vectors.</summary>
    public static PivotNames OfRow { get; } = new("shifts", "bounds", "magics");

    /// <summary>Where they do, and logits are differences from the shift.</summary>
    public static PivotNames OfShiftedRow { get; } = OfRow with { Shift = null };
}
