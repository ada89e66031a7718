using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;
using SoftmaxGen.CodeFixes.Shapes;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>A Jacobian of a softmax times a gradient, element by element, becomes y * (g - dot(y, g)) (SMG1008).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DotProductFix))]
[Shared]
public sealed class DotProductFix : RepairProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [NaiveJacobian.Id];

    private protected override ImmutableArray<RepairKind> Kinds { get; } = [new("Use the dot product of the softmax and the gradient", nameof(DotProductFix), Find)];

    // for (int i …) { …; for (int j = 0; j < n; j++) s += g[j] * (i == j ? y[i] * (1 - y[i]) : -y[i] * y[j]); … }
    private static Repair? Find(Finding finding)
    {
        if (finding.Expression?.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { RawKind: (int)SyntaxKind.AddAssignmentExpression, Parent: ExpressionStatementSyntax statement } sum
            || InnerLoop(statement) is not { } inner
            || inner.Ancestors().OfType<ForStatementSyntax>().FirstOrDefault() is not { Parent: BlockSyntax } outer
            || IndexOf(inner) is not { } j
            || IndexOf(outer) is not { } i
            || Factors(sum.Right) is not { } factors
            || MatrixOf(factors.Matrix, i, j) is not { } y
            || GradientOf(factors.Gradient, j) is not { } g
            || Says(inner, i, except: statement)
            || IsWritten(y, outer) || IsWritten(g, outer)
            || HasComments(inner)
            || KeywordOf(finding.File.Model.GetTypeInfo(sum.Left, finding.File.Cancellation).Type) is not { } type)
        {
            return null;
        }

        string dot = FreshName.For("dot", outer, finding.TakenNames);
        string newLine = finding.File.Text.ToString().Contains("\r\n") ? "\r\n" : "\n";
        string indent = IndentOf(outer, finding.File.Text);
        string header = finding.File.Text.ToString(TextSpan.FromBounds(inner.SpanStart, inner.CloseParenToken.Span.End));
        string before = $"{type} {dot} = 0;{newLine}{indent}{header} {dot} += {y}[{j}] * {g}[{j}];{newLine}{indent}";
        return new Repair(
            [
                new TextChange(new TextSpan(outer.SpanStart, 0), before),
                new TextChange(inner.Span, $"{sum.Left} += {y}[{i}] * ({g}[{i}] - {dot});"),
            ],
            [finding.Place],
            [dot]);
    }

    private static ForStatementSyntax? InnerLoop(StatementSyntax statement) => statement.Parent switch
    {
        ForStatementSyntax loop => loop,
        BlockSyntax { Statements.Count: 1, Parent: ForStatementSyntax loop } => loop,
        _ => null,
    };

    private static string? IndexOf(ForStatementSyntax loop) =>
        loop.Declaration is { Variables: [{ Initializer.Value: LiteralExpressionSyntax { Token.Value: 0 } } index] } ? index.Identifier.ValueText : null;

    private static (ExpressionSyntax Gradient, ConditionalExpressionSyntax Matrix)? Factors(ExpressionSyntax product) => product is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } both
        ? (Bare(both.Left), Bare(both.Right)) switch
        {
            (ConditionalExpressionSyntax matrix, { } gradient) => (gradient, matrix),
            ({ } gradient, ConditionalExpressionSyntax matrix) => (gradient, matrix),
            _ => null,
        }
        : null;

    /// <summary>The softmax whose Jacobian a conditional spells out.</summary>
    private static string? MatrixOf(ConditionalExpressionSyntax matrix, string i, string j)
    {
        string condition = Text(matrix.Condition);
        string diagonal = Text(matrix.WhenTrue);
        int bracket = diagonal.IndexOf('[');
        if ((condition != $"{i}=={j}" && condition != $"{j}=={i}") || bracket <= 0)
        {
            return null;
        }

        string y = diagonal.Substring(0, bracket);
        string[] ones = ["1", "1f", "1F", "1d", "1.0", "1.0f", "1.0d"];
        bool isDiagonal = new[] { i, j }.Any(at => ones.Any(one => diagonal == $"{y}[{at}]*({one}-{y}[{at}])"));
        string rest = Text(matrix.WhenFalse);
        return SyntaxFacts.IsValidIdentifier(y) && isDiagonal && (rest == $"-{y}[{i}]*{y}[{j}]" || rest == $"-{y}[{j}]*{y}[{i}]") ? y : null;
    }

    private static string? GradientOf(ExpressionSyntax gradient, string j) =>
        gradient is ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax name } && Text(gradient) == $"{name.Identifier.ValueText}[{j}]" ? name.Identifier.ValueText : null;

    private static bool Says(ForStatementSyntax loop, string name, StatementSyntax except) => loop.DescendantTokens()
        .Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name && !except.Span.Contains(token.Span));

    /// <summary>Whether the loop writes to the array, or says its name where that cannot be told.</summary>
    private static bool IsWritten(string array, ForStatementSyntax loop) => loop.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == array)
        .Any(static name => name.Parent is not (ElementAccessExpressionSyntax or MemberAccessExpressionSyntax)
            || (name.Parent is ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } element && assignment.Left == element)
            || name.Parent.Parent is PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } or ArgumentSyntax { RefKindKeyword.RawKind: not 0 });

    private static bool HasComments(ForStatementSyntax loop) => loop.DescendantTrivia().Any(trivia =>
        loop.Span.Contains(trivia.Span) && (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia)));

    private static string? KeywordOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Single => "float",
        SpecialType.System_Double => "double",
        _ => null,
    };

    private static string IndentOf(SyntaxNode node, SourceText text)
    {
        string line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    private static ExpressionSyntax Bare(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? Bare(inner.Expression) : expression;

    private static string Text(SyntaxNode node) => string.Concat(Bare((ExpressionSyntax)node).DescendantTokens().Select(static token => token.Text));
}
