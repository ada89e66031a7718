using System.Globalization;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Members of the package's own heads. What an argument means follows from the name of its parameter, which is part of the interface.</content>
internal sealed partial class BodyInterpreter
{
    private FlowValue? EvaluateHead(LibraryCall call)
    {
        int classes = engine.Libraries.Heads.ClassesOf(call.Method.ContainingType);
        if (classes < 0)
        {
            return null;
        }

        string head = call.Method.ContainingType.Name;
        CheckLengths(call, classes, head);
        FlowValue result = FlowValue.Data with { IsRaw = false };
        foreach (IParameterSymbol parameter in call.Method.Parameters)
        {
            if (call.Expression(parameter.Ordinal) is not { } argument)
            {
                continue;
            }

            FlowValue content = Flatten(call.Arguments[parameter.Ordinal]);
            string? expected = parameter.Name switch { "logits" or "row" => "logits", "probabilities" => "probabilities", "logProbabilities" => "log-probabilities", _ => null };
            if (expected is not null)
            {
                CheckKind(argument, content, expected, head, call.Method.Name);
            }
        }

        if (Output(call.Method.Name) is { } made && call.Method.Parameters.FirstOrDefault(static parameter => parameter.Name == "destination") is { } destination
            && call.Expression(destination.Ordinal) is { } target)
        {
            facts.SawSite();
            SoftmaxSite site = new(call.Site.Syntax, _frame.Depth, SoftmaxSite.Head) { HeadName = head };
            FlowValue content = FlowValue.Data with { IsRaw = false, IsElement = true, Softmax = made ? site : null, LogSoftmax = made ? null : site, Lower = made ? LowerBound.NonNegative : LowerBound.None, Upper = made ? UpperBound.Constant : UpperBound.NonPositive };
            AssignAll(target, call.Arguments[destination.Ordinal], content);
        }

        return result;
    }

    // True for probabilities, false for their logarithms.
    private static bool? Output(string method) => method switch
    {
        "Softmax" or "TemperatureSoftmax" or "MaskedSoftmax" => true,
        "LogSoftmax" or "TemperatureLogSoftmax" or "MaskedLogSoftmax" => false,
        _ => null,
    };

    private void CheckKind(IOperation argument, FlowValue content, string expected, string head, string method)
    {
        // Log-probabilities are logits, too; their softmax is right.
        (SoftmaxSite? source, string actual) = content switch
        {
            { Softmax: { } softmax } => (softmax, "probabilities"),
            { LogSoftmax: { } log } => (log, "log-probabilities"),
            _ => ((SoftmaxSite?)null, "logits"),
        };
        if (source is not null && actual != expected && (expected, actual) is not ("logits", "log-probabilities"))
        {
            facts.SawUse(FactKind.WrongKindForHead, At(argument), source, actual, head, method, expected);
        }
        else if (source is null && expected != "logits" && content.LogitsOf is { } other)
        {
            facts.SawHere(FactKind.WrongKindForHead, At(argument), [], "the logits of '" + other + "'", head, method, expected);
        }

        if (expected == "logits" && source is null && Evaluate(argument) is { Cell: { } cell } buffer)
        {
            _state[Place.ElementsOf(cell)] = ElementOf(buffer, argument.Type, index: null) with { LogitsOf = head };
        }
    }

    private void CheckLengths(LibraryCall call, int classes, string head)
    {
        if (classes <= 0 || call.Method.Parameters.Any(static parameter => parameter.Name == "innerSize"))
        {
            return;
        }

        BufferLength? batch = LengthOf("logits") ?? LengthOf("probabilities") ?? LengthOf("logProbabilities");
        string k = classes.ToString(CultureInfo.InvariantCulture);
        foreach (IParameterSymbol parameter in call.Method.Parameters)
        {
            if (LengthOf(parameter.Name) is not { } length || call.Expression(parameter.Ordinal) is not { } argument)
            {
                continue;
            }

            bool isSingle = call.Method.Parameters.Any(static other => other.Name == "row");
            string? problem = parameter.Name switch
            {
                "row" when length.Elements != classes => $"exactly {k}",
                "logits" or "probabilities" or "logProbabilities" when length.Elements % classes != 0 => $"a multiple of {k}",
                "targets" or "vector" when batch is not null && length.Elements != batch.Elements => Number(batch.Elements),
                "labels" or "otherLabels" when batch is not null && batch.Elements % classes == 0 && length.Elements != batch.Elements / classes => Number(batch.Elements / classes),
                "losses" when batch is not null && batch.Elements % classes == 0 && length.Elements < batch.Elements / classes => "at least " + Number(batch.Elements / classes),
                "gradient" when isSingle && length.Elements < classes => "at least " + k,
                "gradient" when batch is not null && length.Elements < batch.Elements => "at least " + Number(batch.Elements),
                "destination" when IsPerElement(call.Method) && batch is not null && length.Elements < batch.Elements => "at least " + Number(batch.Elements),
                "destination" when IsPerRow(call.Method) && batch is not null && batch.Elements % classes == 0 && length.Elements < batch.Elements / classes => "at least " + Number(batch.Elements / classes),
                "destination" when call.Method.Name == "SoftmaxJacobian" && length.Elements < classes * classes => "at least " + Number(classes * classes),
                _ => null,
            };
            if (problem is not null)
            {
                facts.SawHere(FactKind.BufferLength, At(argument), [length.Syntax], parameter.Name, Number(length.Elements), head, call.Method.Name, problem);
            }
        }

        BufferLength? LengthOf(string name) => call.Argument(name)?.Length;
    }

    private static bool IsPerElement(IMethodSymbol method) => Output(method.Name) is not null || method.Name is "SoftmaxBackward" or "LogSoftmaxBackward" or "SoftCap" or "SoftCapBackward" or "CrossEntropyHessianDiagonal" or "CrossEntropyHessianVectorProduct" or "LogSumExpBackward";

    private static bool IsPerRow(IMethodSymbol method) => method.Name is "LogSumExp" or "Predict";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
