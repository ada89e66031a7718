using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SoftmaxGen.Testing;

/// <summary>Tells a Fix All provider where the diagnostics are.</summary>
internal sealed class FixAllDiagnosticProvider(FixSelector selector) : FixAllContext.DiagnosticProvider
{
    /// <inheritdoc/>
    public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
        await selector.GetFixableDiagnosticsAsync(project, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
    {
        var all = await selector.GetFixableDiagnosticsAsync(project, cancellationToken).ConfigureAwait(false);
        return all.Where(static d => d.Location.Kind == LocationKind.None);
    }

    /// <inheritdoc/>
    public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
    {
        var tree = await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false);
        var all = await selector.GetFixableDiagnosticsAsync(document.Project, cancellationToken).ConfigureAwait(false);
        return all.Where(d => d.Location.SourceTree == tree);
    }
}
