using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Something the engine found out about a method.</summary>
/// <param name="Kind">What.</param>
/// <param name="Site">Where.</param>
/// <param name="Related">The other places that belong to it, the most important one first.</param>
internal sealed record FlowFact(FactKind Kind, SyntaxNode Site, ImmutableArray<SyntaxNode> Related)
{
    /// <summary>What the message says, in the order of its placeholders.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The element type, as C# spells it.</summary>
    public string Element { get; init; } = "";

    /// <summary>Whose function it is about.</summary>
    public string Library { get; init; } = "";

    /// <summary>"divide" or "log".</summary>
    public string Normalisation { get; init; } = "";

    /// <summary>Whether all that is known about the value is that a caller passes it.</summary>
    public bool IsOfParameter { get; init; }

    /// <summary>The exponential, for a fact that depends on what callers pass.</summary>
    public ExpSite? Exp { get; init; }

    /// <summary>The logarithm, for a fact about one.</summary>
    public LogSite? Log { get; init; }
}
