using System.Globalization;
using Microsoft.CodeAnalysis;
using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Rules;

/// <summary>SMG0012: the constants of losses are numbers that make sense, and there are as many class weights as classes.</summary>
internal static class LossConstantsMustMakeSense
{
    public const string Id = "SMG0012";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Constant of a softmax head makes no sense",
        messageFormat: "The softmax head '{0}' cannot have {1}: expected {2}",
        RulePage.DeclarationCategory,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Class weights are K finite numbers; the label smoothing lies from 0 to 1; the z-loss, temperature and cap are finite, the temperature above 0 and the others not below.",
        helpLinkUri: RulePage.Folder + Id + RulePage.Extension);

    public static void Check(HeadCandidate head, ProblemSink problems)
    {
        HeadArguments arguments = head.Arguments;
        CheckWeights(head, problems);
        CheckNumber(head, problems, "LabelSmoothing", arguments.Smoothing, static value => value is >= 0 and <= 1, "a number from 0 to 1");
        CheckNumber(head, problems, "ZLoss", arguments.ZLoss, static value => value >= 0 && !double.IsInfinity(value), "a finite number of 0 or more");
        CheckNumber(head, problems, "Temperature", arguments.Temperature, static value => value > 0 && !double.IsInfinity(value), "a finite number above 0");
        CheckNumber(head, problems, "SoftCap", arguments.SoftCap, static value => value >= 0 && !double.IsInfinity(value), "a finite number above 0, or 0 for none");
    }

    private static void CheckWeights(HeadCandidate head, ProblemSink problems)
    {
        if (head.Arguments.Weights is not { Expression: { } expression, Reals: { Length: > 0 } weights })
        {
            return;
        }

        if (head.Arguments.ClassCount is { } classCount && weights.Length != classCount)
        {
            problems.Add(Descriptor, expression.GetLocation(), head.DisplayName, $"{weights.Length} ClassWeights", $"{classCount}, one per class");
        }

        foreach (double weight in weights)
        {
            if (double.IsNaN(weight) || double.IsInfinity(weight))
            {
                problems.Add(Descriptor, expression.GetLocation(), head.DisplayName, $"the class weight {Spell(weight)}", "finite numbers");
            }
        }
    }

    private static void CheckNumber(
        HeadCandidate head, ProblemSink problems, string name, NamedArgument argument, Func<double, bool> isValid, string expected)
    {
        if (argument.Expression is { } expression && argument.Real(0) is { } value && !isValid(value))
        {
            problems.Add(Descriptor, expression.GetLocation(), head.DisplayName, $"{name} = {Spell(value)}", expected);
        }
    }

    private static string Spell(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
