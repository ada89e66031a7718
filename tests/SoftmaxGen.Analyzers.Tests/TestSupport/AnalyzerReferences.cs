using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Analyzers.Tests.TestSupport;

/// <summary>What the code under analysis may use: the framework, MathNet, TensorPrimitives and the package's own library.</summary>
internal static class AnalyzerReferences
{
    /// <summary>The libraries beside the framework.</summary>
    public static ImmutableArray<string> Libraries { get; } =
    [
        typeof(MathNet.Numerics.LinearAlgebra.Vector<>).Assembly.Location,
        typeof(System.Numerics.Tensors.TensorPrimitives).Assembly.Location,
        typeof(SoftmaxHeadAttribute).Assembly.Location,
    ];

    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Concat(Libraries)
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];
}
