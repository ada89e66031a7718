using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>Which types can hold floating-point numbers: methods that see none of them are not worth entering.</summary>
internal sealed class NumberTypes(LibraryTable libraries)
{
    private const int DeepestMember = 3;

    private readonly ConcurrentDictionary<ITypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<IMethodSymbol, bool> _methods = new(SymbolEqualityComparer.Default);

    public bool Concern(IMethodSymbol method) => _methods.GetOrAdd(method, Decide);

    public bool MayHold(ITypeSymbol? type) => type is not null && _known.GetOrAdd(type, known => Look(known, 0));

    private bool Decide(IMethodSymbol method) =>
        MayHold(method.ReturnType) || method.Parameters.Any(parameter => MayHold(parameter.Type)) || (!method.IsStatic && MayHold(method.ContainingType));

    private bool Look(ITypeSymbol type, int depth) => depth <= DeepestMember && type switch
    {
        { SpecialType: SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal } => true,
        { SpecialType: not SpecialType.None } and not INamedTypeSymbol { IsGenericType: true } => false,
        ITypeParameterSymbol or IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => Look(array.ElementType, depth),
        IPointerTypeSymbol pointer => Look(pointer.PointedAtType, depth),
        INamedTypeSymbol named => named.Name is "Half" or "BFloat16" || libraries.IsLibraryType(named)
            || named.TypeArguments.Any(argument => Look(argument, depth + 1))
            || (named.DelegateInvokeMethod is { } invoke && (Look(invoke.ReturnType, depth + 1) || invoke.Parameters.Any(parameter => Look(parameter.Type, depth + 1))))
            || (named.DeclaringSyntaxReferences.Length > 0 && named.TypeKind != TypeKind.Enum && HasMember(named, depth + 1)),
        _ => false,
    };

    private bool HasMember(INamedTypeSymbol type, int depth) =>
        type.GetMembers().Any(member => member switch
        {
            IFieldSymbol { IsConst: false } field => Look(field.Type, depth),
            IPropertySymbol property => Look(property.Type, depth),
            _ => false,
        })
        || (type.BaseType is { SpecialType: SpecialType.None } parent && Look(parent, depth));
}
