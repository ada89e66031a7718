using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Gives a function the input of a softmax instead of its result.</summary>
internal static class SoftmaxRemoval
{
    /// <summary>The repair for the softmax at the first related place and the function at the place of the finding.</summary>
    public static Repair? Find(Finding finding)
    {
        if (finding.RelatedCall(0) is not { } related || finding.Call is not { } user)
        {
            return null;
        }

        if (SoftmaxLayer.At(related) is { } layer)
        {
            return layer.Removal() is { Length: > 0 } removal ? Repair.Of(finding.Place, removal) : null;
        }

        if (SoftmaxCall.At(related, finding.File) is not { } softmax || SingleUse.Of(softmax.Syntax, user, finding.File) is not { } use)
        {
            return null;
        }

        // A comment inside the call would be lost.
        if (softmax.Syntax.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)))
        {
            return null;
        }

        if (use.Declaration is null)
        {
            return Repair.Of(finding.Place, new TextChange(use.Place.Span, Text(softmax.Input, use.Place)));
        }

        // What a using statement disposes must not become another name of the input.
        if (use.OtherUses == 0 && use.Declaration.UsingKeyword.IsKind(SyntaxKind.None))
        {
            return Repair.Of(finding.Place, new TextChange(softmax.Syntax.Span, softmax.Input.ToString()));
        }

        return use.IsUnchanged(softmax.Input, finding.File) && !softmax.Input.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax)
            ? Repair.Of(finding.Place, new TextChange(use.Place.Span, Text(softmax.Input, use.Place)))
            : null;
    }

    private static string Text(ExpressionSyntax input, ExpressionSyntax place)
    {
        bool isAlone = place.Parent is ArgumentSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ParenthesizedExpressionSyntax;
        bool isTight = input is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax;
        return isAlone || isTight ? input.ToString() : $"({input})";
    }
}
