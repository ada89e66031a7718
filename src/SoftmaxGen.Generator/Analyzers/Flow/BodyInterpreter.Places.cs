using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Variables, members and elements.</content>
internal sealed partial class BodyInterpreter
{
    private Place? PlaceOf(IOperation operation)
    {
        switch (Bare(operation))
        {
            case ILocalReferenceOperation local:
                return _aliases.TryGetValue(local.Local, out Place alias) ? alias : new(null, local.Local);

            case IParameterReferenceOperation parameter:
                return new(null, parameter.Parameter);

            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression);

            case IFieldReferenceOperation { Field.IsConst: false } field:
                return MemberPlace(field.Instance, field.Field);

            case IPropertyReferenceOperation { Property: { IsIndexer: false } property } reference when IsStored(property):
                return MemberPlace(reference.Instance, property);

            case { } element when ElementTarget(element) is { } collection:
                return Evaluate(collection).Cell is { } cell ? Place.ElementsOf(cell) : PlaceOf(collection);

            default:
                return null;
        }
    }

    private Place? MemberPlace(IOperation? instance, ISymbol member)
    {
        if (instance is null)
        {
            return new(null, member);
        }

        // Item1 and its friendly name are one place.
        ISymbol canonical = member is IFieldSymbol { ContainingType.IsTupleType: true } part && TupleIndex(part) is { } index ? engine.TupleMember(index) : member;
        return Evaluate(instance).Cell is { } owner ? new Place(owner, canonical) : null;
    }

    private static int? TupleIndex(IFieldSymbol part)
    {
        ImmutableArray<IFieldSymbol> elements = part.ContainingType.TupleElements;
        for (int i = 0; i < elements.Length; i++)
        {
            if (elements[i].Name == part.Name || elements[i].CorrespondingTupleField?.Name == part.Name)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Whether a property only keeps what it is given.</summary>
    private static bool IsStored(IPropertySymbol property) =>
        property.ContainingType is { IsAnonymousType: true } or { IsTupleType: true }
        || property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
        || (property.ContainingType.IsRecord && property.DeclaringSyntaxReferences.Any(static reference => reference.GetSyntax() is ParameterSyntax));

    /// <summary>The collection of which <paramref name="operation"/> is an element; null if it is none.</summary>
    private static IOperation? ElementTarget(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation array => array.ArrayReference,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } indexer when !IsOwnIndexer(indexer.Property) => instance,
        IImplicitIndexerReferenceOperation implicitly => implicitly.Instance,
        IInlineArrayAccessOperation inline => inline.Instance,
        { Kind: OperationKind.None, Syntax: ElementAccessExpressionSyntax } pointer => pointer.ChildOperations.FirstOrDefault(),
        IInvalidOperation { Syntax: ElementAccessExpressionSyntax access } unknown => unknown.ChildOperations.FirstOrDefault(child => child.Syntax == access.Expression),
        { Kind: OperationKind.None, Syntax: PrefixUnaryExpressionSyntax } dereferenced => dereferenced.ChildOperations.FirstOrDefault() is { } target ? PointerBase(target) : null,
        _ => null,
    };

    private static IOperation PointerBase(IOperation pointer) => Bare(pointer) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => PointerBase(sum.LeftOperand),
        IIncrementOrDecrementOperation step => step.Target,
        { } other => other,
    };

    private static bool IsOwnIndexer(IPropertySymbol indexer) => indexer.DeclaringSyntaxReferences.Length > 0;

    private static IOperation? IndexOf(IOperation element) => element switch
    {
        IArrayElementReferenceOperation array => array.Indices.LastOrDefault(),
        IPropertyReferenceOperation indexer => indexer.Arguments.LastOrDefault()?.Value,
        IImplicitIndexerReferenceOperation implicitly => implicitly.Argument,
        IInlineArrayAccessOperation inline => inline.Argument,
        IInvalidOperation { Syntax: ElementAccessExpressionSyntax access } unknown => unknown.ChildOperations.LastOrDefault(child => child.Syntax != access.Expression),
        { Syntax: ElementAccessExpressionSyntax } pointer => pointer.ChildOperations.LastOrDefault(),
        _ => null,
    };

    private FlowValue Read(IOperation operation, Place? place)
    {
        if (ElementTarget(operation) is { } collection)
        {
            return IsSlice(operation) ? Evaluate(collection) with { Length = null } : ElementOf(Evaluate(collection), collection.Type, IndexOf(operation));
        }

        if (place is { } known && _state[known] is { } value)
        {
            return value;
        }

        if (operation is IPropertyReferenceOperation property && (place is null || !IsStored(property.Property)))
        {
            return EvaluateProperty(property);
        }

        FlowValue initial = operation switch
        {
            IParameterReferenceOperation parameter => InitialParameter(parameter.Parameter),
            IFieldReferenceOperation field => InitialMember(field.Field, field.Instance),
            IPropertyReferenceOperation stored => InitialMember(stored.Property, stored.Instance),
            _ => FlowValue.Unknown,
        };
        if (place is { } remembered)
        {
            _state[remembered] = initial;
        }

        return initial;
    }

    private static bool IsSlice(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation { Type: IArrayTypeSymbol slice, ArrayReference.Type: IArrayTypeSymbol whole } => SymbolEqualityComparer.Default.Equals(slice, whole),
        IImplicitIndexerReferenceOperation { IndexerSymbol: IMethodSymbol } => true,
        _ => false,
    };

    private FlowValue ElementOf(FlowValue collection, ITypeSymbol? type, IOperation? index)
    {
        FlowValue indexed = index is null || index.ConstantValue.HasValue ? FlowValue.Integer : Evaluate(index);
        FlowValue element = collection.Cell is { } cell
            ? _state[Place.ElementsOf(cell)] ?? Unread(collection, cell, type)
            : collection with { IsData = collection.IsConstant ? collection.IsData : true, IsRaw = collection.IsRaw };
        bool isChosen = index is not null && !IsCounter(index) && (indexed.IsData || !indexed.Parameters.IsEmpty);
        return element.IsConstant ? element : element with { IsChosen = isChosen, IsElement = true, IsComplement = false };
    }

    /// <summary>The elements of a collection that came from elsewhere.</summary>
    private FlowValue Unread(FlowValue collection, Cell cell, ITypeSymbol? type)
    {
        FlowValue element = FlowValue.Data with { Parameters = collection.Parameters, IsElement = true, IsField = collection.IsField, IsRandom = collection.IsRandom };
        if (ElementType(type) is { } elementType && HasParts(elementType))
        {
            element = element with { Cell = cell.Child(null) };
        }

        _state[Place.ElementsOf(cell)] = element;
        return element;
    }

    private static ITypeSymbol? ElementType(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        IPointerTypeSymbol pointer => pointer.PointedAtType,
        INamedTypeSymbol { TypeArguments: [.., var last] } => last,
        _ => null,
    };

    private bool IsCounter(IOperation index) => Bare(index) switch
    {
        ILocalReferenceOperation { Local: var local } => local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation).Parent?.Parent is ForStatementSyntax,
        IBinaryOperation binary => IsCounter(binary.LeftOperand) || IsCounter(binary.RightOperand),
        ILiteralOperation => true,
        _ => false,
    };

    private static bool HasParts(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol or IPointerTypeSymbol => true,
        { SpecialType: not SpecialType.None } => type.SpecialType.ToString().Contains("Generic"),
        INamedTypeSymbol named => named.IsTupleType || named.IsAnonymousType || named.TypeKind is not (TypeKind.Enum or TypeKind.Delegate)
            && (named.DeclaringSyntaxReferences.Length > 0 || named.Name is "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory"
                || named.AllInterfaces.Any(static face => face.SpecialType == SpecialType.System_Collections_IEnumerable)),
        _ => false,
    };
}
