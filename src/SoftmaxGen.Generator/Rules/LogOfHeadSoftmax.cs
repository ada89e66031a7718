using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG2003: logarithm of a head's Softmax.</summary>
internal static class LogOfHeadSoftmax
{
    public const string Id = "SMG2003";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Logarithm of a head's Softmax",
        messageFormat: "'{0}' takes the logarithm of probabilities that '{1}' computed: it is -infinity where they round to 0; the head has LogSoftmax",
        RulePage.UsageCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "LogSoftmax computes the logarithms from the logits, in one pass and to the last digits.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic? Check(FlowFact fact) =>
        fact.Library == SoftmaxSite.Head ? Finding.Of(Descriptor, fact, Finding.Name(fact.Site), Finding.Name(fact.Related[0])) : null;
}
