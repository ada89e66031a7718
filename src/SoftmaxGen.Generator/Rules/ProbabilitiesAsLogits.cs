using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG2002: numbers of the wrong kind for the head.</summary>
internal static class ProbabilitiesAsLogits
{
    public const string Id = "SMG2002";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Numbers of the wrong kind for the head",
        messageFormat: "'{1}.{2}' expects {3} here but is given {0}",
        RulePage.UsageCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Probabilities taken for logits give another distribution without a word; logits taken for probabilities give losses that mean nothing.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, [.. fact.Words]);
}
