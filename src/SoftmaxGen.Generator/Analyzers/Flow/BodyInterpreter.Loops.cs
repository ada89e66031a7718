using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Loops. They are taken to run at least once: what a loop does to every element is done behind it.</content>
internal sealed partial class BodyInterpreter
{
    // The second time, a sum contains what the first added.
    private const int Iterations = 2;

    private int _loopDepth;

    private void ExecuteLoop(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation counted:
                foreach (IOperation before in counted.Before)
                {
                    Execute(before);
                }

                Iterate(counted.Condition, counted.Body, () =>
                {
                    foreach (IOperation step in counted.AtLoopBottom)
                    {
                        Execute(step);
                    }
                });
                break;

            case IForEachLoopOperation each:
                FlowValue collection = Evaluate(each.Collection);
                Iterate(null, each.Body, static () => { }, () => AssignEach(each, collection));
                break;

            case IWhileLoopOperation conditional:
                Iterate(conditional.ConditionIsTop ? conditional.Condition : null, conditional.Body, () =>
                {
                    if (!conditional.ConditionIsTop && conditional.Condition is { } again)
                    {
                        Evaluate(again);
                    }
                });
                break;

            default:
                Iterate(null, loop.Body, static () => { });
                break;
        }
    }

    private void Iterate(IOperation? condition, IOperation body, Action atBottom, Action? atTop = null)
    {
        var exits = new LoopExits(isLoop: true);
        _frame.Loops.Push(exits);
        _loopDepth++;
        for (int i = 0; i < Iterations && !IsExhausted && _state.IsReachable; i++)
        {
            if (condition is not null)
            {
                Evaluate(condition);
                Assume(condition, true);
            }

            atTop?.Invoke();
            Execute(body);
            exits.EndIteration(_state);
            if (_state.IsReachable)
            {
                atBottom();
            }
        }

        _loopDepth--;
        _frame.Loops.Pop();
        exits.End(_state);
    }

    private void AssignEach(IForEachLoopOperation each, FlowValue collection)
    {
        FlowValue element = ElementOf(collection, each.Collection.Type, index: null);
        switch (each.LoopControlVariable)
        {
            case IVariableDeclaratorOperation declarator:
                _state[new(null, declarator.Symbol)] = Typed(element, declarator.Symbol.Type);
                if (declarator.Symbol.IsRef && collection.Cell is { } cell)
                {
                    _aliases[declarator.Symbol] = Place.ElementsOf(cell);
                }

                break;

            case IDeclarationExpressionOperation { Expression: ITupleOperation tuple }:
                Deconstruct(tuple, element);
                break;

            case ITupleOperation targets:
                Deconstruct(targets, element);
                break;

            case { } target:
                Assign(target, element);
                break;
        }
    }
}
