using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Analyzers;
using SoftmaxGen.Generator.Analyzers.Flow;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG2001: buffer does not fit the head.</summary>
internal static class BufferMustFitHead
{
    public const string Id = "SMG2001";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Buffer does not fit the head",
        messageFormat: "The argument for '{0}' has {1} elements, but '{2}.{3}' needs {4}",
        RulePage.UsageCategory,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The members of a head check lengths and throw; where a length is a constant, this is known before.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static Diagnostic Check(FlowFact fact) => Finding.Of(Descriptor, fact, [.. fact.Words]);
}
