using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>The flow analysis of one compilation: what it learns about a member is kept for all who ask.</summary>
internal sealed class FlowEngine
{
    private const string ThrowSwitch = "SoftmaxGen.Analyzers.Throw";

    private readonly ISymbol[] _tupleMembers;

    private readonly Relevance _relevance;

    public FlowEngine(Compilation compilation)
    {
        Libraries = new(compilation);
        Numbers = new(Libraries);
        _relevance = new(Libraries, Numbers);
        Bodies = new(compilation);
        Members = new(this);
        Callers = new(compilation, this);
        _tupleMembers = TupleMembers(compilation);
    }

    public LibraryTable Libraries { get; }

    public NumberTypes Numbers { get; }

    public MethodBodies Bodies { get; }

    public MemberValues Members { get; }

    public Callers Callers { get; }

    private static bool ThrowsInTests => AppContext.TryGetSwitch(ThrowSwitch, out bool throws) && throws;

    /// <summary>What stands for an element of any tuple.</summary>
    public ISymbol TupleMember(int index) => _tupleMembers[index % _tupleMembers.Length];

    /// <summary>Everything the rules need to know about a body.</summary>
    public IReadOnlyList<FlowFact> FactsOf(SyntaxNode body, CancellationToken cancellation)
    {
        if (Bodies.OperationOf(body, cancellation) is not { } operation || !_relevance.Has(operation))
        {
            return [];
        }

        var facts = new FactLog();
        try
        {
            new BodyInterpreter(this, facts, cancellation).Run(operation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !ThrowsInTests)
        {
            // Code that is being typed can have any shape, and a body without findings is better than a broken build.
            return [];
        }

        return facts.Facts;
    }

    private static ISymbol[] TupleMembers(Compilation compilation)
    {
        ISymbol[] items = [.. compilation.GetTypeByMetadataName("System.ValueTuple`7")?.GetMembers().OfType<IFieldSymbol>().Where(static field => field.Name.StartsWith("Item", StringComparison.Ordinal)) ?? []];
        return items.Length > 0 ? items : [compilation.ObjectType];
    }
}
