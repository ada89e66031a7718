using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.CodeFixes.Repairs;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>How many elements an array or span has, where its declaration says so.</summary>
internal static class ConstantLength
{
    public static int? Of(ExpressionSyntax data, SourceFile file)
    {
        ISymbol? symbol = file.Model.GetSymbolInfo(data, file.Cancellation).Symbol;
        bool isFixed = symbol is ILocalSymbol or IFieldSymbol { IsReadOnly: true } or IPropertySymbol { SetMethod: null };
        ExpressionSyntax? made = symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(file.Cancellation) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: { } value } => value,
            PropertyDeclarationSyntax { Initializer.Value: { } value } => value,
            _ => null,
        };
        return !isFixed || made is null || made.SyntaxTree != file.Root.SyntaxTree || (symbol is ILocalSymbol && IsSetAgain(symbol, file)) ? null : OfMade(made, file);
    }

    /// <summary>The length of an array that is made as long as another one is.</summary>
    public static int? OfLength(ExpressionSyntax data, SourceFile file) =>
        file.Model.GetSymbolInfo(data, file.Cancellation).Symbol is ILocalSymbol local && !IsSetAgain(local, file)
        && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(file.Cancellation) is VariableDeclaratorSyntax
        {
            Initializer.Value: ArrayCreationExpressionSyntax { Initializer: null, Type.RankSpecifiers: [{ Sizes: [MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" } length] }] },
        }
            ? Of(length.Expression, file)
            : null;

    public static int? Constant(ExpressionSyntax? expression, SourceFile file) =>
        expression is not null && file.Model.GetConstantValue(expression, file.Cancellation) is { HasValue: true, Value: int number and > 0 } ? number : null;

    private static int? OfMade(ExpressionSyntax made, SourceFile file) => made switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } initializer, Type.RankSpecifiers: [{ Rank: 1 }] } => initializer.Expressions.Count,
        ArrayCreationExpressionSyntax { Type.RankSpecifiers: [{ Sizes: [var size] }] } => Constant(size, file),
        ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions.Count,
        InitializerExpressionSyntax initializer => initializer.Expressions.Count,
        StackAllocArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions.Count,
        StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] } } => Constant(size, file),
        CollectionExpressionSyntax collection when collection.Elements.All(static element => element is ExpressionElementSyntax) => collection.Elements.Count,
        _ => null,
    };

    private static bool IsSetAgain(ISymbol local, SourceFile file) => file.Root.DescendantNodes().Any(node =>
        (node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } && left.Identifier.ValueText == local.Name)
        || (node is ArgumentSyntax { RefKindKeyword.RawKind: not 0, Expression: IdentifierNameSyntax name } && name.Identifier.ValueText == local.Name));
}
