using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CSharp;

namespace SoftmaxGen.Testing;

/// <summary>Carries out a fix and checks that what it built is what its text says.</summary>
internal static class FixApplier
{
    /// <summary>The project after <paramref name="action"/>.</summary>
    public static async Task<Project> ApplyAsync(
        IVerifier verifier, Project project, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken).ConfigureAwait(false);
        var applied = operations.OfType<ApplyChangesOperation>().ToList();
        verifier.True(applied.Count == 1, $"the fix '{action.Title}' has {applied.Count} operations that change the solution");
        var changed = applied[0].ChangedSolution.GetProject(project.Id);
        verifier.True(changed is not null, $"the fix '{action.Title}' removed the project");

        var changes = changed.GetChanges(project);
        var touched = changes.GetChangedDocuments(onlyGetDocumentsWithTextChanges: true)
            .Concat(changes.GetAddedDocuments())
            .ToList();
        verifier.True(
            touched.Count > 0 || changes.GetRemovedDocuments().Any(),
            $"the fix '{action.Title}' changes nothing");
        foreach (var id in touched)
        {
            if (changed.GetDocument(id) is { } document)
                await VerifyTreeAsync(verifier, document, cancellationToken).ConfigureAwait(false);
        }

        return changed;
    }

    // A tree put together by hand can print as code that parses differently: a lost parenthesis, two tokens run together.
    private static async Task VerifyTreeAsync(IVerifier verifier, Document document, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) is not { } built)
            return;

        var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var parsed = CSharpSyntaxTree.ParseText(text, (CSharpParseOptions)built.Options, cancellationToken: cancellationToken);
        verifier.True(
            SyntaxFactory.AreEquivalent(built, parsed, topLevel: false),
            $"the tree that the fix made of '{document.FilePath}' is not what its text parses to:\n{text}");
    }
}
