using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Degrees of expressions.</summary>
internal sealed partial class DegreeWalk
{
    // Keeps a quotient from being 0 / 0; next to a shifted sum, which is at least 1, it only gets smaller.
    private const double Epsilon = 1e-5;

    private Degree Of(IOperation operation)
    {
        if (_hasFailed)
        {
            return Degree.Data;
        }

        if (operation.ConstantValue is { HasValue: true, Value: { } constant })
        {
            return IsSmall(constant) ? Degree.Any : Degree.Data;
        }

        switch (operation)
        {
            case IPropertyReferenceOperation { Property: { IsStatic: true, Name: "Zero" } }:
                return Degree.Any;
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IArrayElementReferenceOperation:
            case IPropertyReferenceOperation or IImplicitIndexerReferenceOperation:
                return Read(operation);
            case IConversionOperation conversion:
                return Convert(conversion);
            case IParenthesizedOperation parenthesized:
                return Of(parenthesized.Operand);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus or UnaryOperatorKind.Plus } unary:
                return Of(unary.Operand);
            case IBinaryOperation binary:
                return Combine(binary.OperatorKind, binary.OperatorMethod, Of(binary.LeftOperand), Of(binary.RightOperand));
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                Neutral(choice.Condition);
                return Same(Of(choice.WhenTrue), Of(whenFalse));
            case ISimpleAssignmentOperation assignment:
                Degree value = Of(assignment.Value);
                Assign(assignment.Target, value, assignment.Value);
                return value;
            case ICompoundAssignmentOperation compound:
                Degree result = Combine(compound.OperatorKind, compound.OperatorMethod, Of(compound.Target), Of(compound.Value));
                Assign(compound.Target, result, null);
                return result;
            case IInvocationOperation call:
                return Call(call);
            case ITranslatedQueryOperation query:
                return Of(query.Operation);
            case IAnonymousFunctionOperation function:
                return Lambda(function);
            case IDelegateCreationOperation creation:
                return Delegate(creation);
            case IArrayCreationOperation { Initializer: null } array:
                NeutralAll(array.DimensionSizes);
                return Degree.Any;
            case IArrayCreationOperation { Initializer: { } initializer }:
                return All(initializer.ElementValues);
            case ICollectionExpressionOperation collection:
                return All(collection.Elements);
            case IObjectCreationOperation { Initializer: null, Type: { } type } creation when IsSequence(type) && creation.Arguments.Length <= 1:
                // new List<double>(), new List<double>(capacity), new Span<double>(array), new Dictionary<…>(other)
                return creation.Arguments is [var only] && only.Value.Type is { } from && IsSequence(from) ? Of(only.Value) : Degree.Any;
            case { Kind: OperationKind.None, Syntax: StackAllocArrayCreationExpressionSyntax }:
                return Degree.Any;
            case { Kind: OperationKind.None, Syntax: ElementAccessExpressionSyntax or PrefixUnaryExpressionSyntax } when RootOf(operation) is not null:
                return Read(operation);
            case INameOfOperation or ITypeOfOperation or IInstanceReferenceOperation or ILiteralOperation or IDefaultValueOperation:
                return Degree.Data;
            default:
                NeutralAll(operation.ChildOperations);
                return Degree.Data;
        }
    }

    private Degree All(IEnumerable<IOperation> operations) => operations.Aggregate(Degree.Any, (known, operation) => Same(known, Of(operation)));

    private void Neutral(IOperation? operation)
    {
        if (operation is not null && Of(operation).IsScaled)
        {
            _hasFailed = true;
        }
    }

    private void NeutralAll(IEnumerable<IOperation> operations)
    {
        foreach (IOperation operation in operations)
        {
            Neutral(operation);
        }
    }

    private Degree Combine(BinaryOperatorKind kind, IMethodSymbol? method, Degree left, Degree right)
    {
        if (method is not null && !IsLibrary(method))
        {
            _hasFailed |= left.IsScaled || right.IsScaled;
            return Degree.Data;
        }

        switch (kind)
        {
            case BinaryOperatorKind.Multiply:
                return left + right;
            case BinaryOperatorKind.Divide:
                return left - right;
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract:
                return Same(left, right);
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
                or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                Same(left, right);
                return Degree.Data;
            default:
                _hasFailed |= left.IsScaled || right.IsScaled;
                return Degree.Data;
        }
    }

    private Degree Convert(IConversionOperation conversion)
    {
        Degree degree = Of(conversion.Operand);
        bool keeps = conversion.Type is { } type
            && (type.SpecialType is SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal || type.Name is "Half" or "BFloat16"
                || type.TypeKind is TypeKind.TypeParameter or TypeKind.Delegate || IsSequence(type) || SymbolEqualityComparer.Default.Equals(type, conversion.Operand.Type));
        _hasFailed |= degree.IsScaled && !keeps;
        return degree;
    }

    private Degree Read(IOperation operation)
    {
        foreach (IOperation index in IndicesOf(operation))
        {
            Neutral(index);
        }

        switch (operation)
        {
            case IPropertyReferenceOperation { Property: { IsIndexer: false } property, Instance: { } instance } when instance is not IInstanceReferenceOperation:
                Degree whole = Of(instance);
                return whole.IsNeutral ? Known(property)
                    : property.Name is "Value" or "Values" ? whole
                    : property.Name is "Length" or "Count" or "Key" or "Keys" or "LongLength" or "IsEmpty" ? Degree.Data
                    : Fail();
            case IFieldReferenceOperation { Field: var field, Instance: { } instance } when instance is not IInstanceReferenceOperation:
                return Of(instance).IsNeutral ? Known(field) : Fail();
            default:
                return RootOf(operation) is { } root ? Known(root) : Unknown(operation);
        }
    }

    private Degree Known(ISymbol symbol) => _degrees.TryGetValue(symbol, out Degree degree) ? degree : Degree.Data;

    private Degree Unknown(IOperation operation)
    {
        NeutralAll(operation.ChildOperations);
        return Degree.Data;
    }

    private Degree Fail()
    {
        _hasFailed = true;
        return Degree.Data;
    }

    private void Assign(IOperation target, Degree degree, IOperation? value)
    {
        switch (target)
        {
            case ILocalReferenceOperation { Local: { RefKind: RefKind.None } local }:
                _degrees[local] = degree;
                MarkAlias(local, value);
                break;
            case IParameterReferenceOperation parameter:
                _degrees[parameter.Parameter] = degree;
                break;
            case IFieldReferenceOperation field:
                Neutral(field.Instance);
                _degrees[field.Field] = degree;
                break;
            case IPropertyReferenceOperation { Property: { IsIndexer: false } property } reference:
                Neutral(reference.Instance);
                _degrees[property] = degree;
                break;
            case IDiscardOperation:
                break;
            default:
                foreach (IOperation index in IndicesOf(target))
                {
                    Neutral(index);
                }

                if (RootOf(target) is { } root)
                {
                    Store(root, degree);
                }
                else
                {
                    _hasFailed |= degree.IsScaled;
                }

                break;
        }
    }

    /// <summary>An element gets a new value; in a loop, all elements are taken to get one.</summary>
    private void Store(ISymbol collection, Degree degree)
    {
        Degree known = Known(collection);
        if (degree.IsAny || known == degree)
        {
            return;
        }

        _hasFailed |= !known.IsAny && _loops == 0;
        _degrees[collection] = degree;
    }

    private void MarkAlias(ISymbol local, IOperation? value)
    {
        if (value is not null && IsSequence(local) && RootOf(value) is not null)
        {
            _aliases.Add(local);
        }
    }

    /// <summary>The variable that an element, a slice or a converted reference belongs to.</summary>
    private static ISymbol? RootOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } => RootOf(instance),
        IPropertyReferenceOperation property => property.Property,
        IArrayElementReferenceOperation element => RootOf(element.ArrayReference),
        IImplicitIndexerReferenceOperation element => RootOf(element.Instance),
        IConversionOperation conversion => RootOf(conversion.Operand),
        IParenthesizedOperation parenthesized => RootOf(parenthesized.Operand),
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "Slice" or "AsMemory" } slice =>
            (slice.Instance ?? slice.Arguments.FirstOrDefault()?.Value) is { } whole ? RootOf(whole) : null,
        { Kind: OperationKind.None, Syntax: ElementAccessExpressionSyntax or PrefixUnaryExpressionSyntax } => operation.ChildOperations.FirstOrDefault() is { } pointer ? RootOf(pointer) : null,
        IBinaryOperation { Type: IPointerTypeSymbol } moved => RootOf(moved.LeftOperand),
        _ => null,
    };

    private static IEnumerable<IOperation> IndicesOf(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } indexer => indexer.Arguments.Select(static argument => argument.Value).Concat(IndicesOf(instance)),
        IArrayElementReferenceOperation element => element.Indices.Concat(IndicesOf(element.ArrayReference)),
        IImplicitIndexerReferenceOperation element => [element.Argument],
        { Kind: OperationKind.None, Syntax: ElementAccessExpressionSyntax } => operation.ChildOperations.Skip(1),
        _ => [],
    };

    private static bool IsSmall(object constant) => constant switch
    {
        double number => Math.Abs(number) <= Epsilon,
        float number => Math.Abs(number) <= Epsilon,
        int number => number == 0,
        _ => false,
    };

    private static bool IsLibrary(IMethodSymbol method) => method.ContainingType is { } type
        && (type.ContainingNamespace?.ToDisplayString() is { } space)
        && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal) || space.StartsWith("MathNet.", StringComparison.Ordinal)
            || space.StartsWith("Unity", StringComparison.Ordinal));
}
