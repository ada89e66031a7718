using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>One diagnostic that must be there. Null stands for "whatever it is"; no id stands for any id that is not the compiler's.</summary>
internal sealed record ExpectedDiagnostic(
    string? Id, DiagnosticSeverity? Severity, ImmutableArray<ExpectedLocation> Locations, string? Message, object?[]? Arguments)
{
    /// <summary>Exacter expectations choose first, so that a vague one cannot take what only they can match.</summary>
    public int Exactness =>
        (Id is null ? 0 : 8)
        + (Message is null && Arguments is null ? 0 : 4)
        + (Locations is [{ End: null }, ..] ? 0 : 2)
        + (Severity is null ? 0 : 1);

    /// <summary>The expectation that a marked span stands for.</summary>
    public static ExpectedDiagnostic FromMarkup(string? id, ExpectedLocation location) => new(id, null, [location], null, null);

    /// <summary>The expectation that <paramref name="result"/> stands for, with its markup keys looked up.</summary>
    public static ExpectedDiagnostic FromResult(DiagnosticResult result, IReadOnlyDictionary<int, ExpectedLocation> keys) =>
        new(result.Id, result.Severity, [.. result.Spans.Select(span => Resolve(span, keys))], result.Message, result.MessageArguments);

    /// <summary>Whether <paramref name="actual"/> is what is expected.</summary>
    public bool Matches(Diagnostic actual) =>
        (Id is null ? !actual.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler) : actual.Id == Id)
        && (Severity is null || actual.Severity == Severity)
        && MatchesLocations(actual)
        && MatchesMessage(actual);

    /// <inheritdoc/>
    public override string ToString()
    {
        var place = Locations.IsEmpty ? "(no location)" : string.Join(", ", Locations);
        var arguments = Arguments is null ? "" : $" with arguments [{string.Join(", ", Arguments)}]";
        var message = Message is null ? "" : $": {Message}";
        return $"{Id ?? "(any id)"} {Severity?.ToString().ToLowerInvariant() ?? "(any severity)"} {place}{message}{arguments}";
    }

    private bool MatchesLocations(Diagnostic actual) => Locations switch
    {
        [] => actual.Location.Kind == LocationKind.None,
        [var only] => only.Matches(actual.Location),
        [var first, .. var more] => first.Matches(actual.Location)
            && more.Length == actual.AdditionalLocations.Count
            && more.Zip(actual.AdditionalLocations).All(static pair => pair.First.Matches(pair.Second)),
    };

    private bool MatchesMessage(Diagnostic actual)
    {
        var message = actual.GetMessage(CultureInfo.InvariantCulture);
        return (Message is null || message == Message)
            && (Arguments is null || message == string.Format(
                CultureInfo.InvariantCulture,
                actual.Descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture),
                Arguments));
    }

    private static ExpectedLocation Resolve(DiagnosticLocation span, IReadOnlyDictionary<int, ExpectedLocation> keys) =>
        span.MarkupKey is not { } key
            ? new(FilePaths.Rooted(span.Path ?? "Test0.cs"), span.Start, span.End)
            : keys.TryGetValue(key, out var location)
                ? location
                : throw new VerifierException($"no span in the source is marked '{{|#{key}:…|}}'");
}
