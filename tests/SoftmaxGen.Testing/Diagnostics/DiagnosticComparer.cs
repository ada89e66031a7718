using Microsoft.CodeAnalysis;

namespace SoftmaxGen.Testing;

/// <summary>Pairs expected with actual diagnostics; whatever is left over on either side fails.</summary>
internal static class DiagnosticComparer
{
    /// <summary>Fails unless every diagnostic is expected and every expectation is met, once each.</summary>
    public static void Verify(IVerifier verifier, IReadOnlyCollection<ExpectedDiagnostic> expected, IEnumerable<Diagnostic> actual)
    {
        var found = actual.OrderBy(static d => d.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(static d => d.Location.SourceSpan)
            .ThenBy(static d => d.Id, StringComparer.Ordinal)
            .ToList();
        var unexpected = new List<Diagnostic>(found);
        var missing = new List<ExpectedDiagnostic>();
        foreach (var expectation in expected.OrderByDescending(static e => e.Exactness))
        {
            var index = unexpected.FindIndex(expectation.Matches);
            if (index < 0)
                missing.Add(expectation);
            else
                unexpected.RemoveAt(index);
        }

        if (unexpected.Count > 0 || missing.Count > 0)
        {
            verifier.Fail(
                "the diagnostics are not the expected ones\n"
                + DiagnosticText.List("unexpected", Texts(unexpected))
                + DiagnosticText.List("missing", missing)
                + DiagnosticText.List("all expected", expected)
                + DiagnosticText.List("all actual", Texts(found)));
        }
    }

    private static List<string> Texts(List<Diagnostic> diagnostics) => [.. diagnostics.Select(DiagnosticText.Of)];
}
