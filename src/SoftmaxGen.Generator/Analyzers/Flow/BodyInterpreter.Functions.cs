using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Delegates: lambdas and method groups.</content>
internal sealed partial class BodyInterpreter
{
    // The functions inside the body that have been entered.
    private readonly HashSet<SyntaxNode> _entered = [];

    // A function that is stored, returned or handed on is called by somebody, with what nobody here knows.
    private void RunUncalled(IOperation body)
    {
        foreach (IOperation function in body.Descendants().Where(static operation => operation is IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            if (IsExhausted || _entered.Contains(function.Syntax))
            {
                continue;
            }

            if (function is IAnonymousFunctionOperation lambda)
            {
                InvokeLambda(lambda, _frame, [.. lambda.Symbol.Parameters.Select(InitialParameter)]);
            }
            else if (function is ILocalFunctionOperation { Symbol: var local })
            {
                TryCallMethod(local, null, [.. local.Parameters.Select(InitialParameter)], function.Syntax, []);
            }
        }
    }

    private FlowValue Invoke(ImmutableArray<FunctionTarget> functions, ImmutableArray<FlowValue> arguments)
    {
        FlowValue? result = null;
        foreach (FunctionTarget function in functions)
        {
            FlowValue one = function.Lambda is { } lambda ? InvokeLambda(lambda, function.Home, arguments) : InvokeGroup(function, arguments);
            result = result?.Join(one) ?? one;
        }

        return result ?? FlowValue.Data;
    }

    /// <summary>Calls a delegate as a library does, once per element; the second call meets what the first left behind.</summary>
    private FlowValue RunLoop(ImmutableArray<FunctionTarget> functions, ImmutableArray<FlowValue> arguments)
    {
        _loopDepth++;
        Invoke(functions, arguments);
        FlowValue result = Invoke(functions, arguments);
        _loopDepth--;
        return result;
    }

    // Whoever calls it, a lambda is part of the method in which it is written.
    private FlowValue InvokeLambda(IAnonymousFunctionOperation lambda, Frame home, ImmutableArray<FlowValue> arguments)
    {
        if (_frame.IsInProgress(lambda.Symbol) || IsExhausted)
        {
            return FlowValue.Data;
        }

        _entered.Add(lambda.Syntax);
        Frame caller = _frame;
        _frame = new(lambda.Symbol, home.Depth, home.RootSite, home.Receiver) { Caller = caller, Context = ContextOf(home.Context, lambda.Syntax) };
        ImmutableArray<IParameterSymbol> parameters = lambda.Symbol.Parameters;
        for (int i = 0; i < parameters.Length; i++)
        {
            FlowValue argument = i < arguments.Length ? arguments[i] : FlowValue.Data;
            _state[new(null, parameters[i])] = IsIntegral(parameters[i].Type) ? Typed(argument, parameters[i].Type) : argument;
        }

        Execute(lambda.Body);
        FlowValue? result = _frame.Result;
        _frame.Finish(_state);
        _frame = caller;
        return result ?? FlowValue.Unknown;
    }

    // The group stands for the call, where it is written.
    private FlowValue InvokeGroup(FunctionTarget function, ImmutableArray<FlowValue> arguments)
    {
        IMethodSymbol method = function.Method!;
        var call = new Libraries.LibraryCall(null, method, function.Receiver, arguments, new(function.Syntax, ElementName(method.ReturnType), function.Home, facts));
        if (EvaluateLibrary(call) is { } result)
        {
            return result;
        }

        Frame caller = _frame;
        _frame = new(null, function.Home.Depth, function.Home.RootSite, function.Home.Receiver) { Caller = caller, Context = function.Home.Context };
        FlowValue? followed = engine.Libraries.CanFollow(method) && !method.IsAbstract
            ? TryCallMethod(method, function.Receiver, arguments, function.Syntax, [])
            : null;
        _frame = caller;
        return followed ?? FlowValue.Data;
    }

    /// <summary>The element, given that a predicate lets it pass.</summary>
    private FlowValue Passing(ImmutableArray<FunctionTarget> predicates, FlowValue element)
    {
        if (predicates is not [{ Lambda: { } lambda }] || lambda.Symbol.Parameters is not [var parameter, ..])
        {
            return element;
        }

        Invoke(predicates, [element, FlowValue.Integer]);
        Place place = new(null, parameter);
        _state[place] = element;
        if (lambda.Body.Operations is [IReturnOperation { ReturnedValue: { } condition }])
        {
            Assume(condition, true);
        }

        return _state[place] ?? element;
    }
}
