using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Looks up the class of a label instead of multiplying by a one-hot vector (SMG1009).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IndexByLabelFix))]
[Shared]
public sealed class IndexByLabelFix : RepairProvider
{
    private const string DenseLoss = "softmax_cross_entropy_with_logits";

    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [OneHotWaste.Id];

    private protected override ImmutableArray<RepairKind> Kinds { get; } = [new("Index by label", nameof(IndexByLabelFix), static finding => OfLibrary(finding) ?? OfLoop(finding))];

    // TensorFlow has the same loss for labels; its parameters have the same names in both.
    private static Repair? OfLibrary(Finding finding) =>
        finding.Call is { Expression: MemberAccessExpressionSyntax { Name: { Identifier.ValueText: DenseLoss } name } } loss
        && finding.RelatedCall(0) is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "one_hot" } } oneHot
        && oneHot.ArgumentList.Arguments.FirstOrDefault() is { Expression: { } labels } && oneHot.Parent is ArgumentSyntax argument && argument.Parent == loss.ArgumentList
            ? Repair.Of(finding.Place, new(new(name.SpanStart, 0), "sparse_"), new TextChange(oneHot.Span, labels.ToString()))
            : null;

    // var y = new double[k]; y[label] = 1; for (…) s -= y[i] * Math.Log(p[i]);
    private static Repair? OfLoop(Finding finding)
    {
        SourceFile file = finding.File;
        if (finding.Expression is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product
            || product.FirstAncestorOrSelf<ForStatementSyntax>() is not { Declaration.Variables: [{ Initializer.Value: LiteralExpressionSyntax { Token.Value: 0 } } index] } loop
            || product.Parent is not AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SubtractAssignmentExpression or (int)SyntaxKind.AddAssignmentExpression } sum
            || sum.Parent is not ExpressionStatementSyntax statement
            || !(loop.Statement == statement || loop.Statement is BlockSyntax { Statements: [var only] } && only == statement)
            || loop.Parent is not BlockSyntax block
            || loop.Condition is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Left: IdentifierNameSyntax counter } condition
            || counter.Identifier.ValueText != index.Identifier.ValueText)
        {
            return null;
        }

        string variable = index.Identifier.ValueText;
        foreach ((ExpressionSyntax hot, ExpressionSyntax other) in new[] { (product.Left, product.Right), (product.Right, product.Left) })
        {
            if (hot is ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax name, ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax at }] }
                && at.Identifier.ValueText == variable
                && LabelOf(name.Identifier.ValueText, condition.Right.ToString(), block, loop) is { } label)
            {
                string picked = ReplaceIndex(other, variable, label);
                string text = $"{sum.Left} {sum.OperatorToken} {picked};";
                bool hasComments = loop.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
                return hasComments && !loop.GetTrailingTrivia().Any(SyntaxKind.SingleLineCommentTrivia) ? null : Repair.Of(finding.Place, new TextChange(loop.Span, text));
            }
        }

        return null;
    }

    /// <summary>
    /// The label, where the vector is made of zeros and gets its one 1 in plain sight, nothing else happens to it before the loop,
    /// and the loop goes over all of it.
    /// </summary>
    private static string? LabelOf(string vector, string end, BlockSyntax block, ForStatementSyntax loop)
    {
        List<StatementSyntax> before = [.. block.Statements.TakeWhile(statement => statement != loop)];
        int made = before.FindLastIndex(statement => statement is LocalDeclarationStatementSyntax { Declaration.Variables: [{ Initializer.Value: ArrayCreationExpressionSyntax { Initializer: null } } local] } && local.Identifier.ValueText == vector);
        if (made < 0 || (end != $"{vector}.Length" && end != LengthOf(before[made])))
        {
            return null;
        }

        List<StatementSyntax> uses = [.. before.Skip(made + 1).Where(statement => statement.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == vector))];
        return uses is [ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax or LiteralExpressionSyntax }] } target, Right: LiteralExpressionSyntax { Token.Value: 1 or 1f or 1d } } }]
            ? target.ArgumentList.Arguments[0].Expression.ToString()
            : null;
    }

    private static string? LengthOf(StatementSyntax made) =>
        made.DescendantNodes().OfType<ArrayRankSpecifierSyntax>().LastOrDefault() is { Sizes: [{ } size] } ? size.ToString() : null;

    private static string ReplaceIndex(ExpressionSyntax expression, string index, string label) => expression.ReplaceTokens(
        expression.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == index && token.Parent?.Parent is not MemberAccessExpressionSyntax),
        (_, token) => SyntaxFactory.Identifier(token.LeadingTrivia, label, token.TrailingTrivia)).ToString();
}
