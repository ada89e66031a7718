using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Reads what exponentials are taken of.</summary>
/// <param name="file">The file.</param>
/// <param name="scope">Where the maximum will be a constant: what is declared outside is one too.</param>
internal sealed class RowReader(SourceFile file, SyntaxNode scope)
{
    private const string Element = "$";
    private const string Index = "#";
    private const int MaxInlining = 4;

    public RowTerm? Read(ExpCall exp)
    {
        if (exp.Argument is not { } argument)
        {
            return exp.Syntax.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is InvocationExpressionSyntax call
                && SourceOf(call) is { } data && exp.Method.Parameters.Length == 1
                ? new(KeyOf(data, Element), RowKind.Query, "", exp.Method.Parameters[0].Type, "", data, null, null, [.. SymbolsIn(data)], true)
                : null;
        }

        if (TypeOf(argument, exp.Method) is not { } type)
        {
            return null;
        }

        var text = new ArgumentText(file, scope);
        if (!text.TryInline(argument, MaxInlining) || text.Variables.Count > 1)
        {
            return null;
        }

        ExpressionSyntax? guard = null;
        if (text.Variables.Count == 0)
        {
            // No loop runs through it here: exp(x[k]) of one k still is an exponential of x.
            List<ElementAccessExpressionSyntax> elements = [.. SyntaxFactory.ParseExpression(text.Text).DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>()];
            string key = elements is [var one] ? KeyOf(Tight(one.Expression), text.Text.Replace(Tight(one), Element)) : text.Text;
            return new(key, RowKind.Single, argument.ToString(), type, "", null, null, null, text.Names, text.IsPure);
        }

        ISymbol variable = text.Variables.Single();
        SyntaxNode declaration = variable.DeclaringSyntaxReferences[0].GetSyntax(file.Cancellation);
        bool isGuardKnown = TryGuard(exp.Syntax, declaration, out guard);
        switch (declaration)
        {
            case ForEachStatementSyntax loop:
                return new(
                    KeyOf(loop.Expression, text.With(variable, Element)), RowKind.ForEach, text.With(variable, variable.Name), type, variable.Name, loop.Expression, loop, guard,
                    [.. text.Names, .. SymbolsIn(loop.Expression)], text.IsPure && isGuardKnown && loop.AwaitKeyword.IsKind(SyntaxKind.None));

            case VariableDeclaratorSyntax { Parent.Parent: ForStatementSyntax loop }:
                return new(
                    KeyOfIndexed(text, variable), RowKind.For, text.With(variable, variable.Name), type, variable.Name, null, loop, guard,
                    [.. text.Names, .. HeaderOf(loop).SelectMany(SymbolsIn).Where(symbol => !SymbolEqualityComparer.Default.Equals(symbol, variable))],
                    text.IsPure && isGuardKnown && loop.Declaration?.Variables.Count == 1 && HeaderOf(loop).All(part => part is not InvocationExpressionSyntax));

            case ParameterSyntax parameter when LambdaOf(parameter) is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } lambda && IsElement(parameter, lambda, call):
                return SourceOf(call) is not { } data ? null : new(
                    KeyOf(data, text.With(variable, Element)), RowKind.Query, text.With(variable, variable.Name), type, variable.Name, data, null, guard,
                    [.. text.Names, .. SymbolsIn(data)], text.IsPure && isGuardKnown && guard is null);

            case FromClauseSyntax { Parent: QueryExpressionSyntax { Body: { Clauses.Count: 0, Continuation: null } } } from:
                return new(
                    KeyOf(from.Expression, text.With(variable, Element)), RowKind.Query, text.With(variable, variable.Name), type, variable.Name, from.Expression, null, guard,
                    [.. text.Names, .. SymbolsIn(from.Expression)], text.IsPure && isGuardKnown && guard is null);

            default:
                return null;
        }
    }

    /// <summary>The parts of a loop's first line.</summary>
    private static IEnumerable<ExpressionSyntax> HeaderOf(ForStatementSyntax loop) =>
        new[] { loop.Condition, loop.Declaration?.Variables[0].Initializer?.Value }.Concat(loop.Incrementors).OfType<ExpressionSyntax>();

    private IEnumerable<ISymbol> SymbolsIn(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
        .Select(name => file.Model.GetSymbolInfo(name, file.Cancellation).Symbol)
        .Where(symbol => symbol is ILocalSymbol or IParameterSymbol && !symbol.DeclaringSyntaxReferences.Any(reference => expression.Span.Contains(reference.Span)))
        .OfType<ISymbol>();

    // An index that is used for one collection only runs through that collection.
    private static string KeyOfIndexed(ArgumentText text, ISymbol index)
    {
        ExpressionSyntax argument = SyntaxFactory.ParseExpression(text.Text);
        List<ElementAccessExpressionSyntax> elements =
        [
            .. argument.DescendantNodesAndSelf().OfType<ElementAccessExpressionSyntax>()
                .Where(element => element.ArgumentList.Arguments is [var only] && only.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == index.Name),
        ];
        int uses = argument.DescendantTokens().Count(token => token.ValueText == index.Name);
        return elements is [var one] && uses == 1
            ? KeyOf(Tight(one.Expression), text.Text.Replace(Tight(one), Element))
            : "for " + text.With(index, Index);
    }

    private string KeyOf(ExpressionSyntax source, string template)
    {
        ExpressionSyntax data = Stripped(source);
        bool isDictionary = file.Model.GetTypeInfo(data, file.Cancellation).Type is { } type
            && (type.Name.EndsWith("Dictionary", StringComparison.Ordinal) || type.AllInterfaces.Any(static one => one.Name == "IDictionary"));
        return isDictionary && template.Contains(Element + ".Value") ? KeyOf(Tight(data) + ".Values", template.Replace(Element + ".Value", Element)) : KeyOf(Tight(data), template);
    }

    private static string KeyOf(string source, string template) => source + ":" + template;

    /// <summary>Without what only changes how a collection is looked at.</summary>
    public static ExpressionSyntax Stripped(ExpressionSyntax source) => source switch
    {
        ParenthesizedExpressionSyntax parenthesized => Stripped(parenthesized.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsEnumerable" or "AsParallel" or "ToArray" or "ToList" or "AsSpan" } call }
            => Stripped(call.Expression),
        _ => source,
    };

    /// <summary>The collection that a call runs through: its receiver, or its first argument if it has none.</summary>
    private ExpressionSyntax? SourceOf(InvocationExpressionSyntax call) =>
        file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol method ? null
        : method.IsStatic && method.MethodKind != MethodKind.ReducedExtension ? call.ArgumentList.Arguments.FirstOrDefault()?.Expression
        : (call.Expression as MemberAccessExpressionSyntax)?.Expression;

    private static LambdaExpressionSyntax? LambdaOf(ParameterSyntax parameter) => parameter.FirstAncestorOrSelf<LambdaExpressionSyntax>();

    private static bool IsElement(ParameterSyntax parameter, LambdaExpressionSyntax lambda, InvocationExpressionSyntax call)
    {
        if (lambda is not ParenthesizedLambdaExpressionSyntax { ParameterList.Parameters: { Count: > 1 } parameters })
        {
            return true;
        }

        bool isFold = call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Aggregate" };
        return parameter == (isFold ? parameters.Last() : parameters[0]);
    }

    private ITypeSymbol? TypeOf(ExpressionSyntax argument, IMethodSymbol exp)
    {
        ITypeSymbol? type = file.Model.GetTypeInfo(argument, file.Cancellation).Type;
        return type switch
        {
            { SpecialType: SpecialType.System_Single or SpecialType.System_Double } or { Name: "Half", ContainingNamespace.Name: "System" } => type,
            { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } => exp.Parameters.Last().Type,
            ITypeParameterSymbol => type,
            _ => null,
        };
    }

    /// <summary>Under which condition the exponential is taken; false if that cannot be said in one expression.</summary>
    private static bool TryGuard(SyntaxNode exp, SyntaxNode declaration, out ExpressionSyntax? guard)
    {
        guard = null;
        SyntaxNode root = declaration is ForEachStatementSyntax ? declaration
            : declaration is VariableDeclaratorSyntax ? declaration.Parent!.Parent!
            : (SyntaxNode?)declaration.FirstAncestorOrSelf<LambdaExpressionSyntax>() ?? declaration.Parent!;
        for (SyntaxNode node = exp; node != root && node.Parent is { } parent; node = parent)
        {
            ExpressionSyntax? condition = parent switch
            {
                IfStatementSyntax branch when branch.Statement == node => branch.Condition,
                ConditionalExpressionSyntax choice when choice.WhenTrue == node => choice.Condition,
                _ => null,
            };
            bool isConditional = parent is ElseClauseSyntax or SwitchSectionSyntax or SwitchExpressionArmSyntax or WhileStatementSyntax or DoStatementSyntax or CatchClauseSyntax
                || (parent is ConditionalExpressionSyntax other && other.WhenFalse == node)
                || (parent is BlockSyntax block && block.Statements.TakeWhile(statement => statement != node).Any(LeavesTurn));
            if (isConditional || (condition is not null && guard is not null))
            {
                return false;
            }

            guard ??= condition;
        }

        return true;
    }

    private static bool LeavesTurn(StatementSyntax statement) =>
        statement.DescendantNodesAndSelf().Any(static node => node is ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax or GotoStatementSyntax);

    /// <summary>The text without white space.</summary>
    private static string Tight(ExpressionSyntax expression) => ArgumentText.Tight(expression);
}
