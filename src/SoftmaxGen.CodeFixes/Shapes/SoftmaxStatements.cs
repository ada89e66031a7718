using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Statements that are a softmax of a whole row and nothing else.</summary>
/// <param name="Removed">The statements that go: the sum, and the loop or query that makes it.</param>
/// <param name="Last">The statement that divides.</param>
/// <param name="Data">The row.</param>
/// <param name="Result">Where the probabilities go; null if the last statement makes an array of them.</param>
/// <param name="Bound">How far the loops go, if not to the end of the row.</param>
internal sealed record SoftmaxStatements(
    IReadOnlyList<StatementSyntax> Removed, StatementSyntax Last, ExpressionSyntax Data, ExpressionSyntax? Result, ExpressionSyntax? Bound)
{
    /// <summary>Reads the statements of a shift; null if there is more to them than a softmax.</summary>
    public static SoftmaxStatements? In(Shift shift)
    {
        if (shift.Scope.Node is not BlockSyntax || shift.Logs.Count > 0 || shift.Terms is not [{ Guard: null } term] || shift.Sites.Any(static site => site.Argument is null))
        {
            return null;
        }

        List<StatementSyntax> statements = [.. shift.Scope.Parts.OfType<StatementSyntax>()];
        int index = statements.IndexOf((StatementSyntax)shift.Anchor);
        return term.Kind switch
        {
            RowKind.Query when term.Source is { } data && term.Text == term.Variable => Queries(statements, index, RowReader.Stripped(data), shift),
            RowKind.For => Loops(statements, index, shift),
            _ => null,
        };
    }

    // var sum = x.Sum(v => exp(v)); var p = x.Select(v => exp(v) / sum).ToArray();
    private static SoftmaxStatements? Queries(List<StatementSyntax> statements, int index, ExpressionSyntax data, Shift shift)
    {
        if (index + 1 >= statements.Count || shift.Sites.Count != 2 || LocalIn(statements[index]) is not { } sum || CallIn(sum.Initializer?.Value, "Sum") is not { } total
            || !IsExp(BodyOf(total), shift) || !IsOnlyUsedIn(sum, statements[index + 1], shift))
        {
            return null;
        }

        StatementSyntax last = statements[index + 1];
        ExpressionSyntax? made = LocalIn(last)?.Initializer?.Value ?? (last as ReturnStatementSyntax)?.Expression;
        return CallIn(made, "ToArray") is { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Expression: var selected } } && CallIn(selected, "Select") is { } select
            && BodyOf(select) is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.DivideExpression } quotient
            && IsExp(quotient.Left, shift) && IsNamed(quotient.Right, sum)
            && Receiver(total) == data.ToString() && Receiver(select) == data.ToString()
                ? new([statements[index]], last, data, null, null)
                : null;
    }

    // double sum = 0; for (…) { p[i] = exp(x[i]); sum += p[i]; } for (…) p[i] /= sum;
    private static SoftmaxStatements? Loops(List<StatementSyntax> statements, int index, Shift shift)
    {
        if (index < 1 || statements[index] is not ForStatementSyntax first || HeaderOf(first) is not { } header)
        {
            return null;
        }

        int start = statements.FindLastIndex(index - 1, statement => LocalIn(statement)?.Initializer?.Value is LiteralExpressionSyntax { Token.Value: 0 or 0f or 0d });
        int end = statements.FindIndex(index + 1, static statement => statement is ForStatementSyntax);
        if (start < 0 || end < 0 || LocalIn(statements[start]) is not { } sum || HeaderOf((ForStatementSyntax)statements[end]) is not { } other
            || statements.Skip(start + 1).Take(end - start - 1).Any(statement => statement != first && LocalIn(statement)?.Initializer?.Value is not ArrayCreationExpressionSyntax { Initializer: null })
            || !IsOnlyUsedIn(sum, first, (ForStatementSyntax)statements[end], shift))
        {
            return null;
        }

        List<string> body = [.. BodyOf(first).Select(statement => Plain(statement, header.Index, shift))];
        List<string> division = [.. BodyOf((ForStatementSyntax)statements[end]).Select(statement => Plain(statement, other.Index, shift))];
        string total = sum.Identifier.ValueText;
        ExpCall site = shift.Sites[0];
        if (ElementIn(site.Argument!, header.Index) is not { } data || division is not [var divide] || ResultOf((ForStatementSyntax)statements[end], other.Index) is not { } result)
        {
            return null;
        }

        string to = result + "[#]";
        string local = (BodyOf(first).FirstOrDefault() is { } declared ? LocalIn(declared)?.Identifier.ValueText : null) ?? "";
        string[][] bodies =
        [
            [$"{to}=exp;", $"{total}+={to};"],
            [$"{total}+={to}=exp;"],
            [$"{local}=exp;", $"{to}={local};", $"{total}+={local};"],
            [$"{local}=exp;", $"{total}+={local};", $"{to}={local};"],
        ];
        bool isStored = bodies.Any(shape => shape.SequenceEqual(body)) && (divide == $"{to}/={total};" || divide == $"{to}={to}/{total};");
        bool isTwice = body is [var only] && only == $"{total}+=exp;" && divide == $"{to}=exp/{total};" && shift.Sites.Count == 2;
        bool isWhole = header.Bound == other.Bound || (IsLengthOf(header.Bound, data, result) && IsLengthOf(other.Bound, data, result));
        return isWhole && ((isStored && shift.Sites.Count == 1) || isTwice)
            ? new([statements[start], first], statements[end], data, SyntaxFactory.ParseExpression(result), IsLengthOf(header.Bound, data, result) ? null : header.BoundSyntax)
            : null;
    }

    private static bool IsLengthOf(string bound, ExpressionSyntax data, string result) => bound == data + ".Length" || bound == result + ".Length";

    private static (string Index, string Bound, ExpressionSyntax BoundSyntax)? HeaderOf(ForStatementSyntax loop) =>
        loop.Declaration is { Variables: [{ Initializer.Value: LiteralExpressionSyntax { Token.Value: 0 } } index] }
        && loop.Condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression, Left: IdentifierNameSyntax left } condition && left.Identifier.ValueText == index.Identifier.ValueText
        && loop.Incrementors is [PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax] && loop.Incrementors[0].ToString().Contains("++")
            ? (index.Identifier.ValueText, condition.Right.ToString(), condition.Right)
            : null;

    // An array, since a new list of nodes would take them out of their tree.
    private static StatementSyntax[] BodyOf(ForStatementSyntax loop) => loop.Statement is BlockSyntax block ? [.. block.Statements] : [loop.Statement];

    private static ExpressionSyntax? BodyOf(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [{ Expression: SimpleLambdaExpressionSyntax { ExpressionBody: { } body } }] ? body : null;

    /// <summary>The text of a statement, with "exp" for an exponential and "#" for the index.</summary>
    private static string Plain(StatementSyntax statement, string index, Shift shift)
    {
        SyntaxNode text = statement.ReplaceNodes(
            statement.DescendantNodes().Where(node => node is ExpressionSyntax expression && IsExp(expression, shift)),
            static (_, _) => SyntaxFactory.IdentifierName("exp"));
        text = text.ReplaceTokens(
            text.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == index),
            static (_, _) => SyntaxFactory.Identifier("#"));
        return text is LocalDeclarationStatementSyntax { Declaration: { Variables: [var local] } } ? ArgumentText.Tight(local) + ";" : ArgumentText.Tight(text);
    }

    private static bool IsExp(ExpressionSyntax? expression, Shift shift) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsExp(parenthesized.Expression, shift),
        CastExpressionSyntax cast => IsExp(cast.Expression, shift),
        InvocationExpressionSyntax call => shift.Sites.Any(site => site.Syntax.Span == call.Span),
        _ => false,
    };

    private static ExpressionSyntax? ElementIn(ExpressionSyntax argument, string index) =>
        argument is ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax name }] } element && name.Identifier.ValueText == index ? element.Expression : null;

    private static string? ResultOf(ForStatementSyntax loop, string index) => BodyOf(loop).FirstOrDefault() is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax assignment }
        ? ElementIn(assignment.Left, index)?.ToString()
        : null;

    private static VariableDeclaratorSyntax? LocalIn(StatementSyntax statement) =>
        statement is LocalDeclarationStatementSyntax { Declaration.Variables: [var local] } declaration && declaration.UsingKeyword.IsKind(SyntaxKind.None) ? local : null;

    private static InvocationExpressionSyntax? CallIn(ExpressionSyntax? expression, string name) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax callee } call && callee.Name.Identifier.ValueText == name ? call : null;

    private static string? Receiver(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Expression.ToString();

    private static bool IsNamed(ExpressionSyntax expression, VariableDeclaratorSyntax local) => expression is IdentifierNameSyntax name && name.Identifier.ValueText == local.Identifier.ValueText;

    private static bool IsOnlyUsedIn(VariableDeclaratorSyntax local, StatementSyntax statement, Shift shift) => IsOnlyUsedIn(local, statement, statement, shift);

    private static bool IsOnlyUsedIn(VariableDeclaratorSyntax local, StatementSyntax first, StatementSyntax last, Shift shift) => shift.Scope.Node.DescendantNodes().OfType<IdentifierNameSyntax>()
        .All(name => name.Identifier.ValueText != local.Identifier.ValueText || first.Span.Contains(name.Span) || last.Span.Contains(name.Span));
}
