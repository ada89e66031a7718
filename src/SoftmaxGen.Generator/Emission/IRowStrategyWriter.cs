namespace SoftmaxGen.Generator.Emission;

/// <summary>How one row is walked over: the loops, or their unrolling, behind the row core.</summary>
internal interface IRowStrategyWriter
{
    /// <summary>The row's logits as an argument: where they are, or the vectors that hold them.</summary>
    string Logits { get; }

    /// <summary>The row's logits as parameters.</summary>
    string LogitParameters { get; }

    /// <summary>The largest of the logits, in the lanes of a vector.</summary>
    string Maximum { get; }

    /// <summary>The terms as parameters, followed by a comma, of one of the variants of a row by itself.</summary>
    string TermParameters(SumVariant variant);

    /// <summary>The same as arguments: the parameters handed on.</summary>
    string TermsHandedOn(SumVariant variant);

    /// <summary>The terms as arguments, followed by a comma.</summary>
    /// <param name="variant">The variant of the sum.</param>
    string TermArguments(SumVariant variant);

    /// <summary>Writes how the logits at a reference become what <see cref="Logits"/> needs.</summary>
    void WriteLoads(string reference);

    /// <summary>Writes the body that returns the largest logits of the row at <c>x</c>, in the lanes of a vector.</summary>
    void WriteMaxima();

    /// <summary>Writes the terms of the row: kept, if wanted, and the maximum counted in <c>ties</c>.</summary>
    void WriteTerms(SumVariant variant);

    /// <summary>Writes the sum of the terms, down to one vector.</summary>
    SumNode WriteSum(SumVariant variant);
}
