using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>The exponential of one number, as a call or as a method group.</summary>
/// <param name="Syntax">The call, or the group.</param>
/// <param name="Method">The function.</param>
/// <param name="Argument">What the exponential is taken of; null for a method group.</param>
internal sealed record ExpCall(ExpressionSyntax Syntax, IMethodSymbol Method, ExpressionSyntax? Argument)
{
    /// <summary>Every one in <paramref name="scope"/>.</summary>
    public static IEnumerable<ExpCall> In(SyntaxNode scope, SemanticModel model, CancellationToken ct) =>
        scope.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Select(node => At(node, model, ct)).OfType<ExpCall>();

    public static ExpCall? At(ExpressionSyntax node, SemanticModel model, CancellationToken ct)
    {
        switch (node)
        {
            case InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } call when NameOf(call.Expression) is "Exp" or "exp":
                return only.RefKindKeyword.IsKind(SyntaxKind.None) && MethodAt(call, model, ct) is { } exp && NumberFunctions.IsExp(exp)
                    ? new(call, exp, only.Expression)
                    : null;

            case InvocationExpressionSyntax { ArgumentList.Arguments: [var @base, var exponent] } call when NameOf(call.Expression) is "Pow":
                return MethodAt(call, model, ct) is { } pow && NumberFunctions.IsScalar(pow) && NumberFunctions.IsE(model.GetConstantValue(@base.Expression, ct))
                    ? new(call, pow, exponent.Expression)
                    : null;

            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Exp" } or IdentifierNameSyntax { Identifier.ValueText: "Exp" } when node.Parent is ArgumentSyntax:
                return MethodAt(node, model, ct) is { } group && NumberFunctions.IsExp(group) ? new(node, group, null) : null;

            default:
                return null;
        }
    }

    private static IMethodSymbol? MethodAt(SyntaxNode node, SemanticModel model, CancellationToken ct) => model.GetSymbolInfo(node, ct).Symbol as IMethodSymbol;

    private static string? NameOf(ExpressionSyntax callee) => callee switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };
}
