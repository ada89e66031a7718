using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0002: a head says how many classes it has, 1 or more.</summary>
internal static class ClassCountMustBePositive
{
    public const string Id = "SMG0002";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Softmax head has no classes",
        messageFormat: "The softmax head '{0}' needs K, the number of its classes, 1 or more, but {1}",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Code is generated for exactly K classes: K is required, and 1 or more.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        NamedArgument k = head.Arguments.K;
        if (head.HasEnum)
        {
            // SMG0013 judges the enum.
            return;
        }

        if (!k.IsWritten)
        {
            problems.Add(Descriptor, head.Attribute.GetLocation(), head.DisplayName, "K is missing");
        }
        else if (k.Number is < 1 and var number)
        {
            problems.Add(Descriptor, k.Expression!.GetLocation(), head.DisplayName, $"K is {number}");
        }
    }
}
