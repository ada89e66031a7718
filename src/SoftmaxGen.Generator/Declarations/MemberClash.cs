using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>Whether a member of the user's and a generated one can stand in the same type.</summary>
internal static class MemberClash
{
    private static readonly SymbolDisplayFormat TypeFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>A type as the catalogue of members spells it.</summary>
    public static string Spell(ITypeSymbol type) => type.ToDisplayString(TypeFormat);

    /// <summary>CS0102 between kinds, CS0111 and CS0663 between methods, CS0533 against an abstract member of a base class.</summary>
    public static bool Between(EmittedMember emitted, ISymbol member, HeadCandidate head) =>
        emitted.Name == member.Name && member switch
        {
            IMethodSymbol method when emitted.Kind == EmittedMemberKind.Method => HaveOneSignature(emitted, method, head),
            INamedTypeSymbol type when emitted.Kind == EmittedMemberKind.Type => type.Arity == 0,
            _ => true,
        };

    // ref, in and out are one and the same here: overloads cannot differ in them alone (CS0663). Nor do static and return type matter.
    private static bool HaveOneSignature(EmittedMember emitted, IMethodSymbol method, HeadCandidate head)
    {
        if (method.Arity != 0 || method.Parameters.Length != emitted.Parameters.Count)
        {
            return false;
        }

        for (int i = 0; i < emitted.Parameters.Count; i++)
        {
            EmittedParameter expected = emitted.Parameters[i];
            IParameterSymbol actual = method.Parameters[i];
            if (expected.IsByReference != (actual.RefKind != RefKind.None) || !HaveOneType(expected, actual, head))
            {
                return false;
            }
        }

        return true;
    }

    private static bool HaveOneType(EmittedParameter expected, IParameterSymbol actual, HeadCandidate head) =>
        expected.Type == EmittedMembers.RowName
            ? GeneratedRow.IsTypeOf(actual, head)
            : Spell(actual.Type) == expected.Type;
}
