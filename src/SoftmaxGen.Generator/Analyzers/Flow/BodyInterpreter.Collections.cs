using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Expressions that make arrays, tuples and objects.</content>
internal sealed partial class BodyInterpreter
{
    private FlowValue EvaluateCollection(IOperation operation)
    {
        switch (operation)
        {
            case IArrayCreationOperation array:
                EvaluateAll(array.DimensionSizes);
                BufferLength? length = array.DimensionSizes is [{ ConstantValue: { HasValue: true, Value: int elements } }] ? new(elements, array.Syntax) : null;
                return array.Initializer is { } initializer
                    ? NewCollection(array.Syntax, ContentOf(initializer.ElementValues), length)
                    : NewCollection(array.Syntax, IsNumeric(ElementType(array.Type)) ? FlowValue.Of(0) : null, length);

            case IArrayInitializerOperation nested:
                return NewCollection(nested.Syntax, ContentOf(nested.ElementValues));

            case ICollectionExpressionOperation collection:
                ImmutableArray<IOperation> items = [.. collection.Elements.Select(static element => element is ISpreadOperation spread ? spread.Operand : element)];
                bool isFixed = !collection.Elements.Any(static element => element is ISpreadOperation);
                return NewCollection(collection.Syntax, ContentOf(items), isFixed ? new(items.Length, collection.Syntax) : null);

            case ITupleOperation tuple:
                Cell cell = CellOf(tuple.Syntax);
                for (int i = 0; i < tuple.Elements.Length; i++)
                {
                    _state[new(cell, engine.TupleMember(i))] = Evaluate(tuple.Elements[i]);
                }

                return new() { Cell = cell };

            case IAnonymousObjectCreationOperation anonymous:
                return Initialize(new() { Cell = CellOf(anonymous.Syntax) }, anonymous.Initializers);

            case IWithOperation with:
                FlowValue original = Evaluate(with.Operand);
                return Initialize(original.Cell is null ? new() { Cell = CellOf(with.Syntax) } : original, with.Initializer.Initializers);

            default:
                return FlowValue.Unknown;
        }
    }

    private FlowValue? ContentOf(ImmutableArray<IOperation> elements)
    {
        FlowValue? content = null;
        List<Layer>? layers = null;
        foreach (IOperation element in elements)
        {
            FlowValue value = Evaluate(element);
            content = content?.Join(value) ?? value;
            if ((Flatten(value).Layer ?? NamedLayer(value)) is { } layer)
            {
                (layers ??= []).Add(layer);
            }
        }

        if (layers is not null)
        {
            return FlowValue.Unknown with { Layer = new(LayerKind.Sequence, layers[0].Syntax, Listed) { Steps = [.. layers] } };
        }

        // Several numbers in one literal are data, and several exponentials as good as a loop over it.
        return content is not null && elements.Length > 1
            ? AsElement(content) with { Exps = [.. content.Exps.Select(static exp => exp with { IsData = true })] }
            : content;
    }

    // A number that is kept among others, rather than a mere parameter.
    private static FlowValue AsElement(FlowValue value) =>
        value is { IsConstant: false, IsInteger: false, Cell: null } ? value with { IsData = true, IsElement = true } : value;

    // ("name", module)
    private Layer? NamedLayer(FlowValue pair) => pair.Cell is { } cell && _state[new(cell, engine.TupleMember(1))] is { } second ? second.Layer : null;

    private FlowValue NewStackBuffer(IOperation operation)
    {
        int? count = operation.Syntax is StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers: [{ Sizes: [var size] }] } }
            && operation.SemanticModel?.GetConstantValue(size, cancellation) is { HasValue: true, Value: int elements }
                ? elements
                : operation.Syntax is StackAllocArrayCreationExpressionSyntax { Initializer.Expressions.Count: var listed } ? listed
                : operation.Syntax is ImplicitStackAllocArrayCreationExpressionSyntax { Initializer.Expressions.Count: var implied } ? implied : null;
        FlowValue? content = ContentOf([.. operation.ChildOperations.Where(static child => child.Syntax.Parent is InitializerExpressionSyntax)]);
        return NewCollection(operation.Syntax, content ?? FlowValue.Of(0), count is { } known ? new(known, operation.Syntax) : null);
    }

    private FlowValue EvaluateCreation(IObjectCreationOperation creation)
    {
        ImmutableArray<FlowValue> arguments = ByOrdinal(creation.Arguments, creation.Constructor?.Parameters.Length ?? 0);
        if (creation.Type is null || creation.Constructor is not { } constructor)
        {
            return FlowValue.Data;
        }

        if (engine.Libraries.CreatedLayer(creation, arguments, this) is { } layer)
        {
            return new() { Layer = layer };
        }

        if (creation.Type is { Name: "Lazy" } && arguments.FirstOrDefault(static argument => !argument.Functions.IsEmpty) is { } later)
        {
            return Invoke(later.Functions, []);
        }

        FlowValue created = HasParts(creation.Type) && !engine.Libraries.IsLibraryType(creation.Type)
            ? new FlowValue { Cell = CellOf(creation.Syntax), IsRandom = creation.Type.Name == "Random", Length = RowLength(creation) }
            : FlowValue.Data with { IsRandom = creation.Type.Name == "Random" };
        if (engine.Libraries.CanFollow(constructor) && !constructor.IsImplicitlyDeclared)
        {
            RememberRecord(creation, created, arguments);
            CallMethod(constructor, created, arguments, creation);
        }
        else if (created.Cell is { } cell)
        {
            // A list or a span over other things has their content.
            FlowValue? source = arguments.FirstOrDefault(static argument => argument.Cell is not null || argument.HasExps || argument.Softmax is not null);
            if (source is not null)
            {
                _state[Place.ElementsOf(cell)] = Flatten(source);
            }
            else if (creation.Type.DeclaringSyntaxReferences.Length == 0)
            {
                _state[Place.ElementsOf(cell)] = FlowValue.Of(0);
            }
        }

        return creation.Initializer is null ? created : Initialize(created, creation.Initializer.Initializers);
    }

    private void RememberRecord(IObjectCreationOperation creation, FlowValue created, ImmutableArray<FlowValue> arguments)
    {
        if (created.Cell is not { } cell || creation.Type is not { IsRecord: true })
        {
            return;
        }

        foreach (IParameterSymbol parameter in creation.Constructor!.Parameters)
        {
            if (creation.Type.GetMembers(parameter.Name).OfType<IPropertySymbol>().FirstOrDefault() is { } property)
            {
                _state[new(cell, property)] = arguments[parameter.Ordinal];
            }
        }
    }

    private FlowValue Initialize(FlowValue created, ImmutableArray<IOperation> initializers)
    {
        FlowValue? outer = _initialized;
        _initialized = created;
        foreach (IOperation initializer in initializers)
        {
            if (initializer is IMemberInitializerOperation member)
            {
                _initialized = Evaluate(member.InitializedMember);
                foreach (IOperation nested in member.Initializer.Initializers)
                {
                    Evaluate(nested);
                }

                _initialized = created;
            }
            else
            {
                Evaluate(initializer);
            }
        }

        _initialized = outer;
        return created;
    }

    private static bool IsNumeric(ITypeSymbol? type) =>
        type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double || type is { Name: "Half" or "BFloat16" } or { TypeKind: TypeKind.TypeParameter };

    private BufferLength? RowLength(IObjectCreationOperation creation) =>
        engine.Libraries.Heads.RowClasses(creation.Type) is { } classes ? new(classes, creation.Syntax) : null;
}
