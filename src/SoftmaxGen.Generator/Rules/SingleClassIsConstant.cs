using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0008: a softmax over one class is always 1.</summary>
internal static class SingleClassIsConstant
{
    public const string Id = "SMG0008";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Softmax over one class is constant",
        messageFormat: "The softmax head '{0}' has one class: its probability is always 1 and its gradient 0, so nothing is learned; use K = 2 for a yes-or-no decision",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The softmax of a single logit is 1 whatever the logit is. A yes-or-no decision needs two classes, or a sigmoid.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        if (head.Arguments.K is { Number: 1, Expression: { } expression })
        {
            problems.Add(Descriptor, expression.GetLocation(), head.DisplayName);
        }
    }
}
