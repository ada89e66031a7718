using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>The exponentials of a row that one maximum is to be subtracted from.</summary>
/// <param name="Scope">Where the maximum is a constant.</param>
/// <param name="Anchor">The first part of the scope that has one of the exponentials.</param>
/// <param name="Terms">What the exponentials of the sum are taken of.</param>
/// <param name="Sites">All of the exponentials.</param>
/// <param name="Logs">The logarithms of the sum.</param>
internal sealed record Shift(
    ShiftScope Scope,
    SyntaxNode Anchor,
    IReadOnlyList<RowTerm> Terms,
    IReadOnlyList<ExpCall> Sites,
    IReadOnlyCollection<InvocationExpressionSyntax> Logs)
{
    /// <summary>The smallest scope in which the shift changes no result; null if there is none.</summary>
    public static Shift? Find(Finding finding)
    {
        SourceFile file = finding.File;
        if (finding.Expression is not { } place || finding.Related.IsEmpty || finding.RelatedExpression(0) is not { } normaliser)
        {
            return null;
        }

        var sum = new List<ExpCall>();
        foreach (ExpressionSyntax? expression in Enumerable.Range(1, finding.Related.Length - 1).Select(finding.RelatedExpression).Prepend(place))
        {
            // A helper that hides the exponential has other callers.
            if (expression is null || ExpCall.At(expression, file.Model, file.Cancellation) is not { } exp)
            {
                return null;
            }

            sum.Add(exp);
        }

        SyntaxNode? common = normaliser.AncestorsAndSelf().FirstOrDefault(node => sum.All(exp => node.Span.Contains(exp.Syntax.Span)));
        return common is null ? null : ShiftScope.Around(common).Select(scope => In(scope, sum, file)).FirstOrDefault(static shift => shift is not null);
    }

    private static Shift? In(ShiftScope scope, List<ExpCall> sum, SourceFile file)
    {
        var reader = new RowReader(file, scope.Node);
        var terms = new List<RowTerm>();
        foreach (ExpCall exp in sum)
        {
            if (reader.Read(exp) is not { CanMove: true } term || (term.Kind == RowKind.Single && IsRepeated(exp, scope)))
            {
                return null;
            }

            if (!terms.Any(known => known.Key == term.Key))
            {
                terms.Add(term);
            }
        }

        List<ExpCall> sites =
        [
            .. scope.Parts.SelectMany(part => ExpCall.In(part, file.Model, file.Cancellation))
                .Where(exp => sum.Any(known => known.Syntax == exp.Syntax) || (reader.Read(exp) is { } term && terms.Any(known => known.Key == term.Key))),
        ];
        if (scope.Parts.FirstOrDefault(part => sites.Any(site => part.Span.Contains(site.Syntax.Span))) is not { } anchor
            || terms.SelectMany(static term => term.Names).Any(symbol => !CanBeSaidBefore(symbol, anchor, sites, scope, file)))
        {
            return null;
        }

        var walk = new DegreeWalk(new HashSet<SyntaxNode>(sites.Select(static site => site.Syntax)), scope.Span, file.Cancellation);
        return walk.Proves(scope.Parts.Select(part => file.Model.GetOperation(part, file.Cancellation)))
            ? new(scope, anchor, terms, sites, walk.Logs)
            : null;
    }

    /// <summary>Whether a variable exists, and has the value that it will have at the exponentials, before the anchor.</summary>
    private static bool CanBeSaidBefore(ISymbol symbol, SyntaxNode anchor, List<ExpCall> sites, ShiftScope scope, SourceFile file)
    {
        int end = sites.Max(static site => site.Syntax.Span.End);
        if (symbol.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == anchor.SyntaxTree && reference.Span.Start >= anchor.SpanStart && reference.Span.Start < end))
        {
            return false;
        }

        return !scope.Node.DescendantNodes(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(anchor.SpanStart, end))
            .Any(node => (node switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left,
                PostfixUnaryExpressionSyntax postfix when !postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => postfix.Operand,
                PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression) => prefix.Operand,
                ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => argument.Expression,
                _ => null,
            }) is IdentifierNameSyntax name && node.SpanStart >= anchor.SpanStart && name.Identifier.ValueText == symbol.Name);
    }

    private static bool IsRepeated(ExpCall exp, ShiftScope scope) => exp.Syntax.Ancestors().TakeWhile(node => node != scope.Node)
        .Any(static node => node is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax or QueryExpressionSyntax);
}
