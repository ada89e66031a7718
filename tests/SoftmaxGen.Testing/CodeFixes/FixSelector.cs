using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SoftmaxGen.Testing;

/// <summary>Finds the diagnostics a provider can fix, and of the fixes offered for one the fix the test is about.</summary>
internal sealed class FixSelector(
    IVerifier verifier, CodeFixProvider provider, ImmutableArray<DiagnosticAnalyzer> analyzers, int? index, string? equivalenceKey)
{
    /// <summary>The provider.</summary>
    public CodeFixProvider Provider { get; } = provider;

    /// <summary>The diagnostics of analyzers and compiler that the provider says it fixes, in reading order.</summary>
    public async Task<ImmutableArray<Diagnostic>> GetFixableDiagnosticsAsync(Project project, CancellationToken cancellationToken)
    {
        var compilation = await DiagnosticCollector.CompileAsync(project, cancellationToken).ConfigureAwait(false);
        var reported = await DiagnosticCollector
            .AnalyzeAsync(verifier, project, analyzers, cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. reported
                .Concat(compilation.GetDiagnostics(cancellationToken))
                .Where(d => !d.IsSuppressed && Provider.FixableDiagnosticIds.Contains(d.Id))
                .OrderBy(static d => d.Location.GetLineSpan().Path, StringComparer.Ordinal)
                .ThenBy(static d => d.Location.SourceSpan),
        ];
    }

    /// <summary>All light bulbs in the user's own files.</summary>
    public async Task<ImmutableArray<OfferedFix>> GetOfferedAsync(Project project, CancellationToken cancellationToken)
    {
        var offered = ImmutableArray.CreateBuilder<OfferedFix>();
        foreach (var diagnostic in await GetFixableDiagnosticsAsync(project, cancellationToken).ConfigureAwait(false))
        {
            if (project.GetDocument(diagnostic.Location.SourceTree) is { } document and not SourceGeneratedDocument
                && await SelectAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { } action)
            {
                offered.Add(new(document, diagnostic, action));
            }
        }

        return offered.ToImmutable();
    }

    private async Task<CodeAction?> SelectAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken);
        await Provider.RegisterCodeFixesAsync(context).ConfigureAwait(false);
        var leaves = actions.SelectMany(Leaves);
        return (index, equivalenceKey) switch
        {
            (null, null) => leaves.FirstOrDefault(),
            (null, _) => leaves.FirstOrDefault(action => action.EquivalenceKey == equivalenceKey),
            ({ } at, null) => leaves.ElementAtOrDefault(at),
            ({ } at, _) => leaves.ElementAtOrDefault(at) is { } action && action.EquivalenceKey == equivalenceKey ? action : null,
        };
    }

    private static IEnumerable<CodeAction> Leaves(CodeAction action) =>
        action.NestedActions.IsEmpty ? [action] : action.NestedActions.SelectMany(Leaves);
}
