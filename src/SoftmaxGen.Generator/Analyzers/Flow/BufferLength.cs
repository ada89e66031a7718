using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>How long a buffer is, and where that was said.</summary>
internal sealed record BufferLength(int Elements, SyntaxNode Syntax);
