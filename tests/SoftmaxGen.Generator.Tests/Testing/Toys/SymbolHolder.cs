using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>A bad step output: a symbol, two levels down.</summary>
public sealed record SymbolHolder(string Name, ImmutableArray<ISymbol?> Symbols);
