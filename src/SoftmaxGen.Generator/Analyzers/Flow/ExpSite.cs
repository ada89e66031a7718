using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>A place where an exponential is taken.</summary>
/// <param name="Syntax">The call, or the call of the helper that hides it, as seen from the method under analysis.</param>
/// <param name="Origin">The exponential itself.</param>
/// <param name="Depth">How many calls below the method under analysis <paramref name="Syntax"/> stands.</param>
/// <param name="Argument">What bounds the argument.</param>
/// <param name="IsData">Whether the argument comes from data rather than from a loop counter and constants.</param>
/// <param name="Element">The type of the result: it has the threshold.</param>
/// <param name="Parameters">The parameters that the argument comes from.</param>
internal sealed record ExpSite(
    SyntaxNode Syntax,
    SyntaxNode Origin,
    int Depth,
    UpperBound Argument,
    bool IsData,
    string Element,
    ImmutableArray<IParameterSymbol> Parameters)
{
    /// <summary>The softmax whose probabilities, shifted or not, are the argument.</summary>
    public SoftmaxSite? OfSoftmax { get; init; }

    public bool CanOverflow => Argument == UpperBound.None;

    /// <summary>Whether both arguments are made of the same variables and elements: functions of one number.</summary>
    public bool IsOfSameNumber(ExpSite other) => TermsOf(Syntax) is { Count: > 0 } mine && mine.SetEquals(TermsOf(other.Syntax));

    private static HashSet<string> TermsOf(SyntaxNode syntax) => syntax is not InvocationExpressionSyntax { ArgumentList: var arguments } ? [] :
    [
        .. arguments.DescendantNodes(static node => node is not (ElementAccessExpressionSyntax or MemberAccessExpressionSyntax))
            .Where(static node => node is IdentifierNameSyntax or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax)
            .Select(static node => node.ToString()),
    ];

    /// <summary>Whether both are one exponential: seen from the same place, or once from inside the helper and once from outside.</summary>
    public bool IsSame(ExpSite other) =>
        Syntax == other.Syntax || (Origin == other.Origin && (Syntax == Origin || other.Syntax == other.Origin));
}
