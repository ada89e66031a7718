using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <content>Layers that are not made by a call.</content>
internal sealed partial class LibraryTable
{
    /// <summary>The activation that a property stands for: <c>keras.activations.Softmax</c>.</summary>
    public Layer? PropertyLayer(IPropertyReferenceOperation property) =>
        LibraryOf(property.Property.ContainingType) == "TensorFlow.NET" && property.Property.ContainingType.Name.Contains("Activations")
            ? new(LayerTable.KindOf(property.Property.Name), property.Syntax, "Keras")
            : null;

    /// <summary>The layer that <c>new</c> makes.</summary>
    public Layer? CreatedLayer(IObjectCreationOperation creation, ImmutableArray<FlowValue> arguments, BodyInterpreter interpreter)
    {
        if (LibraryOf(creation.Type) is not ("TorchSharp" or "TensorFlow.NET") || LayerTable.KindOf(creation.Type!.Name) is var kind && kind == LayerKind.Other)
        {
            return null;
        }

        return new(kind, creation.Syntax, LibraryOf(creation.Type)!) { Steps = kind == LayerKind.Sequence ? interpreter.StepsOf(arguments) : [] };
    }
}
