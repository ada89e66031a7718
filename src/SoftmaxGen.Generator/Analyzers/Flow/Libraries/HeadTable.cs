using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <summary>The package's own heads: types with the attribute, and type parameters that stand for one.</summary>
internal sealed class HeadTable(Compilation compilation)
{
    private const string RuntimeNamespace = "SoftmaxGen";

    private readonly ConcurrentDictionary<ITypeSymbol, int> _classes = new(SymbolEqualityComparer.Default);

    private readonly bool _isReferenced = compilation.GetTypeByMetadataName("SoftmaxGen.SoftmaxHeadAttribute") is not null;

    /// <summary>Whether members of the type are those of a head.</summary>
    public bool IsHead(INamedTypeSymbol? type) => ClassesOf(type) >= 0;

    /// <summary>K of a head; 0 if it is one but K is not known, −1 if it is none.</summary>
    public int ClassesOf(INamedTypeSymbol? type) => !_isReferenced || type is null ? -1 : _classes.GetOrAdd(type.OriginalDefinition, static type => Read((INamedTypeSymbol)type));

    /// <summary>The length of <c>Row</c>, if the type is the row of a head.</summary>
    public int? RowClasses(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Row", ContainingType: { } head } && ClassesOf(head) is var classes and > 0 ? classes : null;

    private static int Read(INamedTypeSymbol type)
    {
        if (type is { TypeKind: TypeKind.Interface, Name: "ISoftmaxHead" or "ISoftmaxHeadCore", ContainingNamespace.Name: RuntimeNamespace })
        {
            return 0;
        }

        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { Name: "SoftmaxHeadAttribute", ContainingNamespace.Name: RuntimeNamespace } used)
            {
                continue;
            }

            if (used.TypeArguments is [INamedTypeSymbol { TypeKind: TypeKind.Enum } classes])
            {
                return classes.GetMembers().OfType<IFieldSymbol>().Where(static member => member.HasConstantValue).Select(static member => member.ConstantValue).Distinct().Count();
            }

            foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
            {
                if (argument is { Key: "K", Value.Value: int count and > 0 })
                {
                    return count;
                }
            }

            return attribute.ConstructorArguments is [{ Value: int first and > 0 }] ? first : 0;
        }

        return -1;
    }
}
