using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.CodeFixes.Repairs;

/// <summary>
/// A fix that edits the text of one file. A repair is made before it is offered: where the shape is not understood, or where
/// what it writes would not compile, there is no light bulb.
/// </summary>
public abstract class RepairProvider : CodeFixProvider
{
    // Repairs that touch each other wait for another round; more rounds than this mean that something goes in circles.
    private const int MaxRounds = 20;

    private protected abstract ImmutableArray<RepairKind> Kinds { get; }

    /// <summary>Whether what is added to one file matters for the next one.</summary>
    private protected virtual bool AddsTypes => false;

    public sealed override FixAllProvider GetFixAllProvider() => AddsTypes
        ? new FileAfterFile(this)
        : FixAllProvider.Create(async (context, document, diagnostics) => await FixAllAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await ReadAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } file)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            Finding finding = FindingOf(PlacesOf(diagnostic), file, []);
            foreach (RepairKind kind in Kinds)
            {
                if (Find(kind, finding, file) is { } repair)
                {
                    SourceText text = file.Text.WithChanges(repair.Changes);
                    context.RegisterCodeFix(
                        CodeAction.Create(kind.Title, _ => Task.FromResult(context.Document.WithText(text)), equivalenceKey: kind.Key),
                        diagnostic);
                }
            }
        }
    }

    internal async Task<Document> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken ct)
    {
        RepairKind? kind = Kinds.FirstOrDefault(kind => kind.Key == key);
        List<ImmutableArray<TextSpan?>> open = [.. diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start).Select(PlacesOf)];
        for (int round = 0; kind is not null && open.Count > 0 && round < MaxRounds; round++)
        {
            if (await ReadAsync(document, ct).ConfigureAwait(false) is not { } file)
            {
                break;
            }

            (ImmutableArray<TextChange> changes, open) = Round(kind, file, open);
            if (changes.IsEmpty)
            {
                break;
            }

            document = document.WithText(file.Text.WithChanges(changes));
        }

        return document;
    }

    /// <summary>As many repairs as go together; what has to wait is moved to where it will be afterwards.</summary>
    private static (ImmutableArray<TextChange> Changes, List<ImmutableArray<TextSpan?>> Open) Round(
        RepairKind kind, SourceFile file, List<ImmutableArray<TextSpan?>> open)
    {
        var accepted = new List<Repair>();
        var waiting = new List<ImmutableArray<TextSpan?>>();
        ImmutableHashSet<string> names = [];
        foreach (ImmutableArray<TextSpan?> places in open)
        {
            if (accepted.Any(repair => places[0] is { } place && repair.Repaired.Contains(place)))
            {
                continue;
            }

            if (Find(kind, FindingOf(places, file, names), file) is not { } repair)
            {
                continue;
            }

            if (accepted.Any(other => other.Changes.Any(repair.ConflictsWith) || other.Repaired.Intersect(repair.Repaired).Any()))
            {
                waiting.Add(places);
                continue;
            }

            accepted.Add(repair);
            names = names.Union(repair.NewNames);
        }

        ImmutableArray<TextChange> changes = [.. accepted.SelectMany(static repair => repair.Changes).OrderBy(static change => change.Span.Start).ThenBy(static change => change.Span.Length)];
        return (changes, [.. waiting.Select(places => places.Select(place => Moved(place, changes)).ToImmutableArray())]);
    }

    private static TextSpan? Moved(TextSpan? place, ImmutableArray<TextChange> changes)
    {
        if (place is not { } span)
        {
            return null;
        }

        int start = span.Start + changes.Where(change => change.Span.End <= span.Start).Sum(Growth);
        int end = span.End + changes.Where(change => change.Span.Start < span.End).Sum(Growth);
        return end >= start ? TextSpan.FromBounds(start, end) : null;

        static int Growth(TextChange change) => (change.NewText?.Length ?? 0) - change.Span.Length;
    }

    private static async Task<SourceFile?> ReadAsync(Document document, CancellationToken ct) =>
        await document.GetSyntaxRootAsync(ct).ConfigureAwait(false) is { } root
        && await document.GetSemanticModelAsync(ct).ConfigureAwait(false) is { } model
            ? new(root, await document.GetTextAsync(ct).ConfigureAwait(false), model, ct)
            : null;

    private static ImmutableArray<TextSpan?> PlacesOf(Diagnostic diagnostic) =>
    [
        diagnostic.Location.SourceSpan,
        .. diagnostic.AdditionalLocations.Select(location => location.SourceTree == diagnostic.Location.SourceTree ? location.SourceSpan : (TextSpan?)null),
    ];

    private static Finding FindingOf(ImmutableArray<TextSpan?> places, SourceFile file, ImmutableHashSet<string> names) =>
        new(places[0] ?? default, places.RemoveAt(0), file, names);

    /// <summary>A repair that compiles. Code that is being typed can have any shape: no light bulb is better than a broken editor.</summary>
    private static Repair? Find(RepairKind kind, Finding finding, SourceFile file)
    {
        try
        {
            return kind.Find(finding) is { } repair && Compiles(file, repair) ? repair : null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Whether the file has no error afterwards that it did not have before; other files cannot see what repairs change.</summary>
    private static bool Compiles(SourceFile file, Repair repair)
    {
        // Edits that cross each other would throw.
        if (repair.Changes.Zip(repair.Changes.Skip(1), static (left, right) => left.Span.End > right.Span.Start).Any(static crosses => crosses))
        {
            return false;
        }

        SyntaxTree before = file.Root.SyntaxTree;
        SyntaxTree after = before.WithChangedText(file.Text.WithChanges(repair.Changes));
        Compilation changed = file.Model.Compilation.ReplaceSyntaxTree(before, after);
        return ErrorsIn(changed.GetSemanticModel(after)) <= ErrorsIn(file.Model);

        // What a generator adds for a new head is not there yet.
        int ErrorsIn(SemanticModel model) => model.GetDiagnostics(cancellationToken: file.Cancellation).Count(diagnostic =>
            diagnostic.Severity == DiagnosticSeverity.Error && !(repair.NeedsGenerator && diagnostic.Id == "CS0117"));
    }
}
