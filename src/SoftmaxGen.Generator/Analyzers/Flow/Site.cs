using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Where something is computed: the expression, its type, and in which call.</summary>
internal readonly struct Site(SyntaxNode syntax, string element, Frame frame, FactLog facts)
{
    public SyntaxNode Syntax => syntax;

    public string Element => element;

    public Frame Frame => frame;

    public FactLog Facts => facts;
}
