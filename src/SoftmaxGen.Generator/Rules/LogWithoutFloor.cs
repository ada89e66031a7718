using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1003: logarithm of a probability that may be 0.</summary>
internal static class LogWithoutFloor
{
    public const string Id = "SMG1003";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Logarithm of a probability that may be 0",
        messageFormat: "'{0}' is negative infinity when the probability is 0, and the loss infinite or NaN; work from logits with a log-softmax, or put a floor under it: Math.Max(p, tiny)",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A probability rounds to 0 when its logit is about 104 below the largest in float (745 in double).",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic? Check(FlowFact fact)
    {
        if (fact.Log is not { } log || !IsLoss(log))
        {
            return null;
        }

        return Finding.Of(Descriptor, fact, fact.IsOfParameter ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning, Finding.Name(fact.Site));
    }

    // A logarithm that is negated is a loss if a label chose its argument, a target weighs it, or nothing but such logarithms is
    // added up. Parameters of models are logged as well, and a single number may be anything.
    private static bool IsLoss(LogSite log) =>
        (log.IsWeighted && (!log.IsScalar || log.IsPaired)) || (!log.IsField && !log.IsScalar && (log.IsChosen || log.IsSummed));
}
