using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>A marked stretch of source: any diagnostic (no id, no key), one with an id, or a location with a key.</summary>
internal readonly record struct MarkupSpan(string? Id, int? Key, TextSpan Span);
