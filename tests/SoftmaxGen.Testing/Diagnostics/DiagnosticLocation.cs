using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>Where a test says a diagnostic is: a markup key, or a place in a file (the first one if it has no name).</summary>
/// <param name="Path">The file, or null for the first.</param>
/// <param name="Start">First character, counted from zero.</param>
/// <param name="End">The position after the last character, or null if the length does not matter.</param>
/// <param name="MarkupKey">The number in <c>{|#0:…|}</c>, which takes the place of all others.</param>
public readonly record struct DiagnosticLocation(string? Path, LinePosition Start, LinePosition? End, int? MarkupKey);
