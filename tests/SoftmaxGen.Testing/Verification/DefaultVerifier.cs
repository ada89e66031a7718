using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>Throws <see cref="VerifierException"/>, which every test framework reports as a failure.</summary>
public sealed class DefaultVerifier : IVerifier
{
    private readonly ImmutableArray<string> _contexts;

    /// <summary>A verifier without context.</summary>
    public DefaultVerifier()
        : this([])
    {
    }

    private DefaultVerifier(ImmutableArray<string> contexts) => _contexts = contexts;

    /// <inheritdoc/>
    public void Empty<T>(string collectionName, IEnumerable<T> collection)
    {
        var items = collection.ToArray();
        True(items.Length == 0, $"'{collectionName}' should be empty but has: {string.Join(", ", items)}");
    }

    /// <inheritdoc/>
    public void NotEmpty<T>(string collectionName, IEnumerable<T> collection) =>
        True(collection.Any(), $"'{collectionName}' is empty");

    /// <inheritdoc/>
    public void Equal<T>(T expected, T actual, string? message = null) =>
        True(EqualityComparer<T>.Default.Equals(expected, actual), message ?? $"expected '{expected}', actual '{actual}'");

    /// <inheritdoc/>
    public void SequenceEqual<T>(
        IEnumerable<T> expected, IEnumerable<T> actual, IEqualityComparer<T>? equalityComparer = null, string? message = null)
    {
        var wanted = expected.ToArray();
        var found = actual.ToArray();
        True(
            wanted.SequenceEqual(found, equalityComparer),
            message ?? $"expected [{string.Join(", ", wanted)}], actual [{string.Join(", ", found)}]");
    }

    /// <inheritdoc/>
    public void True([DoesNotReturnIf(false)] bool assert, string? message = null)
    {
        if (!assert)
            Fail(message ?? "expected true");
    }

    /// <inheritdoc/>
    public void False([DoesNotReturnIf(true)] bool assert, string? message = null)
    {
        if (assert)
            Fail(message ?? "expected false");
    }

    /// <inheritdoc/>
    [DoesNotReturn]
    public void Fail(string? message = null)
    {
        var context = _contexts.IsEmpty ? "" : $"[{string.Join(" / ", _contexts)}] ";
        throw new VerifierException(context + (message ?? "failed"));
    }

    /// <inheritdoc/>
    public void LanguageIsSupported(string language) =>
        True(language == LanguageNames.CSharp, $"'{language}' is not supported");

    /// <inheritdoc/>
    public IVerifier PushContext(string context) => new DefaultVerifier(_contexts.Add(context));
}
