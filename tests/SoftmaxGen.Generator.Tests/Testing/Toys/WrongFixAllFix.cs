using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Right one by one; its Fix All throws the document away.</summary>
public sealed class WrongFixAllFix : RenameFix
{
    public override FixAllProvider GetFixAllProvider() => new Emptying();

    private sealed class Emptying : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => ImmutableArray.Create(FixAllScope.Project);

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
            CodeAction.Create("Empty", _ => Task.FromResult(fixAllContext.Document!.WithText(SourceText.From("")))));
    }
}
