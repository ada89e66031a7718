using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>A logarithm of something that may be 0, on its way into a loss.</summary>
/// <param name="Syntax">The call.</param>
/// <param name="Depth">How many calls below the method under analysis it stands.</param>
/// <param name="Parameters">The parameters that the argument comes from.</param>
/// <param name="IsChosen">Whether the argument is the element at an index that is itself data: the probability of a label.</param>
/// <param name="IsField">Whether the argument comes from a field, as parameters of a model do.</param>
/// <param name="IsScalar">Whether the argument is one number rather than an element.</param>
internal sealed record LogSite(
    SyntaxNode Syntax,
    int Depth,
    ImmutableArray<IParameterSymbol> Parameters,
    bool IsChosen,
    bool IsField,
    bool IsScalar)
{
    /// <summary>Whether it was multiplied by, or only computed for, an element of other data: a target.</summary>
    public bool IsWeighted { get; init; }

    /// <summary>Whether it was added up with nothing but other logarithms.</summary>
    public bool IsSummed { get; init; }

    /// <summary>Whether the logarithm of the complement belongs to the same loss: a binary cross-entropy.</summary>
    public bool IsPaired { get; init; }

    /// <summary>Whether it was subtracted: beside one that was not, it is half of the logarithm of a ratio.</summary>
    public bool IsNegated { get; init; }

    /// <summary>Whether the argument is one minus something.</summary>
    public bool IsComplement { get; init; }
}
