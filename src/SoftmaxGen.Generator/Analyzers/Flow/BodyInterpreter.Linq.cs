using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>LINQ, arrays, lists and loops that are calls.</content>
internal sealed partial class BodyInterpreter
{
    private static readonly HashSet<string> SequenceTypes =
    [
        "Enumerable", "ParallelEnumerable", "Queryable", "Array", "List", "Parallel", "Span", "ReadOnlySpan", "Memory", "ReadOnlyMemory", "MemoryExtensions",
        "Dictionary", "IDictionary", "IReadOnlyDictionary", "SortedDictionary", "ConcurrentDictionary", "ICollection", "IList", "IReadOnlyList", "IEnumerable", "HashSet",
        "Queue", "Stack", "LinkedList", "ConcurrentBag", "ImmutableArray", "ImmutableList", "ImmutableArrayExtensions", "Buffer", "CollectionExtensions", "Builder", "Partitioner", "Task", "Interlocked", "ArrayPool",
    ];

    private FlowValue? EvaluateSequence(LibraryCall call)
    {
        IMethodSymbol method = call.Method;
        if (!SequenceTypes.Contains(method.ContainingType.Name) || method.ContainingType.DeclaringSyntaxReferences.Length > 0 || call.Operation is not { } operation)
        {
            return null;
        }

        FlowValue source = call.Operands.IsEmpty ? FlowValue.Data : call.Operands[0];
        ITypeSymbol? type = operation.Instance?.Type ?? operation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value.Type;
        ImmutableArray<FunctionTarget> function = call.Arguments.FirstOrDefault(static argument => !argument.Functions.IsEmpty)?.Functions ?? [];
        FlowValue Element() => ElementOf(source, type, index: null);
        FlowValue Run(params FlowValue[] arguments) => RunLoop(function, [.. arguments]);

        // Whatever a selector makes of the elements.
        FlowValue Chosen() => function.IsEmpty ? Element() : Run(Element(), FlowValue.Integer);
        switch (method.Name)
        {
            case "Select" or "SelectMany" or "ConvertAll":
                return AsElements(Chosen(), operation);

            case "Where" or "TakeWhile" or "SkipWhile" or "FindAll" when !function.IsEmpty:
                return AsElements(Passing(function, Element()), operation);

            case "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" or "Find" when !function.IsEmpty:
                return Passing(function, Element());

            case "Sum":
                return Arithmetic.Sum(Flatten(Chosen()) with { IsElement = true });

            case "Average":
                return Arithmetic.Summary(Flatten(Chosen()), Statistic.Mean);

            case "Max" or "Min":
                return Arithmetic.Summary(Flatten(Chosen()), method.Name == "Max" ? Statistic.Maximum : Statistic.Minimum);

            case "Aggregate":
                return Aggregate(call, function, Element());

            case "Zip" when !function.IsEmpty:
                return AsElements(Run(Element(), ElementOf(call.Operands[1], null, index: null)), operation);

            case "Zip":
                Cell zipped = CellOf(operation.Syntax);
                Cell pair = zipped.Child(null);
                _state[new(pair, engine.TupleMember(0))] = Element();
                _state[new(pair, engine.TupleMember(1))] = ElementOf(call.Operands[1], null, index: null);
                _state[Place.ElementsOf(zipped)] = new() { Cell = pair, IsData = true };
                return new() { Cell = zipped };

            case "Range":
                return FlowValue.Integer;

            case "Repeat" or "Append" or "Prepend" or "Concat" or "Union":
                return AsElements(method.Name == "Repeat" ? call.Operands[0] : Element().Join(ElementOf(call.Operands[1], null, index: null)), operation);

            case "ToDictionary" or "ToLookup" or "GroupBy" when call.Arguments.Length > 1:
                FunctionTarget[] selectors = [.. call.Arguments.Skip(1).SelectMany(static argument => argument.Functions)];
                return NewCollection(operation.Syntax, selectors.Length > 1 ? Flatten(RunLoop([selectors[^1]], [Element()])) : Element());

            case "ToArray" or "ToList" or "ToHashSet" or "ToImmutableArray" or "ToImmutableList" or "ToImmutable" or "Clone" or "GetRange":
                return NewCollection(operation.Syntax, source.Cell is null ? source with { IsElement = true, Length = null } : Element());

            case "Run" when method.ContainingType.Name == "Task":
                return function.IsEmpty ? FlowValue.Data : Invoke(function, []);

            case "ForEach" or "For" or "ForAll" or "Run":
                Run(method.Name == "For" ? FlowValue.Integer : Element(), FlowValue.Data, FlowValue.Integer);
                return FlowValue.Unknown;

            case "Add" or "Insert" or "Push" or "Enqueue" or "TryAdd" or "AddOrUpdate" or "AddRange" when operation.Instance is { } target:
                Append(target, call.Arguments[^1], method.Name == "AddRange");
                return FlowValue.Unknown;

            case "Add" when method.ContainingType.Name == "Interlocked":
                return FlowValue.Data;

            case "CopyTo" or "TryCopyTo" or "Copy" or "BlockCopy":
                int output = method.IsStatic ? Math.Min(method.Name is "Copy" or "BlockCopy" && call.Arguments.Length > 3 ? 2 : 1, call.Arguments.Length - 1) : 0;
                AssignAll(operation.Arguments[output].Value, call.Arguments[output], Flatten(Element()));
                return FlowValue.Unknown;

            case "Fill" or "Clear":
                AssignAll(operation.Instance ?? operation.Arguments[0].Value, source, method.Name == "Fill" && call.Arguments.Length > 0 ? call.Arguments[^1] : FlowValue.Of(0));
                return FlowValue.Unknown;

            case "TryGetValue":
                Assign(operation.Arguments[^1].Value, Element());
                return FlowValue.Unknown;

            case "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" or "ElementAt" or "ElementAtOrDefault" or "GetValueOrDefault"
                or "Dequeue" or "Pop" or "Peek" or "MaxBy" or "MinBy" or "Find" or "GetValue":
                return Element();

            case "Count" or "LongCount" or "IndexOf" or "Any" or "All" or "Contains" or "BinarySearch" or "FindIndex" or "Remove" or "RemoveAt" or "Sort" or "Reverse" when IsScalar(method):
                if (!function.IsEmpty)
                {
                    Run(Element(), Element());
                }

                return FlowValue.Integer;

            case "AsSpan" or "Slice" or "AsMemory" or "Skip" or "Take":
                return source with { Length = SliceLength(call) };

            case "AsEnumerable" or "AsParallel" or "AsQueryable" or "Reverse" or "Cast" or "OfType" or "Distinct" or "OrderBy" or "OrderByDescending" or "Order" or "OrderDescending"
                or "ThenBy" or "ThenByDescending" or "DefaultIfEmpty" or "Chunk" or "AsReadOnly" or "SkipLast" or "TakeLast" or "WithDegreeOfParallelism" or "Index" or "AsSequential" or "AsOrdered":
                return source with { Length = null };

            default:
                return null;
        }
    }

    private static bool IsScalar(IMethodSymbol method) => method.ReturnsVoid || method.ReturnType.SpecialType != SpecialType.None;

    private FlowValue AsElements(FlowValue value, IOperation operation) => value is { Cell: not null, Layer: null } ? NewCollection(operation.Syntax, value) : value with { IsElement = true };

    private FlowValue Aggregate(LibraryCall call, ImmutableArray<FunctionTarget> function, FlowValue element)
    {
        FlowValue seed = call.Arguments.Length > 2 ? call.Arguments[1] : element;
        FlowValue once = Invoke(function, [seed, element]);
        FlowValue twice = Invoke(function, [once, element]);
        return twice with { IsElement = false };
    }

    private void Append(IOperation target, FlowValue value, bool isRange)
    {
        FlowValue list = Evaluate(target);
        if (list.Cell is not { } cell)
        {
            return;
        }

        Place place = Place.ElementsOf(cell);
        FlowValue item = AsElement(isRange ? Flatten(value) : value);
        FlowValue? old = _state[place];
        FlowValue joined = old is null || old.Constant == 0 ? item : old.Join(item);
        Layer? layer = Flatten(item).Layer;
        _state[place] = layer is null ? joined : joined with
        {
            Layer = new(LayerKind.Sequence, layer.Syntax, Listed) { Steps = [.. old?.Layer is { Library: Listed } listed ? listed.Steps : [], layer] },
        };
    }

    private static BufferLength? SliceLength(LibraryCall call) => call.Operation is { } operation
        && operation.Arguments.LastOrDefault(static argument => argument.ArgumentKind == ArgumentKind.Explicit) is { Parameter.Name: "length", Value.ConstantValue: { HasValue: true, Value: int length } }
            ? new(length, operation.Syntax)
            : call.Method is { Name: "AsSpan" or "AsMemory" } && call.Arguments.Length == 1 ? call.Operands[0].Length : null;
}
