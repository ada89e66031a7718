using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>The types around a type, and where a type is declared.</summary>
internal static class ContainingTypes
{
    /// <summary>The types around <paramref name="type"/>, outermost first, itself excluded.</summary>
    public static IEnumerable<INamedTypeSymbol> Of(INamedTypeSymbol type)
    {
        var outward = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            outward.Add(outer);
        }

        outward.Reverse();
        return outward;
    }

    /// <summary>The parts of <paramref name="type"/> without the modifier that lets generated code add one more.</summary>
    public static IEnumerable<TypeDeclarationSyntax> PartsThatAreNotPartial(INamedTypeSymbol type, CancellationToken ct) =>
        type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(ct))
            .OfType<TypeDeclarationSyntax>()
            .Where(static part => !part.Modifiers.Any(SyntaxKind.PartialKeyword));
}
