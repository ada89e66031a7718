using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SoftmaxGen.Testing;

/// <summary>Applies fixes until none is offered: one by one, or with Fix All.</summary>
internal sealed class FixRunner(IVerifier verifier, FixSelector selector)
{
    /// <summary>Fixes one diagnostic after the other.</summary>
    /// <param name="project">Where to start.</param>
    /// <param name="times">How often exactly, or null for at most once per diagnostic there was, until none is offered.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<Project> FixOneByOneAsync(Project project, int? times, CancellationToken cancellationToken)
    {
        var limit = times ?? 0;
        for (var done = 0; ; done++)
        {
            var offered = times is null || done < times
                ? await selector.GetOfferedAsync(project, cancellationToken).ConfigureAwait(false)
                : [];
            if (done == 0 && times is null)
                limit = offered.Length;

            if (offered.IsEmpty)
            {
                verifier.True(done > 0, "no fix is offered, though the fixed code differs");
                verifier.True(times is null || done == times, $"only {done} of {times} iterations had a fix to apply");
                return project;
            }

            verifier.True(done < limit, $"after {done} fixes, one per diagnostic, there still is {DiagnosticText.Of(offered[0].Diagnostic)}");
            project = await FixApplier.ApplyAsync(verifier, project, offered[0].Action, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Fixes everything in a scope, each document and kind of fix at most <paramref name="times"/> times.</summary>
    public async Task<Project> FixAllAsync(
        Project project, FixAllProvider provider, FixAllScope scope, int times, CancellationToken cancellationToken)
    {
        var done = new Dictionary<(DocumentId?, string?), int>();
        while (true)
        {
            var offered = await selector.GetOfferedAsync(project, cancellationToken).ConfigureAwait(false);
            if (offered.IsEmpty)
                return project;

            var (document, diagnostic, action) = offered[0];
            var key = (scope == FixAllScope.Document ? document.Id : null, action.EquivalenceKey);
            done[key] = done.GetValueOrDefault(key) + 1;
            verifier.True(done[key] <= times, $"Fix All has run {times} time(s), and there still is {DiagnosticText.Of(diagnostic)}");

            var context = new FixAllContext(
                document,
                selector.Provider,
                scope,
                action.EquivalenceKey,
                selector.Provider.FixableDiagnosticIds.ToImmutableHashSet(),
                new FixAllDiagnosticProvider(selector),
                cancellationToken);
            var all = await provider.GetFixAsync(context).ConfigureAwait(false);
            verifier.True(all is not null, $"Fix All has no fix for {DiagnosticText.Of(diagnostic)}");
            project = await FixApplier.ApplyAsync(verifier, project, all, cancellationToken).ConfigureAwait(false);
        }
    }
}
