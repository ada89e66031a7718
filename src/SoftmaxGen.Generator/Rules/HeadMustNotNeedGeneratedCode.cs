using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0010: what a head is made of is written by hand, for generators do not see each other's code.</summary>
internal static class HeadMustNotNeedGeneratedCode
{
    public const string Id = "SMG0010";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Softmax head depends on generated code",
        messageFormat: "The softmax head '{0}' cannot be generated, because it depends on '{1}', which is generated itself: declare that by hand",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The attribute is read before any code is generated. A constant or a constraint that is generated code is not there yet.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    /// <summary>For the analyzer only, which sees generated code, and for heads with no other problem.</summary>
    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        // Where our own part is there, the generator has understood: the file that looks generated was checked in.
        if (head.Type.DeclaringSyntaxReferences.Any(head.IsGenerated))
        {
            return;
        }

        foreach (NamedArgument argument in new[] { head.Arguments.K, head.Arguments.Ignore })
        {
            if (argument.Expression is { } expression && GeneratedCode.UsedBy(expression, head.Compilation, head.CancellationToken) is { } constant)
            {
                Report(head, constant, expression.GetLocation(), problems);
            }
        }

        foreach (ITypeParameterSymbol parameter in ContainingTypes.Of(head.Type).Append(head.Type).SelectMany(static type => type.TypeParameters))
        {
            if (parameter.ConstraintTypes.FirstOrDefault(type => GeneratedCode.Declares(type.OriginalDefinition, head.CancellationToken)) is { } constraint)
            {
                Report(head, constraint, parameter.Locations[0], problems);
            }
        }
    }

    private static void Report(HeadCandidate head, ISymbol generated, Location location, ProblemSink problems) => problems.Add(
        Descriptor,
        location,
        head.DisplayName,
        generated.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat));
}
