using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Degrees of what functions return.</summary>
internal sealed partial class DegreeWalk
{
    private const string TensorPrimitives = "TensorPrimitives";

    private Degree Call(IInvocationOperation call)
    {
        if (sites.Contains(call.Syntax))
        {
            _met.Add(call.Syntax);
            if (call.TargetMethod.ContainingType.Name == TensorPrimitives)
            {
                Fill(call, Degree.Exponential);
                return Degree.Data;
            }

            NeutralAll(call.Arguments.Select(static argument => argument.Value));
            return Degree.Exponential;
        }

        IMethodSymbol method = call.TargetMethod;
        if (NumberFunctions.IsScalar(method))
        {
            return OfNumbers(call);
        }

        if (method.ContainingType.Name == TensorPrimitives)
        {
            return OfSpans(call);
        }

        // The first argument of an extension method is its receiver.
        List<IOperation> values = [.. call.Arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(static argument => argument.Value)];
        IOperation? receiver = call.Instance;
        if (receiver is null && values.Count > 0 && (method.IsExtensionMethod || method.ContainingType.Name == "Array"))
        {
            receiver = values[0];
            values.RemoveAt(0);
        }

        return receiver is not null && IsLibrary(method) && !call.Arguments.Any(static argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            ? OfCollections(call, receiver, values)
            : Foreign(call);
    }

    private Degree OfSpans(IInvocationOperation call)
    {
        IOperation[] values = [.. call.Arguments.Select(static argument => argument.Value)];
        switch (call.TargetMethod.Name)
        {
            case "Sum" or "Max" or "Min" when values.Length == 1:
                return Of(values[0]);
            case "Divide" when values.Length == 3:
                Fill(call, Of(values[0]) - Of(values[1]));
                return Degree.Data;
            case "Multiply" when values.Length == 3:
                Fill(call, Of(values[0]) + Of(values[1]));
                return Degree.Data;
            case "Add" or "Subtract" when values.Length == 3:
                Fill(call, Same(Of(values[0]), Of(values[1])));
                return Degree.Data;
            default:
                return Foreign(call);
        }
    }

    /// <summary>The last argument gets the results, all of them.</summary>
    private void Fill(IInvocationOperation call, Degree degree)
    {
        if (RootOf(call.Arguments.Last().Value) is { } destination)
        {
            _degrees[destination] = degree;
        }
        else
        {
            _hasFailed = true;
        }
    }

    private Degree OfNumbers(IInvocationOperation call)
    {
        IOperation[] values = [.. call.Arguments.Select(static argument => argument.Value)];
        switch (call.TargetMethod.Name)
        {
            case "Max" or "Min" or "max" or "min" or "MaxNumber" or "MinNumber":
                return All(values);
            case "Abs" or "abs":
                return Of(values[0]);
            case "IsNaN" or "IsInfinity" or "IsFinite" or "IsPositiveInfinity" or "IsNegativeInfinity" or "Sign" or "isnan" or "isinf" or "isfinite":
                Of(values[0]);
                return Degree.Data;
            case "Log" or "log" when values.Length == 1:
                Degree degree = Of(values[0]);
                if (degree.IsScaled)
                {
                    _hasFailed |= degree != Degree.Exponential || call.Syntax is not InvocationExpressionSyntax;
                    if (call.Syntax is InvocationExpressionSyntax log)
                    {
                        _logs.Add(log);
                    }
                }

                return Degree.Data;
            default:
                NeutralAll(values);
                return Degree.Data;
        }
    }

    private Degree OfCollections(IInvocationOperation call, IOperation receiver, List<IOperation> values)
    {
        string name = call.TargetMethod.Name;
        switch (name)
        {
            case "Add" or "Enqueue" or "Push" or "Append" or "Insert" when RootOf(receiver) is { } collection && values.Count > 0 && name != "Append":
                NeutralAll(values.Take(values.Count - 1));
                Degree added = Of(values[values.Count - 1]);
                _degrees[collection] = Same(Known(collection), added);
                return Degree.Data;
            case "Count" or "Any" or "Contains" or "ContainsKey" or "IndexOf" or "GetLength" or "GetUpperBound" or "LongCount" or "Clear":
                return values.Count == 0 ? Data(Of(receiver)) : Data(Of(receiver), values);
            case "Sum" or "Average" or "Max" or "Min" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "ElementAt" or "Select" or "ConvertAll" or "Map"
                or "SelectMany":
                return Projected(Of(receiver), values);
            case "Where" or "OrderBy" or "OrderByDescending" or "TakeWhile" or "SkipWhile" or "MaxBy" or "MinBy" or "ThenBy" or "ThenByDescending":
                Degree elements = Of(receiver);
                foreach (IOperation value in values)
                {
                    Degree key = WithElement(value, elements);
                    _hasFailed |= key.IsScaled && name is "Where" or "TakeWhile" or "SkipWhile";
                }

                return elements;
            case "ToArray" or "ToList" or "AsEnumerable" or "AsParallel" or "AsSpan" or "AsMemory" or "Slice" or "Reverse" or "Skip" or "Take" or "Clone" or "Cast" or "ToImmutableArray"
                or "AsReadOnly" or "AsOrdered":
                NeutralAll(values);
                return Of(receiver);
            case "Concat" or "Append" or "Prepend" when values.Count == 1:
                return Same(Of(receiver), Of(values[0]));
            case "Divide" when values.Count == 1:
                return Of(receiver) - Of(values[0]);
            case "Multiply" when values.Count == 1:
                return Of(receiver) + Of(values[0]);
            case "ToDictionary" when values.Count == 2:
                Degree keyed = Of(receiver);
                _hasFailed |= WithElement(values[0], keyed).IsScaled;
                return WithElement(values[1], keyed);
            case "Aggregate" when values.Count == 2:
                return Aggregated(Of(receiver), Of(values[0]), values[1]);
            default:
                return Foreign(call);
        }
    }

    private static Degree Data(Degree _) => Degree.Data;

    private Degree Data(Degree receiver, List<IOperation> values)
    {
        foreach (IOperation value in values)
        {
            _hasFailed |= WithElement(value, receiver).IsScaled;
        }

        return Degree.Data;
    }

    private Degree Projected(Degree elements, List<IOperation> values) => values switch
    {
        [] => elements,
        [var only] when only.Type?.TypeKind == TypeKind.Delegate => WithElement(only, elements),
        _ => Data(Degree.Data, values) + elements,
    };

    private Degree Aggregated(Degree elements, Degree seed, IOperation function)
    {
        if (FunctionIn(function) is not { Symbol.Parameters: [var sum, var element] } lambda)
        {
            return Fail();
        }

        Degree total = seed;
        for (int turn = 0; turn < 2; turn++)
        {
            _degrees[sum] = total;
            _degrees[element] = elements;
            total = Same(total, Body(lambda));
        }

        _degrees.Remove(sum);
        _degrees.Remove(element);
        return total;
    }

    /// <summary>What a delegate makes of an element.</summary>
    private Degree WithElement(IOperation function, Degree element)
    {
        if (FunctionIn(function) is not { } lambda)
        {
            Degree result = Of(function);
            _hasFailed |= element.IsScaled;
            return result;
        }

        if (lambda.Symbol.Parameters is [var first, ..])
        {
            _degrees[first] = element;
        }

        Degree degree = Body(lambda);
        foreach (IParameterSymbol parameter in lambda.Symbol.Parameters)
        {
            _degrees.Remove(parameter);
        }

        return degree;
    }

    private static IAnonymousFunctionOperation? FunctionIn(IOperation operation) => operation switch
    {
        IAnonymousFunctionOperation function => function,
        IDelegateCreationOperation creation => FunctionIn(creation.Target),
        IConversionOperation conversion => FunctionIn(conversion.Operand),
        _ => null,
    };

    private Degree Lambda(IAnonymousFunctionOperation function) => Body(function);

    private Degree Body(IAnonymousFunctionOperation function)
    {
        _returns.Push([]);
        int loops = _loops;
        _loops = 0;
        Visit(function.Body);
        _loops = loops;
        return _returns.Pop().Aggregate(Degree.Any, Same) is { IsAny: false } degree ? degree : Degree.Data;
    }

    private Degree Delegate(IDelegateCreationOperation creation)
    {
        switch (creation.Target)
        {
            case IAnonymousFunctionOperation function:
                return Body(function);
            case IMethodReferenceOperation group when sites.Contains(group.Syntax):
                _met.Add(group.Syntax);
                return Degree.Exponential;
            default:
                Neutral((creation.Target as IMethodReferenceOperation)?.Instance);
                return Degree.Data;
        }
    }

    /// <summary>A function that is not known: it gets nothing that the shift changes, and what it fills is data.</summary>
    private Degree Foreign(IInvocationOperation call)
    {
        Neutral(call.Instance);
        foreach (IArgumentOperation argument in call.Arguments)
        {
            Neutral(argument.Value);
            if (RootOf(argument.Value) is { } root && (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out || IsSequence(root)))
            {
                _degrees[root] = Degree.Data;
            }
        }

        return Degree.Data;
    }
}
