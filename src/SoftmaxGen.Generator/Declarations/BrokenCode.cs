using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>Declarations that the compiler already rejects in a way that leaves nothing to extend: skipped without a word.</summary>
internal static class BrokenCode
{
    public static bool Hides(INamedTypeSymbol type, AttributeData attribute) =>
        type.TypeKind is not (TypeKind.Class or TypeKind.Struct)
        || !IsFirstApplication(type, attribute)
        || ContainingTypes.Of(type).Append(type).Any(static part => IsUnnamedOrDuplicate(part) || part.IsScriptClass || HasBrokenTypeParameters(part))
        || HasUnnamedNamespace(type.ContainingNamespace);

    /// <summary>A second application (CS0579) would yield a second file of the same name.</summary>
    private static bool IsFirstApplication(INamedTypeSymbol type, AttributeData attribute)
    {
        AttributeData? first = type.GetAttributes().FirstOrDefault(
            other => SymbolEqualityComparer.Default.Equals(other.AttributeClass, attribute.AttributeClass)
                || (IsOurs(other) && IsOurs(attribute)));

        return first?.ApplicationSyntaxReference is { } expected
            && attribute.ApplicationSyntaxReference is { } actual
            && expected.SyntaxTree == actual.SyntaxTree
            && expected.Span == actual.Span;
    }

    /// <summary>The attribute with K and the one with an enum: of both, the first counts.</summary>
    private static bool IsOurs(AttributeData attribute) => attribute.AttributeClass is
    {
        Name: "SoftmaxHeadAttribute", ContainingNamespace: { Name: "SoftmaxGen", ContainingNamespace.IsGlobalNamespace: true },
    };

    /// <summary>A class and a struct of one name (CS0101, CS0261) are two symbols, and would yield two files of one name.</summary>
    private static bool IsUnnamedOrDuplicate(INamedTypeSymbol type)
    {
        if (type.Name.Length == 0 || type.TypeParameters.Any(static parameter => parameter.Name.Length == 0))
        {
            return true;
        }

        INamespaceOrTypeSymbol parent = type.ContainingType is { } outer ? outer : type.ContainingNamespace;
        return parent.GetTypeMembers(type.Name, type.Arity)
            .Any(other => !SymbolEqualityComparer.Default.Equals(other, type) && !other.IsFileLocal && !type.IsFileLocal);
    }

    /// <summary>
    /// Every mention of a type with two parameters of one name (CS0692), or with a constraint that is not there (CS0246), is one
    /// more error. A constraint that is only built with a missing type, such as <c>IEquatable&lt;Missing&gt;</c>, is harmless.
    /// </summary>
    private static bool HasBrokenTypeParameters(INamedTypeSymbol type) =>
        type.TypeParameters.Select(static parameter => parameter.Name).Distinct().Count() < type.Arity
        || type.TypeParameters.Any(static parameter => parameter.ConstraintTypes.Any(static constraint => constraint.TypeKind == TypeKind.Error));

    private static bool HasUnnamedNamespace(INamespaceSymbol? scope)
    {
        for (; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
        {
            if (scope.Name.Length == 0)
            {
                return true;
            }
        }

        return false;
    }
}
