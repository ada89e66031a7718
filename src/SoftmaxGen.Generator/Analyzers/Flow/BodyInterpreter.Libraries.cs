using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Library functions of numbers, vectors and tensors.</content>
internal sealed partial class BodyInterpreter
{
    private FlowValue? EvaluateLibrary(LibraryCall call)
    {
        if (EvaluateHead(call) is { } head)
        {
            return head;
        }

        if (call.Receiver is { Layer: not null } && EvaluateLayerCall(call) is { } built)
        {
            return built;
        }

        if (engine.Libraries.Find(call.Method) is { } function)
        {
            FlowValue result = Compute(function, call);
            return Deliver(function, call, result);
        }

        if (EvaluateLayerCall(call) is { } layer)
        {
            return layer;
        }

        if (EvaluateSequence(call) is { } sequence)
        {
            return sequence;
        }

        return call.Operation is { } operation && LibraryTable.LibraryOf(call.Method.ContainingType) is not null
            ? UnknownResult(operation, call.Receiver, call.Arguments)
            : null;
    }

    private FlowValue Compute(LibraryFunction function, LibraryCall call)
    {
        ImmutableArray<FlowValue> operands = [.. call.Operands.Select(Flatten)];
        FlowValue first = operands.IsEmpty ? FlowValue.Unknown : operands[0];
        FlowValue second = operands.Length > 1 ? operands[1] : FlowValue.Unknown;
        Site site = Named(call);
        switch (function.Operation)
        {
            case LibraryOperation.Exp:
                return Arithmetic.Exp(AsTensor(first, function), site);

            case LibraryOperation.Log:
                return Log(first, site, call);

            case LibraryOperation.LogOnePlus:
                return Arithmetic.Log(Arithmetic.Add(first, FlowValue.Of(1), site), site);

            case LibraryOperation.Power:
                return first.Constant is { } number && Math.Abs(number - Math.E) < 1e-4
                    ? Arithmetic.Exp(second, site)
                    : FlowValue.Derived(first, second) with { Lower = second.Constant == 2 ? LowerBound.NonNegative : LowerBound.None };

            case LibraryOperation.Add:
                return Arithmetic.Add(first, second, site);

            case LibraryOperation.Subtract:
                return Arithmetic.Subtract(first, second, site);

            case LibraryOperation.Multiply:
                return Arithmetic.Multiply(first, second, site, isSquare: false);

            case LibraryOperation.Divide:
                return Arithmetic.Divide(first, second, site);

            case LibraryOperation.Negate:
                return Arithmetic.Negate(first, site);

            case LibraryOperation.MultiplyAdd when operands.Length > 2:
                return Arithmetic.Add(Arithmetic.Multiply(first, second, site, isSquare: false), operands[2], site);

            case LibraryOperation.Larger:
                return Arithmetic.Max(first, second);

            case LibraryOperation.Smaller:
                return Arithmetic.Min(first, second);

            case LibraryOperation.Clamp:
                return Clamp(call, first);

            case LibraryOperation.Squash:
                return Arithmetic.Bounded(first, LowerBound.None);

            case LibraryOperation.Magnitude:
                return FlowValue.Derived(first, FlowValue.Unknown) with { Lower = LowerBound.NonNegative };

            case LibraryOperation.Sum:
                return Arithmetic.Sum(AsTensor(Selected(call, first), function));

            case LibraryOperation.Mean:
                return Arithmetic.Summary(Selected(call, first), Statistic.Mean);

            case LibraryOperation.Maximum when IsPair(call):
                return Arithmetic.Max(first, second);

            case LibraryOperation.Minimum when IsPair(call):
                return Arithmetic.Min(first, second);

            case LibraryOperation.Maximum:
                return Arithmetic.Summary(first, Statistic.Maximum);

            case LibraryOperation.Minimum:
                return Arithmetic.Summary(first, Statistic.Minimum);

            case LibraryOperation.Normalise:
                return first.HasExps ? Arithmetic.Normalise(first, Arithmetic.Sum(AsTensor(first, function)), site, isNoted: false) : FlowValue.Derived(first, first);

            case LibraryOperation.Softmax:
                return Softmax(first, site, function.Library);

            case LibraryOperation.LogSoftmax:
                return LogSoftmax(first, site, function.Library);

            case LibraryOperation.CrossEntropy or LibraryOperation.Likelihood:
                return Loss(function, call, site);

            case LibraryOperation.OneHot:
                return FlowValue.Unknown with { IsData = true, OneHot = site.Syntax, Upper = UpperBound.Constant, Lower = LowerBound.NonNegative };

            case LibraryOperation.Map when call.Arguments.FirstOrDefault(static argument => !argument.Functions.IsEmpty) is { } mapped:
                return RunLoop(mapped.Functions, [first with { IsData = true, IsElement = true }, FlowValue.Integer]);

            case LibraryOperation.Random:
                return FlowValue.Unknown with { IsRandom = true, Upper = UpperBound.Constant };

            case LibraryOperation.Identity or LibraryOperation.Copy:
                FlowValue same = call.Receiver is { Cell: not null } ? call.Receiver : operands.IsEmpty ? FlowValue.Unknown : call.Operands[0];

                // As elements of another size, the memory has another number of them.
                return call.Method is { Name: "Cast" } ? same with { Length = null } : same;

            case LibraryOperation.Derived:
                return operands.Aggregate(FlowValue.Unknown, FlowValue.Derived);

            default:
                return FlowValue.Data;
        }
    }

    // The numbers of a tensor differ, even where nothing is known of them; a number by itself may be a mere parameter.
    private static FlowValue AsTensor(FlowValue value, LibraryFunction function) =>
        function.Library is "Math" or "MathF" or "Half" or "Generic" or "Unity" ? value : value with { IsData = !value.IsConstant || value.IsData };

    private static bool IsPair(LibraryCall call) =>
        call.Method.IsStatic && call.Arguments.Length > 1 && !call.Arguments[1].IsConstant && call.Method.Parameters[1].Type.SpecialType == SpecialType.None;

    private FlowValue Selected(LibraryCall call, FlowValue element) =>
        call.Arguments.FirstOrDefault(static argument => !argument.Functions.IsEmpty) is { } selector
            ? RunLoop(selector.Functions, [element with { IsData = true, IsElement = true }, FlowValue.Integer])
            : element;

    private FlowValue Log(FlowValue argument, Site site, LibraryCall call)
    {
        // Another base is another unit: decibels, pH.
        bool hasBase = (call.Method.Parameters.Length > 1 && call.Method.Name == "Log" && call.Method.Parameters[1].Type.SpecialType == SpecialType.System_Double)
            || call.Method.Name is "Log10" or "log10" or "log10_";
        FlowValue log = Arithmetic.Log(hasBase && argument.Softmax is null ? argument with { IsRaw = false } : argument, site);
        return _targets == 0 || log.Logs.IsEmpty ? log : log with { Logs = [.. log.Logs.Select(static site => site with { IsWeighted = true })] };
    }

    private static FlowValue Clamp(LibraryCall call, FlowValue value)
    {
        FlowValue? low = call.Argument("min") ?? call.Argument("clip_value_min") ?? call.Argument("lo") ?? call.Argument("a_min");
        FlowValue? high = call.Argument("max") ?? call.Argument("clip_value_max") ?? call.Argument("hi") ?? call.Argument("a_max");
        return Arithmetic.Clamp(value, call.Method.Name == "clamp_max" ? null : low ?? FlowValue.Unknown, call.Method.Name == "clamp_min" ? null : high ?? FlowValue.Unknown);
    }

    /// <summary>Where the result goes: an output parameter, the receiver of an operation in place, or simply back.</summary>
    private FlowValue Deliver(LibraryFunction function, LibraryCall call, FlowValue result)
    {
        if (function.IsInPlace && call.Operation?.Instance is { } target)
        {
            Assign(target, result);
            return result;
        }

        int output = function.Operation == LibraryOperation.Copy
            ? call.Method.Parameters.Length > 1 && call.Method.IsStatic ? 1 : 0
            : call.Method.ReturnsVoid ? call.Method.Parameters.Length - 1 : -1;
        for (int i = 0; output < 0 && i < call.Method.Parameters.Length; i++)
        {
            output = call.Method.Parameters[i].Name is "destination" or "result" && call.Method.Parameters[i].Type.TypeKind != TypeKind.Delegate ? i : -1;
        }

        if (output >= 0 && call.Expression(output) is { } destination && (call.Method.ReturnsVoid || call.Method.Parameters[output].Name is "destination"))
        {
            AssignAll(destination, call.Arguments[output], Flatten(result));
        }

        return result;
    }

    private void AssignAll(IOperation destination, FlowValue buffer, FlowValue content)
    {
        Place? place = buffer.Cell is { } cell ? Place.ElementsOf(cell) : PlaceOf(destination);
        if (place is { } target)
        {
            _state[target] = content with { IsElement = true };
        }
    }

    // A call chain may span lines; the finding belongs to the link that it is about.
    private Site Named(LibraryCall call) => call.Site;
}
