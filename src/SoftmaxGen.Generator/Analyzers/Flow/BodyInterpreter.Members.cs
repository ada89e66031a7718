using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>What variables and members hold before anything is assigned to them.</content>
internal sealed partial class BodyInterpreter
{
    private FlowValue InitialParameter(IParameterSymbol parameter)
    {
        FlowValue value = FlowValue.Unknown with
        {
            IsRaw = true,
            Parameters = [parameter],
            // In a lambda that a library calls, and of the elements of tensors, nothing is a mere number.
            IsData = parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } || IsOpaque(parameter.Type),
            IsElement = IsOpaque(parameter.Type),
        };
        return HasParts(parameter.Type) && !engine.Libraries.IsLibraryType(parameter.Type) ? value with { Cell = CellOfSymbol(parameter) } : value;
    }

    private FlowValue InitialMember(ISymbol member, IOperation? instance)
    {
        ITypeSymbol type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        FlowValue owner = instance is null ? FlowValue.Unknown : Evaluate(instance);
        FlowValue value = (engine.Numbers.MayHold(type) ? engine.Members.ValueOf(member, _root, level + 1, cancellation) : null) ?? FlowValue.Unknown with { IsRaw = true };
        value = value with
        {
            IsData = value.IsData || IsOpaque(type) || ((owner.IsData || owner.IsElement) && !value.IsConstant),
            IsField = true,
            Parameters = FlowValue.Union(value.Parameters, owner.Parameters),
        };
        if (!HasParts(type) || engine.Libraries.IsLibraryType(type) || owner.Cell is null)
        {
            return value;
        }

        Cell cell = owner.Cell.Child(member);
        if (value.Layer is null && (value.HasExps || value.Upper != UpperBound.None || value.Softmax is not null || value.LogSoftmax is not null))
        {
            _state[Place.ElementsOf(cell)] = value with { IsElement = true };
        }

        return value with { Cell = cell };
    }

    private FlowValue EvaluateProperty(IPropertyReferenceOperation reference)
    {
        FlowValue? instance = reference.Instance is null ? null : Evaluate(reference.Instance);
        if (engine.Libraries.PropertyLayer(reference) is { } layer)
        {
            return new() { Layer = layer };
        }

        IPropertySymbol property = reference.Property;
        if (property.GetMethod is { } getter && engine.Libraries.CanFollow(getter) && !property.IsAbstract)
        {
            return CallMethod(getter, instance, EvaluateAll(reference.Arguments.Select(static argument => argument.Value)), reference);
        }

        // Values of a dictionary, Span of a memory, Result of a task: the same things under another name.
        if (instance is not null && HasParts(property.Type) && property.ContainingType.DeclaringSyntaxReferences.Length == 0)
        {
            return property.Name == "Keys" ? FlowValue.Data : instance with { Length = null };
        }

        // A duration is a difference.
        if (property.ContainingType is { Name: "TimeSpan", SpecialType: SpecialType.None } && property.Type.SpecialType == SpecialType.System_Double)
        {
            return FlowValue.Unknown with { IsData = true, Upper = UpperBound.Shifted };
        }

        return property.Name is "Value" or "Result" or "Current" or "T" && instance is not null
            ? ElementOf(instance, reference.Instance!.Type, index: null)
            : FlowValue.Unknown with { IsRaw = true, IsData = instance is { IsData: true }, Parameters = instance?.Parameters ?? [], IsElement = instance is { IsElement: true } };
    }

    // A tensor is data although it is one value.
    private bool IsOpaque(ITypeSymbol type) => type.SpecialType == SpecialType.None && engine.Libraries.IsLibraryType(type);

    private readonly Dictionary<ISymbol, Cell> _symbolCells = new(SymbolEqualityComparer.Default);

    private Cell CellOfSymbol(ISymbol symbol)
    {
        if (!_symbolCells.TryGetValue(symbol, out Cell cell))
        {
            _symbolCells.Add(symbol, cell = new());
        }

        return cell;
    }
}
