using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Generator.Declarations;

/// <summary>Whether a project can have overloads on tensors: nobody is made to reference them.</summary>
internal static class TensorSupport
{
    /// <summary>What tensors must have for the overloads to compile.</summary>
    private static readonly string[] Members = ["GetPinnableReference", "IsDense", "FlattenedLength", "Lengths"];

    /// <summary>
    /// Arrays convert to spans and to tensor spans: only a priority, of C# 13 and .NET 9, keeps a call on arrays unambiguous.
    /// </summary>
    public static bool IsIn(Compilation compilation) =>
        compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 }
        && compilation.GetTypeByMetadataName("System.Runtime.CompilerServices.OverloadResolutionPriorityAttribute") is not null
        && HasMembers(compilation.GetTypeByMetadataName("System.Numerics.Tensors.TensorSpan`1"))
        && HasMembers(compilation.GetTypeByMetadataName("System.Numerics.Tensors.ReadOnlyTensorSpan`1"));

    private static bool HasMembers(INamedTypeSymbol? type) =>
        type is { DeclaredAccessibility: Accessibility.Public } && Members.All(name => !type.GetMembers(name).IsEmpty);
}
