using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers.Flow.Libraries;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <content>Layers, models and losses of TorchSharp and Keras.</content>
internal sealed partial class BodyInterpreter
{
    /// <summary>The layers in arguments or collections of layers, in order.</summary>
    public ImmutableArray<Layer> StepsOf(ImmutableArray<FlowValue> arguments) =>
    [
        .. arguments.Select(Flatten).Select(static value => value.Layer).OfType<Layer>()
            .SelectMany(static layer => layer.Library == Listed ? layer.Steps : [layer]),
    ];

    // A collection of layers, as opposed to a model.
    private const string Listed = "list";

    private FlowValue? EvaluateLayerCall(LibraryCall call)
    {
        IMethodSymbol method = call.Method;
        string? library = LibraryTable.LibraryOf(method.ContainingType);
        if (library is not null && LayerTable.IsFactory(method, library))
        {
            return new() { Layer = MadeLayer(call, library) };
        }

        if (library is not null && call.Receiver is { Layer: { Kind: LayerKind.Sequence } sequence } && method.Name is "append" or "add" or "Add" && call.Operation is { Instance: { } target })
        {
            Layer longer = sequence with { Steps = [.. sequence.Steps, .. StepsOf(call.Arguments)] };
            NoteRepeatedSoftmax(longer, call.Site);
            FlowValue grown = new() { Layer = longer };
            Assign(target, grown);
            return grown;
        }

        if (library is not null && method.Name == "compile" && call.Argument("loss") is { } loss)
        {
            Compile(call, Flatten(loss).Layer);
            return FlowValue.Unknown;
        }

        return LayerTable.IsApplication(method) ? ApplyReceiver(call, library) : null;
    }

    private Layer MadeLayer(LibraryCall call, string library)
    {
        SyntaxNode syntax = call.Site.Syntax;
        bool isKeras = library == "TensorFlow.NET";
        string owner = isKeras ? "Keras" : library;
        LayerKind kind = LayerTable.KindOf(call.Method.Name);
        if (isKeras && call.Method.Name.EndsWith("Crossentropy", StringComparison.Ordinal))
        {
            return new(call.Argument("from_logits")?.Constant == 1 ? LayerKind.CrossEntropy : LayerKind.OtherLoss, syntax, owner);
        }

        if (isKeras && call.Method.Name == "Model" && call.Argument("outputs") is { } outputs)
        {
            return new(LayerKind.Sequence, syntax, owner) { Steps = Flatten(outputs).Softmax is { } softmax ? [new(LayerKind.Softmax, softmax.Syntax, owner)] : [] };
        }

        if (kind == LayerKind.Sequence)
        {
            Layer sequence = new(kind, syntax, owner) { Steps = StepsOf(call.Arguments) };
            NoteRepeatedSoftmax(sequence, call.Site);
            return sequence;
        }

        // Dense(10, activation: softmax), and the same as text.
        bool hasSoftmax = isKeras && (call.Arguments.Any(static argument => argument.Layer?.Kind == LayerKind.Softmax)
            || call.Operation!.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: "softmax" }));
        return hasSoftmax
            ? new(LayerKind.Sequence, syntax, owner) { Steps = [new(LayerKind.Other, syntax, owner), new(LayerKind.Softmax, syntax, owner)] }
            : new(kind, syntax, owner);
    }

    private FlowValue? ApplyReceiver(LibraryCall call, string? library)
    {
        ITypeSymbol? type = call.Operation?.Instance?.Type;
        FlowValue receiver = call.Receiver is { } value ? Flatten(value) : FlowValue.Unknown;
        if ((LayerTable.OfType(type, call.Site.Syntax) ?? receiver.Layer) is { } layer)
        {
            return Apply(layer, [.. call.Arguments.Select(Flatten)], call.Site);
        }

        // A module of the user's: call runs its forward.
        if (library is not null && type is INamedTypeSymbol own && ForwardOf(own, call.Arguments.Length) is { } forward && call.Operation is { } operation)
        {
            return TryCallMethod(forward, call.Receiver, call.Arguments, operation.Syntax, []);
        }

        return null;
    }

    private IMethodSymbol? ForwardOf(INamedTypeSymbol type, int arity)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            IMethodSymbol? forward = current.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(
                method => method.Name is "forward" or "Call" && method.Parameters.Length == arity && !method.IsAbstract && engine.Libraries.CanFollow(method));
            if (forward is not null)
            {
                return forward;
            }
        }

        return null;
    }

    private FlowValue Apply(Layer layer, ImmutableArray<FlowValue> inputs, Site site)
    {
        FlowValue input = inputs.IsEmpty ? FlowValue.Data : inputs[0];
        switch (layer.Kind)
        {
            case LayerKind.Softmax:
                return Softmax(input, site, layer.Library, layer.Syntax.SyntaxTree == site.Syntax.SyntaxTree ? layer.Syntax : null);

            case LayerKind.LogSoftmax:
                return LogSoftmax(input, site, layer.Library);

            case LayerKind.Identity:
                return input;

            case LayerKind.Sequence:
                bool isRepeated = false;
                foreach (Layer step in layer.Steps)
                {
                    // Said once, where the layers are put together.
                    isRepeated = step.Kind is LayerKind.Softmax or LayerKind.LogSoftmax && isRepeated;
                    input = Apply(step, isRepeated ? [FlowValue.Data] : [input], site);
                    isRepeated = step.Kind is LayerKind.Softmax or LayerKind.LogSoftmax || (isRepeated && step.Kind == LayerKind.Identity);
                }

                return layer.Steps.IsEmpty ? FlowValue.Data : input;

            case LayerKind.CrossEntropy or LayerKind.Likelihood:
                // Keras passes the truth first.
                (FlowValue output, FlowValue? target) = layer.Library == "Keras" && inputs.Length > 1 ? (inputs[1], inputs[0]) : (input, inputs.Length > 1 ? inputs[1] : null);
                return Loss(layer.Kind == LayerKind.CrossEntropy, output, target, site);

            default:
                return FlowValue.Data;
        }
    }

    private void Compile(LibraryCall call, Layer? loss)
    {
        if (loss is { Kind: LayerKind.CrossEntropy } && call.Receiver is { } model && Flatten(model).Layer is { } layers && Last(layers) is { Kind: LayerKind.Softmax } last)
        {
            facts.SawUse(FactKind.SoftmaxBeforeCrossEntropy, new(loss.Syntax, "", _frame, facts), new(last.Syntax, 0, "Keras"));
        }
    }

    private static Layer? Last(Layer layer) => layer.Kind != LayerKind.Sequence
        ? layer
        : layer.Steps.LastOrDefault(static step => step.Kind != LayerKind.Identity) is { } last ? Last(last) : null;

    private void NoteRepeatedSoftmax(Layer sequence, Site site)
    {
        Layer? before = null;
        foreach (Layer step in sequence.Steps)
        {
            if (step.Kind is LayerKind.Softmax or LayerKind.LogSoftmax && before is not null && Last(before) is { Kind: LayerKind.Softmax } inner)
            {
                facts.SawUse(FactKind.SoftmaxOfSoftmax, new(step.Syntax, "", _frame, facts), new(inner.Syntax, 0, inner.Library));
            }

            before = step.Kind == LayerKind.Identity ? before : step;
        }
    }
}
