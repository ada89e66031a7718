using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1009: one-hot vector in a loss.</summary>
internal static class OneHotWaste
{
    public const string Id = "SMG1009";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "One-hot vector in a loss",
        messageFormat: "'{0}' multiplies by a one-hot vector, K numbers of which one counts; index by the label instead",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "All terms but one are 0, and 0 times the logarithm of 0 is NaN.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, Finding.Name(fact.Site));
}
