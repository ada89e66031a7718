using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1007: tensorPrimitives.SoftMax without a shift.</summary>
internal static class TensorPrimitivesSoftmax
{
    public const string Id = "SMG1007";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "TensorPrimitives.SoftMax without a shift",
        messageFormat: "'{0}' does not subtract the maximum: from {1} on it gives NaN; use a generated head, or Max and Subtract first",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "TensorPrimitives.SoftMax divides exp(x) by its sum. One logit above 88.7 in float, 709.7 in double or 11.09 in Half makes the row NaN.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, Finding.Name(fact.Site), Finding.Threshold(fact.Element));
}
