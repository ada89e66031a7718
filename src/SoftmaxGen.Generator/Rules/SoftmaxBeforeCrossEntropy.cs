using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1002: softmax before a loss that applies softmax itself.</summary>
internal static class SoftmaxBeforeCrossEntropy
{
    public const string Id = "SMG1002";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Softmax before a loss that applies softmax itself",
        messageFormat: "'{0}' applies softmax itself but is given the probabilities of '{1}': the model learns slowly and never becomes sure; pass the logits",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A cross-entropy on logits computes a log-softmax of its input. Given probabilities, the loss cannot fall below log(1 + (K − 1)/e), and gradients shrink.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, Finding.Name(fact.Site), Finding.Name(fact.Related[0]));
}
