using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0013: the values of a head's enum are 0, 1, 2 and so on, and nothing else says how many classes there are.</summary>
internal static class EnumMustNumberClasses
{
    public const string Id = "SMG0013";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Enum of a softmax head does not number its classes",
        messageFormat: "The enum '{0}' cannot name the classes of the softmax head '{1}': {2}",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A label is the number of its class: the values of the enum must be 0, 1, 2 and so on, without a gap. Two names may have one value.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        if (head.Arguments.Classes is not { } classes)
        {
            return;
        }

        decimal[] values = EnumClasses.Values(classes);
        if (values.Length == 0)
        {
            Report("it has no members");
            return;
        }

        for (int expected = 0; expected < values.Length; expected++)
        {
            if (values[expected] != expected)
            {
                Report(values[expected] < 0 ? $"it has the value {values[expected]}" : $"it has {values.Length} values, but none is {expected}");
                return;
            }
        }

        void Report(string reason) => problems.Add(
            Descriptor, head.Attribute.GetLocation(), classes.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat), head.DisplayName, reason);
    }
}
