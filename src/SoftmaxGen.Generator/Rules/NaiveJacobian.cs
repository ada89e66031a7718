using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG1008: jacobian of a softmax, element by element.</summary>
internal static class NaiveJacobian
{
    public const string Id = "SMG1008";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Jacobian of a softmax, element by element",
        messageFormat: "The derivatives of a softmax are spelled one by one in '{0}', which takes K² steps or leaves out those beside the diagonal; y * (g - dot(y, g)) is the same in K steps, and p - onehot for a cross-entropy",
        RulePage.NumericsCategory,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "The matrix diag(p) - p pᵀ is never needed: its product with a gradient takes a dot product and K multiplications.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, Finding.Name(fact.Site));
}
