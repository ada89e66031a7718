using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>A place that statements can be put into: a block, or an expression that becomes one.</summary>
/// <param name="Node">The block, the expression, the single statement of a loop or branch, or the file with top-level statements.</param>
internal sealed record ShiftScope(SyntaxNode Node)
{
    /// <summary>What stands in it, in order.</summary>
    public IReadOnlyList<SyntaxNode> Parts { get; } = Node switch
    {
        BlockSyntax block => [.. block.Statements],
        SwitchSectionSyntax section => [.. section.Statements],
        CompilationUnitSyntax unit => [.. unit.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement)],
        _ => [Node],
    };

    public bool IsExpression => Node is ExpressionSyntax;

    public bool IsEmbedded => Node is StatementSyntax and not BlockSyntax;

    public TextSpan Span => Node.Span;

    /// <summary>The scopes around a node, from the inside, up to the member that it belongs to.</summary>
    public static IEnumerable<ShiftScope> Around(SyntaxNode node)
    {
        for (SyntaxNode? current = node; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case BlockSyntax or SwitchSectionSyntax:
                case ExpressionSyntax when current.Parent is ArrowExpressionClauseSyntax or LambdaExpressionSyntax:
                case StatementSyntax when current.Parent is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or IfStatementSyntax or ElseClauseSyntax or UsingStatementSyntax:
                    yield return new(current);
                    break;
                case CompilationUnitSyntax unit when unit.Members.Any(static member => member is GlobalStatementSyntax):
                    yield return new(current);
                    yield break;
                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    yield break;
            }
        }
    }

    /// <summary>The part that <paramref name="node"/> belongs to.</summary>
    public SyntaxNode? PartOf(SyntaxNode node) => Parts.FirstOrDefault(part => part.Span.Contains(node.Span));
}
