using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0006: the language is C# 12 or later.</summary>
internal static class LanguageVersionMustBeSupported
{
    public const string Id = "SMG0006";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "C# version is too old for softmax heads",
        messageFormat: "The softmax head '{0}' needs C# 12 or later, but this project is compiled as C# {1}: raise LangVersion",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generated code uses inline arrays, which are part of C# 12.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        if (head.Compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 and var version })
        {
            problems.Add(Descriptor, head.Attribute.GetLocation(), head.DisplayName, version.ToDisplayString());
        }
    }
}
