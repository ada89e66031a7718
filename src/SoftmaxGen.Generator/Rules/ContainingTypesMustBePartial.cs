using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0004: every type around a head says <c>partial</c>.</summary>
internal static class ContainingTypesMustBePartial
{
    public const string Id = "SMG0004";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Type around a softmax head is not partial",
        messageFormat: "'{0}' must be partial, because the members of the softmax head '{1}' inside it are generated into another part",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Another part of a nested type can only be written inside another part of each type around it.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        foreach (INamedTypeSymbol outer in ContainingTypes.Of(head.Type))
        {
            foreach (TypeDeclarationSyntax part in ContainingTypes.PartsThatAreNotPartial(outer, head.CancellationToken))
            {
                string name = outer.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
                problems.Add(Descriptor, part.Identifier.GetLocation(), name, head.DisplayName);
            }
        }
    }
}
