using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>What the callers of a method pass: a finding in a method whose callers all shift first is none.</summary>
internal sealed class Callers(Compilation compilation, FlowEngine engine)
{
    private const int MostCallers = 8;

    /// <summary>Whether there are callers, and the argument of <paramref name="exp"/> is shifted for each of them.</summary>
    public bool AlwaysShift(ExpSite exp, CancellationToken cancellation)
    {
        if (exp.Parameters is not [{ ContainingSymbol: IMethodSymbol method }, ..] || method.MethodKind == MethodKind.AnonymousFunction || method.Name.Length < 2)
        {
            return false;
        }

        bool any = false;
        foreach (SyntaxNode body in BodiesThatMention(method, cancellation).Take(MostCallers))
        {
            if (engine.Bodies.OperationOf(body, cancellation) is not { } operation)
            {
                continue;
            }

            var facts = new FactLog();
            new BodyInterpreter(engine, facts, cancellation).Run(operation);
            if (facts.Exponentials.TryGetValue(exp.Origin, out List<UpperBound> bounds))
            {
                if (bounds.Any(static bound => bound < UpperBound.Shifted))
                {
                    return false;
                }

                any = true;
            }
        }

        return any;
    }

    private IEnumerable<SyntaxNode> BodiesThatMention(IMethodSymbol method, CancellationToken cancellation)
    {
        SyntaxNode? own = method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        IEnumerable<SyntaxTree> trees = method.DeclaredAccessibility == Accessibility.Private
            ? method.ContainingType.DeclaringSyntaxReferences.Select(static reference => reference.SyntaxTree).Distinct()
            : compilation.SyntaxTrees;
        foreach (SyntaxTree tree in trees)
        {
            if (!TextSearch.ContainsWord(tree.GetText(cancellation), [method.Name]))
            {
                continue;
            }

            foreach (SyntaxNode declaration in tree.GetRoot(cancellation).DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            {
                foreach (SyntaxNode body in MemberBodies.Of(declaration))
                {
                    if (body != own && body.Parent != own && body.DescendantTokens().Any(token => token.ValueText == method.Name))
                    {
                        yield return body;
                    }
                }
            }
        }
    }
}
