using System.Collections.Immutable;

namespace SoftmaxGen.Testing;

/// <summary>A source without its markup, and the spans that were marked.</summary>
internal sealed record MarkupText(string Text, ImmutableArray<MarkupSpan> Spans);
