using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <summary>Which layers and losses do what, under the names that TorchSharp and Keras give them.</summary>
internal static class LayerTable
{
    private static readonly Dictionary<string, LayerKind> Kinds = new()
    {
        ["Softmax"] = LayerKind.Softmax,
        ["Softmax2d"] = LayerKind.Softmax,
        ["LogSoftmax"] = LayerKind.LogSoftmax,
        ["Sequential"] = LayerKind.Sequence,
        ["CrossEntropyLoss"] = LayerKind.CrossEntropy,
        ["BCEWithLogitsLoss"] = LayerKind.CrossEntropy,
        ["NLLLoss"] = LayerKind.Likelihood,
        ["KLDivLoss"] = LayerKind.Likelihood,
        ["Dropout"] = LayerKind.Identity,
        ["Dropout1d"] = LayerKind.Identity,
        ["Dropout2d"] = LayerKind.Identity,
        ["Flatten"] = LayerKind.Identity,
        ["Unflatten"] = LayerKind.Identity,
        ["Identity"] = LayerKind.Identity,
        ["Reshape"] = LayerKind.Identity,
        ["BCELoss"] = LayerKind.OtherLoss,
        ["MSELoss"] = LayerKind.OtherLoss,
        ["SparseCategoricalCrossentropy"] = LayerKind.CrossEntropy,
        ["CategoricalCrossentropy"] = LayerKind.CrossEntropy,
        ["BinaryCrossentropy"] = LayerKind.CrossEntropy,
    };

    public static LayerKind KindOf(string name) => Kinds.TryGetValue(name, out LayerKind kind) ? kind : LayerKind.Other;

    /// <summary>What a variable of this type must be, whoever assigned it: TorchSharp has a type for each layer.</summary>
    public static Layer? OfType(ITypeSymbol? type, SyntaxNode syntax) =>
        type is { ContainingNamespace: { Name: "Modules", ContainingNamespace.Name: "TorchSharp" } } && KindOf(type.Name) is var kind and not (LayerKind.Other or LayerKind.Sequence)
            ? new(kind, syntax, "TorchSharp")
            : null;

    /// <summary>Whether a method makes a layer, a model or a loss.</summary>
    public static bool IsFactory(IMethodSymbol method, string library) => library switch
    {
        "TorchSharp" => method.ContainingType is { Name: "nn", ContainingType.Name: "torch" } && method.IsStatic,
        "TensorFlow.NET" => method.ContainingType.Name is "ILayersApi" or "LayersApi" or "ILossesApi" or "LossesApi" or "IKerasApi" or "KerasApi" or "KerasInterface",
        _ => false,
    };

    /// <summary>Whether calling a method applies the layer or loss it is called on.</summary>
    public static bool IsApplication(IMethodSymbol method) => method is { IsStatic: false, Name: "call" or "forward" or "Apply" or "Call" or "predict" };
}
