using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Expressions.</content>
internal sealed partial class BodyInterpreter
{
    private FlowValue Evaluate(IOperation operation)
    {
        if (++_steps > MostSteps)
        {
            return FlowValue.Unknown;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();

        if (operation.ConstantValue is { HasValue: true } constant && ToNumber(constant.Value) is { } number)
        {
            if (operation is IBinaryOperation { LeftOperand.ConstantValue.HasValue: true } folded)
            {
                Evaluate(folded.LeftOperand);
                Evaluate(folded.RightOperand);
                EvaluateBinary(folded);
            }

            return FlowValue.Of(number) with { IsInteger = IsIntegral(operation.Type) };
        }

        return Typed(EvaluateCore(operation), operation.Type);
    }

    private FlowValue EvaluateCore(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IInlineArrayAccessOperation
                or IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
                return Read(operation, ElementTarget(operation) is null ? PlaceOf(operation) : null);

            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } when _initialized is { } created:
                return created;

            case IInstanceReferenceOperation:
                return _frame.Receiver ?? FlowValue.Data;

            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);

            case IConversionOperation conversion:
                return EvaluateConversion(conversion);

            case IBinaryOperation binary:
                return EvaluateBinary(binary);

            case IUnaryOperation unary:
                FlowValue operand = Evaluate(unary.Operand);
                return unary.OperatorMethod is { } overloaded && engine.Libraries.CanFollow(overloaded) ? CallMethod(overloaded, null, [operand], unary)
                    : unary.OperatorKind == UnaryOperatorKind.Minus ? Arithmetic.Negate(Flatten(operand), At(unary))
                    : unary.OperatorKind == UnaryOperatorKind.Plus ? operand
                    : FlowValue.Unknown;

            case ISimpleAssignmentOperation assignment:
                return EvaluateAssignment(assignment);

            case ICompoundAssignmentOperation compound:
                return EvaluateCompound(compound);

            case IDeconstructionAssignmentOperation deconstruction:
                FlowValue parts = Evaluate(deconstruction.Value);
                Deconstruct(deconstruction.Target is IDeclarationExpressionOperation { Expression: { } declared } ? declared : deconstruction.Target, parts);
                return parts;

            case IIncrementOrDecrementOperation step:
                FlowValue old = Evaluate(step.Target);
                Assign(step.Target, Arithmetic.Add(old with { Constant = null }, FlowValue.Of(1), At(step)));
                return old;

            case ICoalesceAssignmentOperation coalesced:
                FlowValue fallback = Evaluate(coalesced.Value);
                FlowValue joined = Evaluate(coalesced.Target).Join(fallback);
                Assign(coalesced.Target, joined);
                return joined;

            case ICoalesceOperation coalesce:
                return Evaluate(coalesce.Value).Join(Evaluate(coalesce.WhenNull));

            case IConditionalOperation conditional:
                return EvaluateConditional(conditional);

            case ISwitchExpressionOperation choice:
                return EvaluateSwitch(choice);

            case IInvocationOperation invocation:
                return EvaluateInvocation(invocation);

            case IObjectCreationOperation creation:
                return EvaluateCreation(creation);

            case IArrayCreationOperation or ICollectionExpressionOperation or IArrayInitializerOperation or ITupleOperation
                or IAnonymousObjectCreationOperation or IWithOperation:
                return EvaluateCollection(operation);

            case IDelegateCreationOperation creation:
                return Evaluate(creation.Target);

            case IAnonymousFunctionOperation lambda:
                return new() { Functions = [new(lambda, null, null, lambda.Syntax, _frame)] };

            case IMethodReferenceOperation group:
                return new() { Functions = [new(null, group.Method, group.Instance is null ? null : Evaluate(group.Instance), group.Syntax, _frame)] };

            case IConditionalAccessOperation access:
                FlowValue? outer = _conditional;
                _conditional = Evaluate(access.Operation);
                FlowValue accessed = Evaluate(access.WhenNotNull);
                _conditional = outer;
                return accessed;

            case IConditionalAccessInstanceOperation:
                return _conditional ?? FlowValue.Data;

            case IAwaitOperation awaited:
                return Evaluate(awaited.Operation);

            case ITranslatedQueryOperation query:
                return Evaluate(query.Operation);

            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);

            case IAddressOfOperation address:
                return Evaluate(Bare(address.Reference) is IArrayElementReferenceOperation { ArrayReference: { } array } ? array : address.Reference);

            case IIsPatternOperation pattern:
                return EvaluatePattern(pattern);

            case IThrowOperation thrown:
                EvaluateAll(thrown.ChildOperations);
                return FlowValue.Unknown;

            case IInvalidOperation when ElementTarget(operation) is not null:
                return Read(operation, null);

            case IInvalidOperation { Syntax: InvocationExpressionSyntax } unknown when EvaluateUnboundCall(unknown) is { } result:
                return result;

            default:
                return EvaluateOther(operation);
        }
    }

    private FlowValue EvaluateConversion(IConversionOperation conversion)
    {
        FlowValue operand = Evaluate(conversion.Operand);
        if (conversion.OperatorMethod is { } method && engine.Libraries.CanFollow(method))
        {
            return CallMethod(method, null, [operand], conversion);
        }

        bool rounds = IsIntegral(conversion.Type) && !IsIntegral(conversion.Operand.Type);
        return rounds ? operand with { IsRaw = false } : operand;
    }

    private FlowValue EvaluatePattern(IIsPatternOperation pattern)
    {
        FlowValue value = Evaluate(pattern.Value);
        foreach (IDeclarationPatternOperation declared in pattern.Pattern.DescendantsAndSelf().OfType<IDeclarationPatternOperation>())
        {
            if (declared.DeclaredSymbol is { } symbol)
            {
                _state[new(null, symbol)] = value;
            }
        }

        return FlowValue.Unknown;
    }

    private FlowValue EvaluateConditional(IConditionalOperation conditional)
    {
        FlowValue? value = null;
        Branch(
            conditional.Condition,
            () => value = Evaluate(conditional.WhenTrue),
            () =>
            {
                FlowValue otherwise = conditional.WhenFalse is { } whenFalse ? Evaluate(whenFalse) : FlowValue.Unknown;
                value = value is null ? otherwise : value.Join(otherwise);
            });
        if (Bare(conditional.Condition) is IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals }
            && Bare(conditional.WhenTrue).ConstantValue is { HasValue: true } one && ToNumber(one.Value) == 1
            && conditional.WhenFalse is { } zeroOperand && Bare(zeroOperand).ConstantValue is { HasValue: true } zero && ToNumber(zero.Value) == 0)
        {
            value = FlowValue.Unknown with { OneHot = conditional.Syntax, Upper = UpperBound.Constant, Lower = LowerBound.NonNegative };
        }

        NoteJacobian(conditional);
        return value ?? FlowValue.Unknown;
    }

    private FlowValue EvaluateSwitch(ISwitchExpressionOperation choice)
    {
        Evaluate(choice.Value);
        FlowValue? value = null;
        FlowState before = _state.Clone();
        FlowState? after = null;
        foreach (ISwitchExpressionArmOperation arm in choice.Arms)
        {
            _state = before.Clone();
            AssumePattern(choice.Value, arm.Pattern, true);
            if (arm.Guard is { } guard)
            {
                Evaluate(guard);
                Assume(guard, true);
            }

            if (Bare(arm.Value) is not IThrowOperation)
            {
                FlowValue result = Evaluate(arm.Value);
                value = value?.Join(result) ?? result;
            }

            if (after is null)
            {
                after = _state;
            }
            else
            {
                after.Join(_state);
            }

            // The arms below are for values that this one does not match.
            if (arm.Guard is null)
            {
                _state = before;
                AssumePattern(choice.Value, arm.Pattern, false);
            }
        }

        _state = after ?? before;
        return value ?? FlowValue.Unknown;
    }

    /// <summary>What the compiler has no operation for: pointers, <c>fixed</c>, <c>stackalloc</c>, and whatever comes.</summary>
    private FlowValue EvaluateOther(IOperation operation)
    {
        if (PlaceOf(operation) is { } place)
        {
            return Read(operation, place);
        }

        ImmutableArray<FlowValue> children = EvaluateAll(operation.ChildOperations);
        if (operation.Syntax is StackAllocArrayCreationExpressionSyntax
            or ImplicitStackAllocArrayCreationExpressionSyntax)
        {
            return NewStackBuffer(operation);
        }

        FlowValue result = FlowValue.Unknown;
        foreach (FlowValue child in children)
        {
            result = FlowValue.Derived(result, child);
        }

        return result;
    }

    private static FlowValue Typed(FlowValue value, ITypeSymbol? type) =>
        IsIntegral(type) && !value.IsInteger
            ? value with { IsInteger = true, Upper = value.IsConstant || value.Upper != UpperBound.None ? value.Upper : UpperBound.Constant }
            : value;

    private static bool IsIntegral(ITypeSymbol? type) => type?.SpecialType is
        >= SpecialType.System_SByte and <= SpecialType.System_UInt64 or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_Char
        || type?.TypeKind == TypeKind.Enum;
}
