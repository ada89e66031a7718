namespace SoftmaxGen.Generator.Emission;

/// <summary>How one row is walked over: the loops, or their unrolling, behind the row core.</summary>
internal interface IRowStrategyWriter
{
    /// <summary>Writes the body that returns the largest logits of the row at <c>x</c>, in the lanes of a vector.</summary>
    void WriteMaxima();

    /// <summary>
    /// Writes the terms of the row at <c>x</c>: stored at y if they are to be kept, and the maximum counted in <c>ties</c>.
    /// </summary>
    void WriteTerms(bool keep);

    /// <summary>Writes the sum of the terms, down to one vector.</summary>
    SumNode WriteSum(bool isPlain);
}
