namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>The states in which control left, or went on with, a loop or a switch before its end.</summary>
internal sealed class LoopExits(bool isLoop)
{
    private FlowState? _broken;

    private FlowState? _continued;

    /// <summary>Whether <c>continue</c> means this statement: not a switch.</summary>
    public bool IsLoop => isLoop;

    public void Break(FlowState state) => Move(state, ref _broken);

    public void Continue(FlowState state) => Move(state, ref _continued);

    /// <summary>The end of an iteration.</summary>
    public void EndIteration(FlowState state) => Meet(state, ref _continued);

    /// <summary>Behind the statement.</summary>
    public void End(FlowState state) => Meet(state, ref _broken);

    private static void Move(FlowState state, ref FlowState? exit)
    {
        if (exit is null)
        {
            exit = state.Clone();
        }
        else
        {
            exit.Join(state);
        }

        state.IsReachable = false;
    }

    private static void Meet(FlowState state, ref FlowState? exit)
    {
        if (exit is not null)
        {
            state.Join(exit);
            exit = null;
        }
    }
}
