using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Statements.</content>
internal sealed partial class BodyInterpreter
{
    private void Execute(IOperation? statement)
    {
        cancellation.ThrowIfCancellationRequested();
        if (statement is null || !_state.IsReachable || ++_steps > MostSteps)
        {
            return;
        }

        switch (statement)
        {
            case IBlockOperation block:
                foreach (IOperation child in block.Operations)
                {
                    Execute(child);
                }

                break;

            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation);
                break;

            case IVariableDeclarationGroupOperation group:
                foreach (IVariableDeclarationOperation declaration in group.Declarations)
                {
                    Execute(declaration);
                }

                break;

            case IVariableDeclarationOperation declaration:
                Declare(declaration);
                break;

            case IConditionalOperation conditional:
                NoteJacobian(conditional);
                Branch(conditional.Condition, () => Execute(conditional.WhenTrue), () => Execute(conditional.WhenFalse));
                break;

            case ILoopOperation loop:
                ExecuteLoop(loop);
                break;

            case IReturnOperation { Kind: OperationKind.YieldReturn } yield:
                _frame.Return(Flatten(Evaluate(yield.ReturnedValue!)));
                break;

            case IReturnOperation { Kind: OperationKind.YieldBreak }:
                _frame.Leave(_state);
                break;

            case IReturnOperation result:
                if (result.ReturnedValue is { } returned)
                {
                    _frame.Return(Evaluate(returned));
                }

                _frame.Leave(_state);
                break;

            case IBranchOperation { BranchKind: BranchKind.Break } when _frame.Loops.Count > 0:
                _frame.Loops.Peek().Break(_state);
                break;

            case IBranchOperation { BranchKind: BranchKind.Continue } when _frame.Loops.FirstOrDefault(static loop => loop.IsLoop) is { } around:
                around.Continue(_state);
                break;

            case IThrowOperation thrown:
                Evaluate(thrown.Exception ?? statement);
                _state.IsReachable = false;
                break;

            case ISwitchOperation choice:
                ExecuteSwitch(choice);
                break;

            case ITryOperation attempt:
                ExecuteTry(attempt);
                break;

            case IUsingOperation resource:
                Execute(resource.Resources);
                Execute(resource.Body);
                break;

            case IUsingDeclarationOperation declared:
                Execute(declared.DeclarationGroup);
                break;

            case ILabeledOperation labeled:
                Execute(labeled.Operation);
                break;

            case ILockOperation locked:
                Execute(locked.Body);
                break;

            case ILocalFunctionOperation:
                break;

            case { Kind: OperationKind.None }:
                // A fixed statement, for one: variables, then a body.
                foreach (IOperation child in statement.ChildOperations)
                {
                    Execute(child);
                }

                break;

            default:
                Evaluate(statement);
                break;
        }
    }

    private void Declare(IVariableDeclarationOperation declaration)
    {
        foreach (IVariableDeclaratorOperation declarator in declaration.Declarators)
        {
            if ((declarator.Initializer ?? declaration.Initializer)?.Value is not { } initial)
            {
                _state[new(null, declarator.Symbol)] = FlowValue.Unknown;
                continue;
            }

            FlowValue value = Evaluate(initial);
            if (declarator.Symbol.IsRef && PlaceOf(initial) is { } place)
            {
                _aliases[declarator.Symbol] = place;
            }
            else
            {
                _state[new(null, declarator.Symbol)] = value;
            }
        }
    }

    private void Branch(IOperation condition, Action whenTrue, Action whenFalse)
    {
        Evaluate(condition);
        if (KnownTruth(condition) is { } truth)
        {
            (truth ? whenTrue : whenFalse)();
            return;
        }

        FlowState otherwise = _state.Clone();
        Assume(condition, true);
        int targets = ComparesData(condition) ? 1 : 0;
        _targets += targets;
        whenTrue();
        FlowState then = _state;
        _state = otherwise;
        Assume(condition, false);
        whenFalse();
        _targets -= targets;
        then.Join(_state);
        _state = then;
    }

    // if (expected[i] != 0): what follows is done for the label only.
    private bool ComparesData(IOperation condition) => Bare(condition) switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => ComparesData(not.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals or BinaryOperatorKind.GreaterThan } comparison =>
            IsElementOfData(comparison.LeftOperand) || IsElementOfData(comparison.RightOperand),
        { } flag => ElementTarget(flag) is not null,
    };

    private bool IsElementOfData(IOperation operation) => Bare(operation).ConstantValue is { HasValue: false } && Evaluate(operation) is { IsElement: true, IsData: true };

    private void ExecuteSwitch(ISwitchOperation choice)
    {
        Evaluate(choice.Value);
        FlowState before = _state.Clone();
        FlowState after = before.Clone();
        after.IsReachable = !choice.Cases.Any(static section => section.Clauses.Any(static clause => clause.CaseKind == CaseKind.Default));
        var exits = new LoopExits(isLoop: false);
        _frame.Loops.Push(exits);
        foreach (ISwitchCaseOperation section in choice.Cases)
        {
            _state = before.Clone();
            foreach (IOperation statement in section.Body)
            {
                Execute(statement);
            }

            after.Join(_state);
        }

        _frame.Loops.Pop();
        _state = after;
        exits.End(_state);
    }

    private void ExecuteTry(ITryOperation attempt)
    {
        FlowState before = _state.Clone();
        Execute(attempt.Body);
        FlowState after = _state;
        foreach (ICatchClauseOperation handler in attempt.Catches)
        {
            _state = before.Clone();
            Execute(handler.Handler);
            after.Join(_state);
        }

        _state = after;
        Execute(attempt.Finally);
    }
}
