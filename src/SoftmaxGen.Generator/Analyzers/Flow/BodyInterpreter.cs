using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>
/// Runs a body on values that are only partly known. Statements are followed in order, loops twice (the second time meets what
/// the first left behind), branches meet again behind them, and methods of the compilation are entered where they are called.
/// </summary>
internal sealed partial class BodyInterpreter(FlowEngine engine, FactLog facts, CancellationToken cancellation, int level = 0)
{
    // Far more than real methods need; ends what would go on for ever.
    private const int MostSteps = 20_000;

    private const int DeepestCall = 3;

    // Behind this, calls are not entered any more, so that what remains is the body itself.
    private const int MostStepsWithCalls = 6_000;

    private readonly Dictionary<(SyntaxNode, object?), Cell> _created = [];

    private readonly Dictionary<(object?, SyntaxNode), object> _contexts = [];

    private readonly Dictionary<ISymbol, Place> _aliases = new(SymbolEqualityComparer.Default);

    private FlowState _state = new();

    private Frame _frame = new(null, 0, null, null);

    private SyntaxNode? _root;

    private int _steps;

    // How many conditions on data, such as labels, are around.
    private int _targets;

    // What ?. and object initializers leave out.
    private FlowValue? _conditional;

    private FlowValue? _initialized;

    /// <summary>The object whose method is looked at.</summary>
    public Cell This { get; } = new();

    public FlowState State => _state;

    private bool IsExhausted => _steps > MostSteps;

    /// <summary>Interprets a method body, an initializer or the like; returns what it returns.</summary>
    public FlowValue? Run(IOperation body)
    {
        _root = body.Syntax;
        _frame = new(null, 0, null, new FlowValue { Cell = This });
        FlowValue? value = RunBody(body);
        _frame.Finish(_state);
        RunUncalled(body);
        return value;
    }

    /// <summary>A value with its collection replaced by what is in it.</summary>
    public FlowValue Flatten(FlowValue value)
    {
        for (int depth = 0; depth < 4 && value.Cell is { } cell && _state[Place.ElementsOf(cell)] is { } content && !ReferenceEquals(content, value); depth++)
        {
            value = content with
            {
                Layer = content.Layer ?? value.Layer,
                IsData = content.IsData || (content.Constant is null && value.IsData),
            };
        }

        return value with { Cell = null, Length = null };
    }

    private FlowValue? RunBody(IOperation body)
    {
        switch (body)
        {
            case IMethodBodyOperation method:
                Execute(method.BlockBody ?? method.ExpressionBody);
                return _frame.Result;

            case IConstructorBodyOperation constructor:
                Execute(constructor.Initializer);
                Execute(constructor.BlockBody ?? constructor.ExpressionBody);
                return _frame.Result;

            case IFieldInitializerOperation field:
                FlowValue value = Evaluate(field.Value);
                foreach (IFieldSymbol symbol in field.InitializedFields)
                {
                    _state[new(symbol.IsStatic ? null : This, symbol)] = value;
                }

                return value;

            case IPropertyInitializerOperation property:
                FlowValue initial = Evaluate(property.Value);
                foreach (IPropertySymbol symbol in property.InitializedProperties)
                {
                    _state[new(symbol.IsStatic ? null : This, symbol)] = initial;
                }

                return initial;

            default:
                Execute(body);
                return _frame.Result;
        }
    }

    private Site At(IOperation operation) => new(operation.Syntax, ElementName(operation.Type), _frame, facts);

    private static string ElementName(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Single } => "float",
        { SpecialType: SpecialType.System_Double } => "double",
        { Name: "Half" } => "Half",
        IArrayTypeSymbol array => ElementName(array.ElementType),
        INamedTypeSymbol { TypeArguments: [var argument] } => ElementName(argument),
        _ => "",
    };

    private Cell CellOf(SyntaxNode syntax)
    {
        (SyntaxNode, object?) key = (syntax, _frame.Context);
        if (!_created.TryGetValue(key, out Cell cell))
        {
            _created.Add(key, cell = new());
        }

        return cell;
    }

    // One object for each place in the program from which a body is entered: the next iteration enters the same way.
    private object ContextOf(object? caller, SyntaxNode site)
    {
        if (!_contexts.TryGetValue((caller, site), out object context))
        {
            _contexts.Add((caller, site), context = new());
        }

        return context;
    }

    private FlowValue NewCollection(SyntaxNode syntax, FlowValue? content, BufferLength? length = null)
    {
        Cell cell = CellOf(syntax);
        if (content is not null)
        {
            _state[Place.ElementsOf(cell)] = content;
        }

        return new() { Cell = cell, Length = length };
    }

    private ImmutableArray<FlowValue> EvaluateAll(IEnumerable<IOperation> operations) => [.. operations.Select(Evaluate)];
}
