using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>A statement that calls a function of TensorPrimitives from one span to another.</summary>
/// <param name="Syntax">The call.</param>
/// <param name="Class">How the class is spelled.</param>
/// <param name="Source">From where.</param>
/// <param name="Destination">To where.</param>
/// <param name="Element">The element type.</param>
/// <param name="TypeArgument">The element type as a type argument, where the class has generic functions.</param>
internal sealed record TensorPrimitivesCall(
    InvocationExpressionSyntax Syntax, ExpressionSyntax Class, ExpressionSyntax Source, ExpressionSyntax Destination, string Element, string TypeArgument)
{
    public static TensorPrimitivesCall? At(InvocationExpressionSyntax? call, SourceFile file)
    {
        if (call is not { Expression: MemberAccessExpressionSyntax callee, ArgumentList.Arguments: [{ NameColon: null } source, { NameColon: null } destination], Parent: ExpressionStatementSyntax or ArrowExpressionClauseSyntax or LambdaExpressionSyntax }
            || file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is not IMethodSymbol { ContainingType.Name: "TensorPrimitives" } method
            || !IsPlain(source.Expression, file) || !IsPlain(destination.Expression, file))
        {
            return null;
        }

        ITypeSymbol? element = method.IsGenericMethod ? method.TypeArguments[0] : (method.Parameters[0].Type as INamedTypeSymbol)?.TypeArguments[0];
        string? name = element?.ToMinimalDisplayString(file.Model, call.SpanStart);
        return name is null ? null : new(call, callee.Expression, source.Expression, destination.Expression, name, method.IsGenericMethod ? $"<{name}>" : "");
    }

    /// <summary>Whether evaluating it more than once is the same as once.</summary>
    private static bool IsPlain(ExpressionSyntax expression, SourceFile file) => expression.DescendantNodesAndSelf().All(node => node switch
    {
        InvocationExpressionSyntax call => file.Model.GetSymbolInfo(call, file.Cancellation).Symbol is IMethodSymbol { Name: "AsSpan" or "Slice" or "AsMemory" } or IMethodSymbol { ContainingType.Name: "Math" },
        AssignmentExpressionSyntax or PostfixUnaryExpressionSyntax or BaseObjectCreationExpressionSyntax or AwaitExpressionSyntax or StackAllocArrayCreationExpressionSyntax or CollectionExpressionSyntax => false,
        PrefixUnaryExpressionSyntax prefix => !prefix.IsKind(SyntaxKind.PreIncrementExpression) && !prefix.IsKind(SyntaxKind.PreDecrementExpression),
        _ => true,
    });
}
