using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Renames a type at its declaration; how the new name is made is what the derived fixes differ in.</summary>
public abstract class RenameFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds => ["TOY0001"];

    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken);
        if (root?.FindNode(context.Span) is not BaseTypeDeclarationSyntax declaration
            || declaration.Identifier.ValueText == "untouchable")
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            Register(context, diagnostic, declaration, root, "Upper case", UpperCase(declaration.Identifier.ValueText));
            Register(context, diagnostic, declaration, root, "All upper case", declaration.Identifier.ValueText.ToUpperInvariant());
        }
    }

    /// <summary>The new name.</summary>
    protected virtual string UpperCase(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static void Register(
        CodeFixContext context, Diagnostic diagnostic, BaseTypeDeclarationSyntax declaration, SyntaxNode root, string title, string name)
    {
        var identifier = SyntaxFactory.Identifier(name).WithTriviaFrom(declaration.Identifier);
        var renamed = context.Document.WithSyntaxRoot(root.ReplaceToken(declaration.Identifier, identifier));
        context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(renamed), title), diagnostic);
    }
}
