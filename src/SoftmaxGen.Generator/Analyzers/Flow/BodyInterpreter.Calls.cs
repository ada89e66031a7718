using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Calls: of libraries, of delegates, and of methods that can be entered.</content>
internal sealed partial class BodyInterpreter
{
    private FlowValue EvaluateInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        FlowValue? receiver = invocation.Instance is null ? null : Evaluate(invocation.Instance);
        ImmutableArray<FlowValue> arguments = ByOrdinal(invocation.Arguments, method.Parameters.Length);
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return receiver is { Functions.IsEmpty: false } ? Invoke(receiver.Functions, arguments) : UnknownResult(invocation, receiver, arguments);
        }

        // A function that fills a buffer tells its element type by its type argument.
        Site site = invocation.Type is { SpecialType: SpecialType.System_Void } && method.TypeArguments is [var element]
            ? new(invocation.Syntax, ElementName(element), _frame, facts)
            : At(invocation);
        var call = new LibraryCall(invocation, method, receiver, arguments, site);
        if (EvaluateLibrary(call) is { } result)
        {
            return result;
        }

        if (engine.Libraries.CanFollow(method) && !method.IsAbstract && CallMethod(method, receiver, arguments, invocation, invocation.Arguments) is { } followed)
        {
            return followed;
        }

        return UnknownResult(invocation, receiver, arguments);
    }

    // A function of numbers whose argument has a type that the compiler does not know: a file without its project, a line being typed.
    private FlowValue? EvaluateUnboundCall(IInvalidOperation call)
    {
        var syntax = (InvocationExpressionSyntax)call.Syntax;
        IMethodSymbol? method = call.SemanticModel?.GetSymbolInfo(syntax, cancellation).CandidateSymbols.OfType<IMethodSymbol>()
            .FirstOrDefault(candidate => candidate is { IsStatic: true } && candidate.Parameters.Length == syntax.ArgumentList.Arguments.Count);
        if (method is null || LibraryTable.LibraryOf(method.ContainingType) is not (null or "Unity") || engine.Libraries.Find(method) is not { } function)
        {
            return null;
        }

        ImmutableArray<FlowValue> arguments =
        [
            .. call.ChildOperations.Where(child => syntax.ArgumentList.Span.Contains(child.Syntax.Span)).OrderBy(static child => child.Syntax.SpanStart).Select(Evaluate),
        ];
        return arguments.Length == method.Parameters.Length ? Compute(function, new(null, method, null, arguments, At(call))) : null;
    }

    private ImmutableArray<FlowValue> ByOrdinal(ImmutableArray<IArgumentOperation> arguments, int count)
    {
        var values = new FlowValue[count];
        foreach (IArgumentOperation argument in arguments)
        {
            FlowValue value = Evaluate(argument.Value);
            if (argument.Parameter is { Ordinal: var ordinal } && ordinal < count)
            {
                values[ordinal] = value;
            }
        }

        return [.. values.Select(static value => value ?? FlowValue.Unknown)];
    }

    /// <summary>The result of a method nobody can look into: new data, and its delegates may have been called.</summary>
    private FlowValue UnknownResult(IOperation operation, FlowValue? receiver, ImmutableArray<FlowValue> arguments)
    {
        FlowValue? computed = null;
        FlowValue? source = receiver?.Cell is not null ? receiver : arguments.FirstOrDefault(static argument => argument.Cell is not null);
        FlowValue element = source is null ? FlowValue.Data : ElementOf(source, null, index: null);
        foreach (FlowValue argument in arguments)
        {
            if (!argument.Functions.IsEmpty)
            {
                FlowValue result = RunLoop(argument.Functions, [element, element, element]);
                computed = computed?.Join(result) ?? result;
            }
        }

        foreach (Cell buffer in arguments.Select(static argument => argument.Cell).OfType<Cell>())
        {
            // It may have been written to.
            if (_state[Place.ElementsOf(buffer)] is { } content)
            {
                _state[Place.ElementsOf(buffer)] = content with { Softmax = null, LogSoftmax = null, LogitsOf = null, OneHot = null };
            }
        }

        bool isRandom = receiver is { IsRandom: true } || arguments.Any(static argument => argument.IsRandom);
        FlowValue fresh = computed ?? FlowValue.Data with { IsRandom = isRandom, IsElement = operation.Type is { } opaque && IsOpaque(opaque) };
        if (computed is null && operation.Type is { } type && HasParts(type) && !engine.Libraries.IsLibraryType(type))
        {
            Cell cell = CellOf(operation.Syntax);
            _state[Place.ElementsOf(cell)] = FlowValue.Data with { IsElement = true, IsRandom = isRandom, Cell = ElementType(type) is { } elementType && HasParts(elementType) ? cell.Child(null) : null };
            return fresh with { Cell = cell };
        }

        return fresh;
    }

    /// <summary>Enters a method of the compilation; null if it cannot be entered.</summary>
    private FlowValue? TryCallMethod(
        IMethodSymbol method, FlowValue? receiver, ImmutableArray<FlowValue> arguments, SyntaxNode site, ImmutableArray<IArgumentOperation> sources)
    {
        bool isLocal = method.MethodKind == MethodKind.LocalFunction;
        int depth = _frame.Depth + (isLocal && _frame.Depth == 0 ? 0 : 1);
        IMethodSymbol definition = method.OriginalDefinition;
        if (depth > DeepestCall || !engine.Numbers.Concern(definition) || _frame.IsInProgress(definition) || _steps > MostStepsWithCalls || engine.Bodies.Of(definition, cancellation) is not { } body)
        {
            return null;
        }

        if (isLocal)
        {
            _entered.UnionWith(definition.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)));
        }

        Frame caller = _frame;
        FlowValue? self = receiver ?? (isLocal || !definition.IsStatic ? caller.Receiver : null);
        _frame = new(definition, depth, caller.Depth == 0 ? site : caller.RootSite, self) { Caller = caller, Context = ContextOf(caller.Context, site) };
        int sites = facts.Sites;
        for (int i = 0; i < definition.Parameters.Length && i < arguments.Length; i++)
        {
            _state[new(null, definition.Parameters[i])] = arguments[i];
        }

        int loops = _loopDepth;
        FlowValue? value = RunBody(body);
        _frame.Finish(_state);
        _loopDepth = loops;
        _frame = caller;
        if (depth > caller.Depth)
        {
            if (facts.Sites != sites)
            {
                _state.Rewrite(stored => Surface(stored, site));
            }

            value = value is null ? null : Surface(value, site);
            NoteReturned(value, arguments, site);
        }
        else if (value is { HasExps: true, IsSum: false })
        {
            value = value with { Exps = [.. value.Exps.Select(exp => body.Syntax.Contains(exp.Syntax) ? exp with { Syntax = site } : exp)] };
        }

        CopyBack(definition, sources);
        if (!isLocal && value is not { Functions.IsEmpty: false })
        {
            _state.Forget(definition);
        }

        return value ?? (definition.ReturnsVoid ? FlowValue.Unknown : null);
    }

    private FlowValue CallMethod(
        IMethodSymbol method,
        FlowValue? receiver,
        ImmutableArray<FlowValue> arguments,
        IOperation operation,
        ImmutableArray<IArgumentOperation> sources = default) =>
        TryCallMethod(method, receiver, arguments, operation.Syntax, sources.IsDefault ? [] : sources) ?? UnknownResult(operation, receiver, arguments);

    private void CopyBack(IMethodSymbol method, ImmutableArray<IArgumentOperation> sources)
    {
        foreach (IArgumentOperation source in sources)
        {
            if (source.Parameter is { RefKind: RefKind.Ref or RefKind.Out, Ordinal: var ordinal }
                && _state[new(null, method.Parameters[ordinal])] is { } value)
            {
                Assign(source.Value, value);
            }
        }
    }

    // Probabilities in a new array: no iteration before has left them there.
    private void NoteReturned(FlowValue? value, ImmutableArray<FlowValue> arguments, SyntaxNode call)
    {
        if (value?.Cell is { } cell && !arguments.Any(argument => argument.Cell == cell)
            && _state[Place.ElementsOf(cell)] is { Softmax: { } softmax } content && softmax.Syntax == call)
        {
            _state[Place.ElementsOf(cell)] = content with { Softmax = softmax with { IsReturned = true } };
        }
    }

    // What was made in a called method is, for its caller, made by the call; sums keep their exponential if one file has both.
    private FlowValue Surface(FlowValue value, SyntaxNode call)
    {
        int depth = _frame.Depth;
        if (value.Exps.Any(exp => exp.Depth > depth))
        {
            value = value with
            {
                Exps = [.. value.Exps.Select(exp => exp.Depth <= depth ? exp : exp with
                {
                    Depth = depth,
                    Syntax = value.IsSum && exp.Syntax.SyntaxTree == call.SyntaxTree ? exp.Syntax : call,
                })],
            };
        }

        if (value.Softmax is { } softmax && softmax.Depth > depth)
        {
            value = value with { Softmax = softmax with { Depth = depth, Syntax = call } };
        }

        if (value.LogSoftmax is { } log && log.Depth > depth)
        {
            value = value with { LogSoftmax = log with { Depth = depth, Syntax = call } };
        }

        if (value.Logs.Any(site => site.Depth > depth))
        {
            value = value with { Logs = [.. value.Logs.Select(site => site.Depth <= depth ? site : site with { Depth = depth, Syntax = site.Syntax.SyntaxTree == call.SyntaxTree ? site.Syntax : call })] };
        }

        return value;
    }
}
