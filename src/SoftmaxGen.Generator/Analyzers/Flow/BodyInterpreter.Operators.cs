using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Operators and assignments.</content>
internal sealed partial class BodyInterpreter
{
    private FlowValue EvaluateBinary(IBinaryOperation binary)
    {
        FlowValue left = Evaluate(binary.LeftOperand);
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            // The right side runs only if the left side allows it, and may assume so.
            FlowState before = _state.Clone();
            Assume(binary.LeftOperand, binary.OperatorKind == BinaryOperatorKind.ConditionalAnd);
            Evaluate(binary.RightOperand);
            _state = before;
            return FlowValue.Unknown;
        }

        FlowValue right = Evaluate(binary.RightOperand);
        return binary.OperatorMethod is { } method && engine.Libraries.CanFollow(method)
            ? CallMethod(method, null, [left, right], binary)
            : Combine(KindOf(binary.OperatorKind, binary.Syntax), left, right, binary, AreSame(binary.LeftOperand, binary.RightOperand), (binary.LeftOperand, binary.RightOperand));
    }

    private FlowValue EvaluateAssignment(ISimpleAssignmentOperation assignment)
    {
        FlowValue value = Evaluate(assignment.Value);
        if (assignment.IsRef && assignment.Target is ILocalReferenceOperation alias && PlaceOf(assignment.Value) is { } place)
        {
            _aliases[alias.Local] = place;
        }
        else
        {
            Assign(assignment.Target, value);
        }

        return value;
    }

    private FlowValue EvaluateCompound(ICompoundAssignmentOperation compound)
    {
        FlowValue target = Evaluate(compound.Target);
        FlowValue operand = Evaluate(compound.Value);
        FlowValue result = compound.OperatorMethod is { } method && engine.Libraries.CanFollow(method)
            ? CallMethod(method, null, [target, operand], compound)
            : Combine(KindOf(compound.OperatorKind, compound.Syntax), target, operand, compound, AreSame(compound.Target, compound.Value), (compound.Target, compound.Value));
        Assign(compound.Target, result);
        return result;
    }

    private FlowValue Combine(
        BinaryOperatorKind kind, FlowValue left, FlowValue right, IOperation operation, bool isSquare, (IOperation Left, IOperation Right) operands)
    {
        left = Flatten(left);
        right = Flatten(right);
        Site site = At(operation);
        switch (kind)
        {
            case BinaryOperatorKind.Add:
                return Arithmetic.Add(left, right, site);

            case BinaryOperatorKind.Subtract:
                NoteOuterJacobian(operands, site);
                return Arithmetic.Subtract(left, right, site);

            case BinaryOperatorKind.Multiply:
                NoteDeltaJacobian(operands, site);
                return Arithmetic.Multiply(DropEntropy(left, operands.Right), DropEntropy(right, operands.Left), site, isSquare);

            case BinaryOperatorKind.Divide:
                return Arithmetic.Divide(left, right, site);

            default:
                return FlowValue.Derived(left, right);
        }
    }

    // Beside a type that the compiler does not know, only the sign tells.
    private static BinaryOperatorKind KindOf(BinaryOperatorKind kind, SyntaxNode syntax) => kind != BinaryOperatorKind.None ? kind : syntax.Kind() switch
    {
        SyntaxKind.AddExpression or SyntaxKind.AddAssignmentExpression => BinaryOperatorKind.Add,
        SyntaxKind.SubtractExpression or SyntaxKind.SubtractAssignmentExpression => BinaryOperatorKind.Subtract,
        SyntaxKind.MultiplyExpression or SyntaxKind.MultiplyAssignmentExpression => BinaryOperatorKind.Multiply,
        SyntaxKind.DivideExpression or SyntaxKind.DivideAssignmentExpression => BinaryOperatorKind.Divide,
        _ => kind,
    };

    // p · log p: the logarithm of 0 is not what anybody sees, since the guard is part of the formula.
    private static FlowValue DropEntropy(FlowValue log, IOperation weight) =>
        log.Logs.IsEmpty ? log : log with { Logs = [.. log.Logs.Where(site => !MentionsInLog(site.Syntax, Bare(weight).Syntax))] };

    private static bool MentionsInLog(SyntaxNode log, SyntaxNode weight) =>
        log.DescendantNodes().Any(node => SyntaxFactory.AreEquivalent(node, weight));

    private static bool AreSame(IOperation left, IOperation right) =>
        Bare(left) is not (IInvocationOperation or ILiteralOperation) && SyntaxFactory.AreEquivalent(Bare(left).Syntax, Bare(right).Syntax);

    private void Deconstruct(IOperation target, FlowValue value)
    {
        if (target is not ITupleOperation tuple)
        {
            Assign(target, value);
            return;
        }

        for (int i = 0; i < tuple.Elements.Length; i++)
        {
            Assign(tuple.Elements[i], PartOf(value, i));
        }
    }

    private FlowValue PartOf(FlowValue value, int index)
    {
        FlowValue part = value.Cell is { } cell && _state[new(cell, engine.TupleMember(index))] is { } known
            ? known
            : value.Cell is null && !value.IsConstant && value.HasExps ? value : FlowValue.Data with { Parameters = value.Parameters, IsElement = true };
        return part;
    }

    private void Assign(IOperation target, FlowValue value)
    {
        switch (Bare(target))
        {
            case IDiscardOperation:
                break;

            case IDeclarationExpressionOperation declaration:
                Assign(declaration.Expression, value);
                break;

            case ITupleOperation tuple:
                Deconstruct(tuple, value);
                break;

            case IPropertyReferenceOperation { Property: { IsIndexer: false, SetMethod: { } setter } property } reference
                when !IsStored(property) && engine.Libraries.CanFollow(setter):
                CallMethod(setter, reference.Instance is null ? null : Evaluate(reference.Instance), [value], reference);
                break;

            case { } bare when ElementTarget(bare) is { } collection:
                AssignElement(collection, value, IndexOf(bare));
                break;

            case { } bare when PlaceOf(bare) is { } place:
                _state[place] = value;
                break;
        }
    }

    /// <summary>In a loop, an assignment is taken to reach every element; elsewhere it reaches one of them.</summary>
    private void AssignElement(IOperation collection, FlowValue value, IOperation? index)
    {
        FlowValue owner = Evaluate(collection);
        Place? place = owner.Cell is { } cell ? Place.ElementsOf(cell) : PlaceOf(Bare(collection));
        if (place is not { } target)
        {
            return;
        }

        FlowValue? old = _state[target];
        bool isOne = index is not null && (index.ConstantValue.HasValue || _loopDepth == 0);
        bool isLabel = value.Constant == 1 && (old?.Constant == 0 || old?.OneHot is not null) && index is not null && !index.ConstantValue.HasValue && !IsCounter(index);
        _state[target] = isLabel ? FlowValue.Unknown with { OneHot = collection.Parent?.Syntax ?? collection.Syntax, Upper = UpperBound.Constant, Lower = LowerBound.NonNegative }
            : isOne && old is not null ? old.Join(value) with { OneHot = null }
            : value;
    }
}
