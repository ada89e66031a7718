using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>Compares a fixed project with what was expected of the fix.</summary>
internal static class FixedProjectComparer
{
    /// <summary>Fails unless both have the same files with the same text.</summary>
    public static async Task VerifySourcesAsync(
        IVerifier verifier, ParsedState expected, Project actual, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var document in actual.Documents)
        {
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            found.Add(document.FilePath ?? FilePaths.Rooted(document.Name), text.ToString());
        }

        var paths = expected.Sources.Select(static file => file.Path).Order(StringComparer.Ordinal).ToList();
        verifier.SequenceEqual(
            paths,
            found.Keys,
            message: $"expected the files [{string.Join(", ", paths)}] after the fix, actual [{string.Join(", ", found.Keys)}]");
        foreach (var (path, content) in expected.Sources)
        {
            if (TextDifference.Describe(content.ToString(), found[path]) is { } difference)
                verifier.Fail($"'{path}' is not what is expected after the fix; {difference}");
        }
    }

    /// <summary>Fails if the fix brought in a compiler error that the expected state does not mark, at whatever level the test looks.</summary>
    public static async Task VerifyNoNewErrorsAsync(
        IVerifier verifier, Project before, Project after, ParsedState expected, CancellationToken cancellationToken)
    {
        var old = await GetErrorsAsync(before, cancellationToken).ConfigureAwait(false);
        var current = await GetErrorsAsync(after, cancellationToken).ConfigureAwait(false);
        var broken = current.GroupBy(static d => d.Id)
            .Where(group => expected.Expected.All(e => e.Id != group.Key))
            .Where(group => group.Count() > old.Count(d => d.Id == group.Key))
            .SelectMany(static group => group)
            .Select(DiagnosticText.Of)
            .ToList();
        if (broken.Count > 0)
            verifier.Fail(DiagnosticText.List("the fix breaks the build", broken));
    }

    private static async Task<ImmutableArray<Diagnostic>> GetErrorsAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = await DiagnosticCollector.CompileAsync(project, cancellationToken).ConfigureAwait(false);
        return [.. compilation.GetDiagnostics(cancellationToken).Where(static d => d.Severity == DiagnosticSeverity.Error)];
    }
}
