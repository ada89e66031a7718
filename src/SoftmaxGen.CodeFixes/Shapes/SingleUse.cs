using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>How the result of a call gets to where it is used: directly, or through a local that is set once.</summary>
/// <param name="Place">Where it is used: the call itself, or the name of the local.</param>
/// <param name="Declaration">The statement of the local; null if the result is used directly.</param>
/// <param name="OtherUses">How often the local is used elsewhere.</param>
internal sealed record SingleUse(ExpressionSyntax Place, LocalDeclarationStatementSyntax? Declaration, int OtherUses)
{
    /// <summary>How <paramref name="source"/> gets into <paramref name="user"/>; null if that is not plain.</summary>
    public static SingleUse? Of(ExpressionSyntax source, SyntaxNode user, SourceFile file)
    {
        if (user.Span.Contains(source.Span))
        {
            return user == source ? null : new(source, null, 0);
        }

        if (source.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } declarator }
            || statement.Parent is not { } block)
        {
            return null;
        }

        SyntaxNode reach = block is GlobalStatementSyntax ? file.Root : block;
        List<IdentifierNameSyntax> uses = [.. reach.DescendantNodes().OfType<IdentifierNameSyntax>().Where(name => name.Identifier.ValueText == declarator.Identifier.ValueText && IsLocal(name, declarator, file))];
        bool isSetAgain = uses.Any(static use => use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use || use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 });
        List<IdentifierNameSyntax> here = [.. uses.Where(use => user.Span.Contains(use.Span))];
        return !isSetAgain && here is [var place] ? new(place, statement, uses.Count - 1) : null;
    }

    /// <summary>Whether <paramref name="expression"/> has the same value at the place of use as at the declaration: plain names that nothing sets in between.</summary>
    public bool IsUnchanged(ExpressionSyntax expression, SourceFile file)
    {
        if (Declaration is null)
        {
            return true;
        }

        HashSet<string> names = [.. expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText)];
        bool isPlain = expression.DescendantNodesAndSelf().All(static node => node is IdentifierNameSyntax or LiteralExpressionSyntax or BinaryExpressionSyntax or ParenthesizedExpressionSyntax
            or MemberAccessExpressionSyntax or PrefixUnaryExpressionSyntax or ArgumentSyntax or ArgumentListSyntax or NameColonSyntax or InvocationExpressionSyntax or ThisExpressionSyntax);
        bool isSet = file.Root.DescendantNodes().Any(node => node.SpanStart >= Declaration.Span.End && node.Span.End <= Place.Span.End
            && node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } && names.Contains(left.Identifier.ValueText));
        return isPlain && !isSet && Place.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() == Declaration.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>();
    }

    private static bool IsLocal(IdentifierNameSyntax name, VariableDeclaratorSyntax declarator, SourceFile file) =>
        file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is ILocalSymbol local && local.DeclaringSyntaxReferences.Any(reference => reference.Span == declarator.Span);
}
