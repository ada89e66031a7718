using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SoftmaxGen.CodeFixes.Repairs;

/// <summary>Fixes one file after the other, so that a type that the first one gets serves the others too.</summary>
internal sealed class FileAfterFile(RepairProvider provider) : FixAllProvider
{
    public override Task<CodeAction?> GetFixAsync(FixAllContext context) => Task.FromResult<CodeAction?>(CodeAction.Create(
        "Fix all",
        ct => FixAsync(context, ct),
        equivalenceKey: context.CodeActionEquivalenceKey));

    private async Task<Solution> FixAsync(FixAllContext context, CancellationToken ct)
    {
        IEnumerable<Document> documents = context.Scope switch
        {
            FixAllScope.Document => context.Document is { } document ? [document] : [],
            FixAllScope.Project => context.Project.Documents,
            _ => context.Solution.Projects.Where(project => project.Language == context.Project.Language).SelectMany(static project => project.Documents),
        };
        Solution solution = context.Solution;
        foreach (Document document in documents)
        {
            ImmutableArray<Diagnostic> diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            if (!diagnostics.IsEmpty && solution.GetDocument(document.Id) is { } current)
            {
                solution = (await provider.FixAllAsync(current, diagnostics, context.CodeActionEquivalenceKey, ct).ConfigureAwait(false)).Project.Solution;
            }
        }

        return solution;
    }
}
