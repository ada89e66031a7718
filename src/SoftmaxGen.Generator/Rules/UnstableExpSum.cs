using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1001: softmax or log-sum-exp without the shift by the maximum.</summary>
internal static class UnstableExpSum
{
    public const string Id = "SMG1001";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Softmax or log-sum-exp without the shift by the maximum",
        messageFormat: "'{0}' overflows: from {1} on it is infinity, and what is divided by the sum becomes NaN; subtract the maximum of the row first, or use a generated head",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The exponential of an element reaches a sum that something is divided by, or whose logarithm is taken, and nothing bounds the element from above. Subtracting the maximum changes no result and makes every exponential at most 1.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic? Check(FlowFact fact, FlowEngine engine, CancellationToken cancellation) =>
        fact.Exp is { } exp && !engine.Callers.AlwaysShift(exp, cancellation)
            ? Finding.Of(Descriptor, fact, Finding.Name(fact.Site), Finding.Threshold(fact.Element))
            : null;
}
