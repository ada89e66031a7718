using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.CodeFixes.Repairs;

/// <summary>A diagnostic, seen from the code that it is about.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Related">The places that belong to it; null if a place is in another file.</param>
/// <param name="File">The file as it is now.</param>
/// <param name="TakenNames">Names that other repairs of the same round introduce.</param>
internal sealed record Finding(TextSpan Place, ImmutableArray<TextSpan?> Related, SourceFile File, ImmutableHashSet<string> TakenNames)
{
    /// <summary>The innermost expression that is exactly at the place.</summary>
    public ExpressionSyntax? Expression => ExpressionAt(Place);

    public ExpressionSyntax? RelatedExpression(int index) => index < Related.Length && Related[index] is { } span ? ExpressionAt(span) : null;

    /// <summary>The call that stands at the place, or whose name does if a chain of calls spans lines.</summary>
    public InvocationExpressionSyntax? Call => CallAt(Place);

    public InvocationExpressionSyntax? RelatedCall(int index) => index < Related.Length && Related[index] is { } span ? CallAt(span) : null;

    public ExpressionSyntax? ExpressionAt(TextSpan span) => File.Root.FullSpan.Contains(span)
        ? File.Root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>()
        : null;

    private InvocationExpressionSyntax? CallAt(TextSpan span) =>
        ExpressionAt(span)?.FirstAncestorOrSelf<InvocationExpressionSyntax>(call => call.Span.End == span.End && call.SpanStart <= span.Start);
}
