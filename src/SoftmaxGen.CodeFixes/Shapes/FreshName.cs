using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SoftmaxGen.CodeFixes.Shapes;

/// <summary>Names for new variables.</summary>
internal static class FreshName
{
    /// <summary><paramref name="wanted"/>, with a number if the member around <paramref name="place"/> says that word already.</summary>
    public static string For(string wanted, SyntaxNode place, ImmutableHashSet<string> taken)
    {
        SyntaxNode member = place.AncestorsAndSelf().FirstOrDefault(static node => node is MemberDeclarationSyntax and not GlobalStatementSyntax and not BaseNamespaceDeclarationSyntax)
            ?? place.SyntaxTree.GetRoot();
        HashSet<string> said = [.. member.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText)];
        if (member.Parent is TypeDeclarationSyntax { ParameterList: { } parameters })
        {
            said.UnionWith(parameters.Parameters.Select(static parameter => parameter.Identifier.ValueText));
        }

        string name = wanted;
        for (int number = 1; said.Contains(name) || taken.Contains(name); number++)
        {
            name = wanted + number.ToString(CultureInfo.InvariantCulture);
        }

        return name;
    }
}
