using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1004: logarithm of a softmax.</summary>
internal static class LogOfSoftmax
{
    public const string Id = "SMG1004";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Logarithm of a softmax",
        messageFormat: "'{0}' takes the logarithm of the probabilities of '{1}': they round to 0 when a logit is about 104 below the largest in float (745 in double), and the logarithm is -infinity; compute the log-softmax from the logits",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A log-softmax is x - max - log(sum of exp(x - max)): exact where the logarithm of a probability is infinite or has lost its digits.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, Finding.Name(fact.Site), Finding.Name(fact.Related[0]));
}
