using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Rules;

namespace SoftmaxGen.CodeFixes;

/// <summary>Adds <c>partial</c> to every part of a softmax head (SMG0001) or of a type around one (SMG0004).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix))]
[Shared]
public sealed class MakePartialFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [HeadMustBePartial.Id, ContainingTypesMustBePartial.Id];

    // Each part has its own diagnostic, so that fixing every document by itself fixes all; the batch fixer would merge
    // overlapping edits instead, since two heads in one type complain about the same word.
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        static (context, document, diagnostics) => FixAllAsync(document, diagnostics, context.CancellationToken));

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (PartAt(root, diagnostic) is { } part)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Make '{part.Identifier.ValueText}' partial",
                        ct => FixTypeAsync(context.Document, part, ct),
                        equivalenceKey: nameof(MakePartialFix)),
                    diagnostic);
            }
        }
    }

    /// <summary>All parts at once: one part that stays behind keeps the error.</summary>
    private static async Task<Solution> FixTypeAsync(Document document, TypeDeclarationSyntax part, CancellationToken ct)
    {
        Solution solution = document.Project.Solution;
        SemanticModel? model = await document.GetSemanticModelAsync(ct).ConfigureAwait(false);
        ImmutableArray<SyntaxReference> parts = model?.GetDeclaredSymbol(part, ct)?.DeclaringSyntaxReferences ?? [part.GetReference()];

        foreach (IGrouping<SyntaxTree, SyntaxReference> file in parts.GroupBy(static reference => reference.SyntaxTree))
        {
            if (solution.GetDocumentId(file.Key) is { } id)
            {
                SyntaxNode root = await file.Key.GetRootAsync(ct).ConfigureAwait(false);
                IEnumerable<TypeDeclarationSyntax> nodes = file.Select(reference => reference.GetSyntax(ct)).OfType<TypeDeclarationSyntax>();
                solution = solution.WithDocumentSyntaxRoot(id, AddPartial(root, nodes));
            }
        }

        return solution;
    }

    private static async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken ct)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(ct).ConfigureAwait(false);
        IEnumerable<TypeDeclarationSyntax> parts = diagnostics.Select(diagnostic => PartAt(root, diagnostic)).OfType<TypeDeclarationSyntax>();
        return root is null ? document : document.WithSyntaxRoot(AddPartial(root, parts));
    }

    private static TypeDeclarationSyntax? PartAt(SyntaxNode? root, Diagnostic diagnostic) =>
        root?.FindToken(diagnostic.Location.SourceSpan.Start).Parent is TypeDeclarationSyntax part && !IsPartial(part) ? part : null;

    private static SyntaxNode AddPartial(SyntaxNode root, IEnumerable<TypeDeclarationSyntax> parts) => root.ReplaceNodes(
        parts.Where(static part => !IsPartial(part)).Distinct(),
        static (_, part) => AddPartial(part));

    /// <summary>What stands before the keyword (indentation, comments) then stands before the new modifier, which must be the last.</summary>
    private static TypeDeclarationSyntax AddPartial(TypeDeclarationSyntax part)
    {
        SyntaxToken partial = SyntaxFactory.Token(part.Keyword.LeadingTrivia, SyntaxKind.PartialKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space));
        return part
            .WithKeyword(part.Keyword.WithLeadingTrivia(SyntaxFactory.TriviaList()))
            .AddModifiers(partial);
    }

    private static bool IsPartial(TypeDeclarationSyntax part) => part.Modifiers.Any(SyntaxKind.PartialKeyword);
}
