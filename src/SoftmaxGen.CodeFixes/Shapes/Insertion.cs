using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Puts statements before another; what is only an expression becomes a block.</summary>
internal static class Insertion
{
    /// <summary>Stands for one step of indentation at the start of a line.</summary>
    public const string Step = "\t";

    public static IReadOnlyList<TextChange>? Before(SourceFile file, ShiftScope scope, SyntaxNode anchor, IEnumerable<string> lines)
    {
        string[] indented = [.. lines.Select(line => line.Replace(Step, file.IndentStep))];
        return scope.IsExpression ? BecomeBlock(file, (ExpressionSyntax)scope.Node, indented)
            : scope.IsEmbedded ? Embrace(file, scope.Node, indented)
            : [new(new(anchor.SpanStart, 0), Joined(file, anchor.SpanStart, indented))];
    }

    /// <summary>The lines, and what leads to the statement that follows them.</summary>
    private static string Joined(SourceFile file, int position, string[] lines) => file.IsFirstInLine(position)
        ? string.Concat(lines.Select(line => line + file.NewLine + file.IndentationAt(position)))
        : string.Concat(lines.Select(static line => line.TrimStart() + " "));

    private static IReadOnlyList<TextChange> Embrace(SourceFile file, SyntaxNode statement, string[] lines)
    {
        int start = statement.SpanStart;
        if (!file.IsFirstInLine(start))
        {
            return [new(new(start, 0), "{ " + Joined(file, start, lines)), new(new(statement.Span.End, 0), " }")];
        }

        string outer = file.IndentationAt(statement.Parent!.SpanStart);
        return
        [
            // What led to the statement leads to the brace: only its depth is different.
            new(TextSpan.FromBounds(file.Text.Lines.GetLineFromPosition(start).Start, start), outer + "{" + file.NewLine + file.IndentationAt(start) + Joined(file, start, lines)),
            new(new(EndOfLine(file, statement.Span.End), 0), file.NewLine + outer + "}"),
        ];
    }

    private static IReadOnlyList<TextChange>? BecomeBlock(SourceFile file, ExpressionSyntax expression, string[] lines)
    {
        SyntaxNode owner = expression.Parent is ArrowExpressionClauseSyntax clause ? clause.Parent! : expression.Parent!;
        SyntaxToken arrow = expression.Parent is ArrowExpressionClauseSyntax { ArrowToken: var token } ? token : ((LambdaExpressionSyntax)owner).ArrowToken;
        SyntaxToken before = arrow.GetPreviousToken();
        TextSpan lead = TextSpan.FromBounds(owner is LambdaExpressionSyntax ? arrow.Span.End : before.Span.End, expression.SpanStart);
        if (!string.IsNullOrWhiteSpace(file.Text.ToString(lead).Replace("=>", "")))
        {
            return null;
        }

        string outer = file.IndentationAt(owner.SpanStart);
        string inner = outer + file.IndentStep;
        string start = ReturnsValue(file, owner) ? "return " : "";
        if (owner is LambdaExpressionSyntax)
        {
            string open = string.Concat(lines.Select(line => file.NewLine + inner + line));
            return
            [
                new(lead, file.NewLine + outer + "{" + open + file.NewLine + inner + start),
                new(new(expression.Span.End, 0), ";" + file.NewLine + outer + "}"),
            ];
        }

        int end = EndOfLine(file, owner.Span.End);
        if (owner is PropertyDeclarationSyntax or IndexerDeclarationSyntax)
        {
            string deeper = inner + file.IndentStep;
            string open = string.Concat(lines.Select(line => file.NewLine + deeper + line));
            return
            [
                new(lead, $"{file.NewLine}{outer}{{{file.NewLine}{inner}get{file.NewLine}{inner}{{{open}{file.NewLine}{deeper}{start}"),
                new(new(end, 0), $"{file.NewLine}{inner}}}{file.NewLine}{outer}}}"),
            ];
        }

        return
        [
            new(lead, file.NewLine + outer + "{" + string.Concat(lines.Select(line => file.NewLine + inner + line)) + file.NewLine + inner + start),
            new(new(end, 0), file.NewLine + outer + "}"),
        ];
    }

    private static bool ReturnsValue(SourceFile file, SyntaxNode owner)
    {
        ISymbol? symbol = owner is LambdaExpressionSyntax ? file.Model.GetSymbolInfo(owner, file.Cancellation).Symbol : file.Model.GetDeclaredSymbol(owner, file.Cancellation);
        return symbol switch
        {
            IMethodSymbol method => !method.ReturnsVoid && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0 }),
            _ => true,
        };
    }

    // What is said about a line at its end stays with it.
    private static int EndOfLine(SourceFile file, int position)
    {
        TextLine line = file.Text.Lines.GetLineFromPosition(position);
        string rest = file.Text.ToString(TextSpan.FromBounds(position, line.End)).TrimStart();
        return rest.StartsWith("//", StringComparison.Ordinal) ? line.End : position;
    }
}
