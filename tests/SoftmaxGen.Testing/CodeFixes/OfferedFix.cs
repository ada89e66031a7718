using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace SoftmaxGen.Testing;

/// <summary>A light bulb: the diagnostic it stands at and what it would do.</summary>
internal sealed record OfferedFix(Document Document, Diagnostic Diagnostic, CodeAction Action);
