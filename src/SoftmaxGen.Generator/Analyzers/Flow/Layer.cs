using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>A layer, a model or a loss of a library, as a value.</summary>
internal sealed record Layer(LayerKind Kind, SyntaxNode Syntax, string Library)
{
    /// <summary>What a sequence applies, in order.</summary>
    public ImmutableArray<Layer> Steps { get; init; } = [];

    /// <summary>The type in the compilation whose forward method is called, for a user's own module.</summary>
    public INamedTypeSymbol? Type { get; init; }
}
