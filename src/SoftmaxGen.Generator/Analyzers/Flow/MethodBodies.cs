using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>The bodies of the compilation's methods, as operations.</summary>
internal sealed class MethodBodies(Compilation compilation)
{
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);

    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();

    public IOperation? Of(IMethodSymbol method, CancellationToken cancellation) =>
        _bodies.GetOrAdd(method, symbol => Find((IMethodSymbol)symbol, cancellation));

    public IOperation? OperationOf(SyntaxNode node, CancellationToken cancellation)
    {
        IOperation? operation = ModelOf(node.SyntaxTree).GetOperation(node, cancellation);
        return operation is ILocalFunctionOperation local ? local.Body ?? local.IgnoredBody : operation;
    }

    /// <summary>Takes the model that others have bound bodies in already.</summary>
    public void Adopt(SemanticModel model) => _models.TryAdd(model.SyntaxTree, model);

    // Bodies in other files are read only where a call leads there.
#pragma warning disable RS1030
    public SemanticModel ModelOf(SyntaxTree tree) => _models.GetOrAdd(tree, file => compilation.GetSemanticModel(file));
#pragma warning restore RS1030

    private IOperation? Find(IMethodSymbol method, CancellationToken cancellation)
    {
        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        foreach (SyntaxReference reference in implementation.DeclaringSyntaxReferences)
        {
            SyntaxNode? body = reference.GetSyntax(cancellation) switch
            {
                BaseMethodDeclarationSyntax declaration when declaration.Body is not null || declaration.ExpressionBody is not null => declaration,
                LocalFunctionStatementSyntax local => local,
                AccessorDeclarationSyntax accessor when accessor.Body is not null || accessor.ExpressionBody is not null => accessor,
                ArrowExpressionClauseSyntax arrow => arrow,
                _ => null,
            };
            if (body is not null && compilation.ContainsSyntaxTree(body.SyntaxTree) && OperationOf(body, cancellation) is { } operation)
            {
                return operation;
            }
        }

        return null;
    }
}
