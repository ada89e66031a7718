using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0007: the framework is .NET 8 or later.</summary>
internal static class FrameworkMustBeSupported
{
    public const string Id = "SMG0007";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Target framework is too old for softmax heads",
        messageFormat: "The softmax head '{0}' needs .NET 8 or later: '{1}' does not exist in the framework of this project",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generated code uses 512-bit vectors and inline arrays, which came with .NET 8.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    private static readonly string[] NeededTypes =
    [
        "System.Runtime.Intrinsics.Vector512",
        "System.Runtime.CompilerServices.InlineArrayAttribute",
    ];

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        if (NeededTypes.FirstOrDefault(name => !Exists(name, head.Compilation)) is { } missing)
        {
            problems.Add(Descriptor, head.Attribute.GetLocation(), head.DisplayName, missing);
        }
    }

    // GetTypeByMetadataName is null when two assemblies bring the type, as polyfill packages do.
    private static bool Exists(string name, Compilation compilation) =>
        compilation.GetTypesByMetadataName(name).Any(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));
}
