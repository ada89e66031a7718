using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>How a type and its namespace must be spelled in another part of it.</summary>
internal static class SourceSpelling
{
    public static string Namespace(INamespaceSymbol? scope)
    {
        var inward = new List<string>();
        for (; scope is { IsGlobalNamespace: false }; scope = scope.ContainingNamespace)
        {
            inward.Add(SyntaxFacts.GetKeywordKind(scope.Name) == SyntaxKind.None ? scope.Name : "@" + scope.Name);
        }

        inward.Reverse();
        return string.Join(".", inward);
    }

    public static TypeShell Shell(INamedTypeSymbol type) => new(Keyword(type), TypeName(type.Name), TypeParameters(type));

    // Parts may differ in accessibility, static, sealed, abstract, readonly, ref and unsafe, but not in this word (CS0261).
    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
        { IsRecord: true } => "record",
        { TypeKind: TypeKind.Struct } => "struct",
        { TypeKind: TypeKind.Interface } => "interface",
        _ => "class",
    };

    // Names and variance must be repeated (CS0264, CS1067); constraints and attributes need not be.
    private static string TypeParameters(INamedTypeSymbol type) =>
        type.Arity == 0 ? "" : "<" + string.Join(", ", type.TypeParameters.Select(TypeParameter)) + ">";

    private static string TypeParameter(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in " + TypeName(parameter.Name),
        VarianceKind.Out => "out " + TypeName(parameter.Name),
        _ => TypeName(parameter.Name),
    };

    /// <summary>
    /// Escapes every name in lower-case ASCII, not only the keywords of this compiler: <c>record</c>, <c>file</c>,
    /// <c>required</c> and <c>scoped</c> are refused as bare type names too, and these are the names the language
    /// reserves for its future (CS8981).
    /// </summary>
    private static string TypeName(string name) => name.All(static c => c is (>= 'a' and <= 'z') or '_') ? "@" + name : name;
}
