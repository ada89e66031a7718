namespace SoftmaxGen.Generator.Emission;

/// <summary>How one row is walked over: the loops, or their unrolling, behind the row core.</summary>
internal interface IRowStrategyWriter
{
    /// <summary>
    /// Writes <c>Core</c>: maximum, terms below it and their sum, as
    /// <c>Core(ref x, ref y, keep, out max, out shift, out bound, out pivot, out sum, out low, out ties)</c>, where
    /// <c>keep</c> is a constant that says whether every term is stored at y.
    /// </summary>
    void WriteCore();
}
