using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Testing;

/// <summary>A <see cref="SolutionState"/> with the markup taken out of the sources and turned into expectations.</summary>
internal sealed record ParsedState(
    ImmutableArray<(string Path, SourceText Content)> Sources,
    ImmutableArray<ExpectedDiagnostic> Expected,
    IReadOnlyList<MetadataReference> References,
    SourceFileCollection AnalyzerConfigFiles,
    SourceFileCollection AdditionalFiles)
{
    /// <summary>Parses <paramref name="state"/>; what it leaves empty besides the sources comes from <paramref name="parent"/>.</summary>
    public static ParsedState Parse(SolutionState state, SolutionState? parent = null)
    {
        parent ??= state;
        var sources = ImmutableArray.CreateBuilder<(string, SourceText)>();
        var expected = ImmutableArray.CreateBuilder<ExpectedDiagnostic>();
        var keys = new Dictionary<int, ExpectedLocation>();
        foreach (var (name, content) in state.Sources)
        {
            var path = FilePaths.Rooted(name);
            var markup = MarkupParser.Parse(path, content.ToString());
            var text = SourceText.From(markup.Text, Encoding.UTF8);
            sources.Add((path, text));
            foreach (var span in markup.Spans)
            {
                var location = ExpectedLocation.Of(path, text.Lines.GetLinePositionSpan(span.Span));
                if (span.Key is not { } key)
                    expected.Add(ExpectedDiagnostic.FromMarkup(span.Id, location));
                else if (!keys.TryAdd(key, location))
                    throw new VerifierException($"{path}: the markup key #{key} is used twice");
            }
        }

        expected.AddRange(state.ExpectedDiagnostics.Select(result => ExpectedDiagnostic.FromResult(result, keys)));
        return new(
            sources.ToImmutable(),
            expected.ToImmutable(),
            state.AdditionalReferences.Count > 0 ? state.AdditionalReferences : parent.AdditionalReferences,
            state.AnalyzerConfigFiles.Count > 0 ? state.AnalyzerConfigFiles : parent.AnalyzerConfigFiles,
            state.AdditionalFiles.Count > 0 ? state.AdditionalFiles : parent.AdditionalFiles);
    }

    /// <summary>Whether both have the same files with the same text.</summary>
    public bool HasSameSources(ParsedState other) =>
        Sources.Select(static file => (file.Path, file.Content.ToString()))
            .SequenceEqual(other.Sources.Select(static file => (file.Path, file.Content.ToString())));
}
