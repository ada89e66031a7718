using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1006: negative log-likelihood of probabilities.</summary>
internal static class LikelihoodOfProbabilities
{
    public const string Id = "SMG1006";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Negative log-likelihood of probabilities",
        messageFormat: "'{0}' expects log-probabilities but is given the probabilities of '{1}': the loss is between -1 and 0, and its gradient wrong; use a log-softmax before it, or a cross-entropy of the logits",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The loss takes no logarithm itself: it negates and picks what it is given.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, Finding.Name(fact.Site), Finding.Name(fact.Related[0]));
}
