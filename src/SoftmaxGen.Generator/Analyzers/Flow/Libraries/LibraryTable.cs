using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow.Libraries;

/// <summary>Finds library functions by their symbol: the type that contains them, then the name.</summary>
internal sealed partial class LibraryTable(Compilation compilation)
{
    private readonly ConcurrentDictionary<IMethodSymbol, LibraryFunction?> _functions = new(SymbolEqualityComparer.Default);

    /// <summary>The package's own heads.</summary>
    public HeadTable Heads { get; } = new(compilation);

    /// <summary>What <paramref name="method"/> does; null if no library that we know has it.</summary>
    public LibraryFunction? Find(IMethodSymbol method) => _functions.GetOrAdd(method.OriginalDefinition, Look);

    /// <summary>Whether the body of <paramref name="method"/> is the user's.</summary>
    public bool CanFollow(IMethodSymbol method) => method.DeclaringSyntaxReferences.Length > 0 && LibraryOf(method.ContainingType) is null && !Heads.IsHead(method.ContainingType);

    /// <summary>Whether a type is a library's, so that its values are tensors and layers rather than objects with parts.</summary>
    public bool IsLibraryType(ITypeSymbol type) => LibraryOf(type) is not null && type is not { Name: "NamedOnnxValue" or "IDisposableReadOnlyCollection" };

    /// <summary>The library of a type, by the namespace at its root; null for the user's own and the framework's.</summary>
    public static string? LibraryOf(ITypeSymbol? type)
    {
        if (type?.ContainingNamespace is not { IsGlobalNamespace: false } space)
        {
            return null;
        }

        return RootOf(space) switch
        {
            "TorchSharp" => "TorchSharp",
            "Tensorflow" => "TensorFlow.NET",
            "NumSharp" => "NumSharp",
            "MathNet" => "MathNet",
            "UnityEngine" or "Unity" => "Unity",
            "System" when type.Name is "TensorPrimitives" => "TensorPrimitives",
            "System" when space.ToDisplayString() == "System.Numerics.Tensors" => "System.Numerics.Tensors",
            "Microsoft" when space.ToDisplayString().StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal) => "OnnxRuntime",
            _ => null,
        };
    }

    private static string RootOf(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space.Name;
    }

    private static LibraryFunction? Look(IMethodSymbol method)
    {
        if (method.ContainingType is not { } type)
        {
            return null;
        }

        string typeName = NameOf(type);
        if (MathFunctions.Types.TryGetValue(typeName, out string math))
        {
            return MathFunctions.Functions.TryGetValue(method.Name, out LibraryOperation function) ? new(function, math)
                : math is "Vector" or "Generic" ? null
                : new(LibraryOperation.Derived, math);
        }

        if (typeName == "System.Random")
        {
            return new(LibraryOperation.Random, "Random");
        }

        if (LibraryOf(type) is not { } library || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension))
        {
            return null;
        }

        bool isInPlace = method.Name.EndsWith("_", StringComparison.Ordinal) || method.Name.EndsWith("Inplace", StringComparison.Ordinal);
        string name = isInPlace ? method.Name.TrimEnd('_').Replace("Inplace", "") : method.Name;
        if (!TensorFunctions.Functions.TryGetValue(name, out LibraryOperation operation))
        {
            return null;
        }

        // A factory of layers is no function of numbers: nn.Softmax(dim), layers.Softmax().
        return IsFactory(type) ? null : new(operation, library, isInPlace);
    }

    private static bool IsFactory(INamedTypeSymbol type) => type.Name is "nn" or "ILayersApi" or "LayersApi" or "ILossesApi" or "LossesApi" or "IKerasApi" or "KerasApi" or "KerasInterface";

    private static string NameOf(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? NameOf(outer) + "." + type.Name : type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.Name : type.Name;
}
