using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.Generator.Analyzers.Flow;

/// <summary>The executable parts of a declaration, as nodes that have an operation.</summary>
internal static class MemberBodies
{
    public static IEnumerable<SyntaxNode> Of(SyntaxNode declaration)
    {
        switch (declaration)
        {
            case BaseMethodDeclarationSyntax method when method.Body is not null || method.ExpressionBody is not null:
                yield return method;
                break;

            case BasePropertyDeclarationSyntax property:
                foreach (SyntaxNode body in OfProperty(property))
                {
                    yield return body;
                }

                break;

            case BaseFieldDeclarationSyntax field:
                foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
                {
                    if (variable.Initializer is { } initializer)
                    {
                        yield return initializer;
                    }
                }

                break;
        }
    }

    private static IEnumerable<SyntaxNode> OfProperty(BasePropertyDeclarationSyntax property)
    {
        if (property is PropertyDeclarationSyntax { ExpressionBody: { } arrow })
        {
            yield return arrow;
        }

        if (property is IndexerDeclarationSyntax { ExpressionBody: { } indexed })
        {
            yield return indexed;
        }

        if (property is PropertyDeclarationSyntax { Initializer: { } initializer })
        {
            yield return initializer;
        }

        foreach (AccessorDeclarationSyntax accessor in property.AccessorList?.Accessors ?? default)
        {
            if (accessor.Body is not null || accessor.ExpressionBody is not null)
            {
                yield return accessor;
            }
        }
    }
}
