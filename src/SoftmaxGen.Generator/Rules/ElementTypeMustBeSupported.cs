using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0003: the element type is float or double.</summary>
internal static class ElementTypeMustBeSupported
{
    public const string Id = "SMG0003";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Element type of a softmax head is not supported",
        messageFormat: "The softmax head '{0}' cannot have the element type '{1}': use float or double",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Kernels exist for float and double.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        NamedArgument element = head.Arguments.Element;
        if (element.Expression is { } expression && head.Arguments.ElementType is null && !element.IsRejectedByCompiler)
        {
            string name = element.Type?.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat) ?? "null";
            problems.Add(Descriptor, expression.GetLocation(), head.DisplayName, name);
        }
    }
}
