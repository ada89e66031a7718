using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>The argument of an exponential, with locals of the loop's body replaced by what they are, so that it can stand elsewhere.</summary>
internal sealed class ArgumentText(SourceFile file, SyntaxNode scope)
{
    private readonly StringBuilder _text = new();
    private readonly HashSet<ISymbol> _variables = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _names = new(SymbolEqualityComparer.Default);

    /// <summary>Variables of loops and lambdas.</summary>
    public IReadOnlyCollection<ISymbol> Variables => _variables;

    /// <summary>Other locals and parameters.</summary>
    public IReadOnlyCollection<ISymbol> Names => _names;

    /// <summary>Whether evaluating it twice is the same as once.</summary>
    public bool IsPure { get; private set; } = true;

    /// <summary>The text without white space, where variables keep their names.</summary>
    public string Text => With(null, "");

    public static string Tight(SyntaxNode node) => string.Concat(node.DescendantTokens().Select(static token => token.Text));

    /// <summary>Reads an argument; false if it has something that cannot be moved.</summary>
    public bool TryInline(ExpressionSyntax expression, int depth)
    {
        IsPure &= expression.DescendantNodesAndSelf().All(node => node switch
        {
            InvocationExpressionSyntax call => file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol method && NumberFunctions.IsPure(method),
            AssignmentExpressionSyntax or AwaitExpressionSyntax or BaseObjectCreationExpressionSyntax or LambdaExpressionSyntax => false,
            PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
            PrefixUnaryExpressionSyntax prefix => !prefix.IsKind(SyntaxKind.PreIncrementExpression) && !prefix.IsKind(SyntaxKind.PreDecrementExpression),
            _ => true,
        });

        SyntaxToken previous = default;
        foreach (SyntaxToken token in expression.DescendantTokens())
        {
            if (previous.RawKind != 0 && (previous.HasTrailingTrivia || token.HasLeadingTrivia))
            {
                _text.Append(' ');
            }

            previous = token;
            if (token.Parent is IdentifierNameSyntax name && file.Model.GetSymbolInfo(name, file.Cancellation).Symbol is { } symbol and (ILocalSymbol or IParameterSymbol or IRangeVariableSymbol))
            {
                if (!TryName(symbol, depth))
                {
                    return false;
                }
            }
            else
            {
                _text.Append(token.Text);
            }
        }

        return true;
    }

    /// <summary>The text with another word for a variable; spaces stay only where the name is a name.</summary>
    public string With(ISymbol? variable, string word)
    {
        string text = _text.ToString();
        bool isKey = variable is null || word is "$" or "#";
        if (variable is not null)
        {
            text = text.Replace(Marked(variable), word);
        }

        foreach (ISymbol other in _variables)
        {
            text = text.Replace(Marked(other), other.Name);
        }

        return isKey ? text.Replace(" ", "") : text;
    }

    private bool TryName(ISymbol symbol, int depth)
    {
        SyntaxNode? declaration = symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(file.Cancellation);
        bool isInside = declaration is not null && declaration.SyntaxTree == scope.SyntaxTree && scope.Span.Contains(declaration.Span);
        if (!isInside)
        {
            _names.Add(symbol);
            _text.Append(symbol.Name);
            return true;
        }

        if (declaration is ForEachStatementSyntax or ParameterSyntax or FromClauseSyntax or VariableDeclaratorSyntax { Parent.Parent: ForStatementSyntax })
        {
            _variables.Add(symbol);
            _text.Append(Marked(symbol));
            return true;
        }

        // A local of the scope itself is a constant there, unless it belongs to a loop.
        bool isOfLoop = declaration!.Ancestors().TakeWhile(node => node != scope).Any(static node => node is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or LambdaExpressionSyntax);
        if (!isOfLoop)
        {
            _names.Add(symbol);
            _text.Append(symbol.Name);
            return true;
        }

        if (depth == 0 || declaration is not VariableDeclaratorSyntax { Initializer.Value: { } value } || IsWritten(symbol))
        {
            return false;
        }

        bool isSimple = value is IdentifierNameSyntax or ElementAccessExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax;
        _text.Append(isSimple ? "" : "(");
        bool isInlined = TryInline(value, depth - 1);
        _text.Append(isSimple ? "" : ")");
        return isInlined;
    }

    private bool IsWritten(ISymbol symbol) => scope.DescendantNodes().Any(node =>
        (node switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left,
            PostfixUnaryExpressionSyntax postfix => postfix.Operand,
            PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.PreIncrementExpression) || prefix.IsKind(SyntaxKind.PreDecrementExpression) => prefix.Operand,
            ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => argument.Expression,
            _ => null,
        }) is IdentifierNameSyntax name && name.Identifier.ValueText == symbol.Name);

    private static string Marked(ISymbol symbol) => "\u0001" + symbol.Name + "\u0002";
}
