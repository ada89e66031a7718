using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1010: epsilon without effect.</summary>
internal static class UselessEpsilon
{
    public const string Id = "SMG1010";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Epsilon without effect",
        messageFormat: "The constant added in '{0}' changes nothing: {1}",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "In float, 1 + 1e-8 is 1; and a constant added to every logit cancels in the softmax.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(
        Descriptor,
        fact,
        Finding.Name(fact.Site),
        fact.Kind == FactKind.LostEpsilon ? "it is lost to rounding" : "it cancels in the softmax");
}
