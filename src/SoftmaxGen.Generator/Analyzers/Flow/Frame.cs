using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>One call in progress.</summary>
/// <param name="Method">The method; null for the body that the analysis began with, and in lambdas of it.</param>
/// <param name="Depth">How many calls below that body it is.</param>
/// <param name="RootSite">The call in that body that led here.</param>
/// <param name="Receiver">The object it is called on.</param>
internal sealed record Frame(IMethodSymbol? Method, int Depth, SyntaxNode? RootSite, FlowValue? Receiver)
{
    private FlowValue? _result;

    private FlowState? _exit;

    public Frame? Caller { get; init; }

    /// <summary>The chain of calls that led here; null in the body that the analysis began with.</summary>
    public object? Context { get; init; }

    /// <summary>The loops and switches around the statement in progress, the innermost last.</summary>
    public Stack<LoopExits> Loops { get; } = [];

    /// <summary>What the call returns, over all return and yield statements so far.</summary>
    public FlowValue? Result => _result;

    public void Return(FlowValue value) => _result = _result?.Join(value) ?? value;

    /// <summary>Control leaves the call in <paramref name="state"/>.</summary>
    public void Leave(FlowState state)
    {
        if (_exit is null)
        {
            _exit = state.Clone();
        }
        else
        {
            _exit.Join(state);
        }

        state.IsReachable = false;
    }

    /// <summary>The state behind the call: where it returned, and where it ran to its end.</summary>
    public void Finish(FlowState state)
    {
        if (_exit is not null)
        {
            state.Join(_exit);
        }

        state.IsReachable = true;
    }

    public bool IsInProgress(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(Method, method) || (Caller?.IsInProgress(method) ?? false);
}
