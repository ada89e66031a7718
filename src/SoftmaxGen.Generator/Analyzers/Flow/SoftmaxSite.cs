using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Where probabilities, or their logarithms, were made.</summary>
/// <param name="Syntax">The call, the layer or the exponential, as seen from the method under analysis.</param>
/// <param name="Depth">How many calls below the method under analysis <paramref name="Syntax"/> stands.</param>
/// <param name="Library">Which library did it; <see cref="ByHand"/> for exponentials and a division.</param>
internal sealed record SoftmaxSite(SyntaxNode Syntax, int Depth, string Library)
{
    public const string ByHand = "hand";

    public const string Head = "SoftmaxGen";

    /// <summary>Whether an exponential in it can overflow.</summary>
    public bool IsNaive { get; init; }

    /// <summary>Whether a method returned it, rather than leaving it in a buffer.</summary>
    public bool IsReturned { get; init; }

    /// <summary>The name of the head, if one made it.</summary>
    public string? HeadName { get; init; }

    public bool IsLibrary => Library != ByHand;
}
