using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1005: softmax of a softmax.</summary>
internal static class DoubleSoftmax
{
    public const string Id = "SMG1005";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Softmax of a softmax",
        messageFormat: "'{0}' applies softmax to the probabilities of '{1}': no result exceeds e/(e + K - 1), however sure the model is; remove the inner one",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The softmax of probabilities is nearly uniform, because they differ by at most 1.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, Finding.Name(fact.Site), Finding.Name(fact.Related[0]));
}
