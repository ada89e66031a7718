using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Testing;

/// <summary>How a test's project is compiled.</summary>
/// <param name="ParseOptions">Language version, symbols, documentation.</param>
/// <param name="CompilationOptions">Nullability, severities and so on.</param>
/// <param name="ReferenceAssemblies">The framework.</param>
/// <param name="Generators">Generators that run in the project itself, as they do in an editor.</param>
internal sealed record ProjectSettings(
    CSharpParseOptions ParseOptions,
    CSharpCompilationOptions CompilationOptions,
    ReferenceAssemblies ReferenceAssemblies,
    ImmutableArray<IIncrementalGenerator> Generators);
