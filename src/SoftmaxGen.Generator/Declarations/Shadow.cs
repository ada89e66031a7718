using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>What takes the name of a type parameter of a containing type away.</summary>
internal static class Shadow
{
    /// <summary>The type parameter of <paramref name="type"/>, or the nested type of it or its bases, that is called like <paramref name="parameter"/>.</summary>
    public static ISymbol? Of(ITypeParameterSymbol parameter, INamedTypeSymbol type)
    {
        if (type.TypeParameters.FirstOrDefault(own => own.Name == parameter.Name) is { } inner)
        {
            return inner;
        }

        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            bool isOwn = SymbolEqualityComparer.Default.Equals(level, type);
            INamedTypeSymbol? nested = level.GetTypeMembers(parameter.Name, 0)
                .FirstOrDefault(member => isOwn || member.DeclaredAccessibility != Accessibility.Private);
            if (nested is not null)
            {
                return nested;
            }
        }

        return null;
    }
}
