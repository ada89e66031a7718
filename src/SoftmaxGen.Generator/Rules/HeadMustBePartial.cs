using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0001: every part of a head says <c>partial</c>.</summary>
internal static class HeadMustBePartial
{
    public const string Id = "SMG0001";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Softmax head is not partial",
        messageFormat: "'{0}' is a softmax head and must be partial, because its members are generated into another part of it",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The members of a softmax head are generated into another part of the type, so each of its parts needs the partial modifier.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        foreach (TypeDeclarationSyntax part in ContainingTypes.PartsThatAreNotPartial(head.Type, head.CancellationToken))
        {
            problems.Add(Descriptor, part.Identifier.GetLocation(), head.DisplayName);
        }
    }
}
