using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>
/// Whether a parameter will have the generated type <c>Row</c>. That exists only once the generator has run: until then its
/// name is an error, or means a type further out or further up, which the generated one will hide.
/// </summary>
internal static class GeneratedRow
{
    public static bool IsTypeOf(IParameterSymbol parameter, HeadCandidate head)
    {
        TypeSyntax? written = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(head.CancellationToken) is ParameterSyntax syntax ? syntax.Type : null;
        return written switch
        {
            IdentifierNameSyntax { Identifier.ValueText: EmittedMembers.RowName } => SymbolEqualityComparer.Default.Equals(parameter.ContainingType, head.Type),
            QualifiedNameSyntax { Left: var left, Right: IdentifierNameSyntax { Identifier.ValueText: EmittedMembers.RowName } } =>
                IsFoundIn(head.Compilation.GetSemanticModel(left.SyntaxTree).GetSymbolInfo(left, head.CancellationToken).Symbol as INamedTypeSymbol, head.Type),
            _ => parameter.Type is INamedTypeSymbol { Name: EmittedMembers.RowName, Arity: 0 } type && IsFoundIn(type.ContainingType, head.Type),
        };
    }

    /// <summary>Whether <c>type.Row</c> is the row of <paramref name="head"/>: its own, or one that it inherits from the head.</summary>
    private static bool IsFoundIn(INamedTypeSymbol? type, INamedTypeSymbol head)
    {
        for (; type is not null && !SymbolEqualityComparer.Default.Equals(type, head); type = type.BaseType)
        {
            if (!type.GetTypeMembers(EmittedMembers.RowName, 0).IsEmpty || IsHead(type))
            {
                return false;
            }
        }

        return type is not null;
    }

    private static bool IsHead(INamedTypeSymbol type) => type.GetAttributes().Any(static attribute => attribute.AttributeClass is
    {
        Name: "SoftmaxHeadAttribute", ContainingNamespace: { Name: "SoftmaxGen", ContainingNamespace.IsGlobalNamespace: true },
    });
}
