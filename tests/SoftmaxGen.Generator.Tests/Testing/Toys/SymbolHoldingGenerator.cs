using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Tests.Testing.Toys;

/// <summary>Has one good step and one that holds a symbol.</summary>
public sealed class SymbolHoldingGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var holders = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax,
                static (syntax, token) =>
                    new SymbolHolder("x", [syntax.SemanticModel.GetDeclaredSymbol((ClassDeclarationSyntax)syntax.Node, token)]))
            .WithTrackingName("Holders");
        var names = holders.Select(static (holder, _) => holder.Name).WithTrackingName("Names");
        context.RegisterSourceOutput(names, static (_, _) => { });
    }
}
