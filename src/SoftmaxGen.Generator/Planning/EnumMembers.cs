using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Planning;

/// <summary>The members that a head has once more where an enum names its classes: with labels and predictions of that type.</summary>
internal static class EnumMembers
{
    private static readonly OperationParameter Logits = new(ParameterKind.Input, "logits", "z, [N, {K}].");

    private static readonly OperationParameter Labels = new(ParameterKind.Labels, "labels", "y, [N].");

    /// <summary>Those of the operations that are generated for each head.</summary>
    private static readonly OperationMember[] Defaults =
    [
        new("void", "Predict", "The class with the largest logit, for each row.", "", [Logits, new(ParameterKind.Classes, "destination", "Receives the classes, [N].")]),
        new("LossSum", "CrossEntropy", "The cross-entropy of each row, added up.", "", [Logits, Labels]),
        new("LossSum", "CrossEntropy", "The cross-entropy of each row.", "", [Logits, Labels, new(ParameterKind.Output, "losses", "Receives the losses, [N].")]),
        new("LossSum", "CrossEntropyWithGradient", "The cross-entropy of each row, and its gradient.", "", [Logits, Labels, new(ParameterKind.Output, "gradient", "Receives the gradient, [N, {K}]."), new(ParameterKind.Reduction, "reduction", "")]),
    ];

    /// <summary>The members on spans.</summary>
    public static IEnumerable<OperationMember> Of(HeadOptions options) =>
        Defaults.Concat(OperationMembers.All.Where(member => member.HasClasses && member.IsFor(options)).Select(Of));

    /// <summary>A member with labels of the enum. Where there is one without options, they must be given: nothing else tells the two apart.</summary>
    private static OperationMember Of(OperationMember member) => Defaults.All(other => other.Name != member.Name || member.Group != OperationGroups.Losses)
        ? member
        : member with
        {
            Parameters = [.. member.Parameters.Select(static parameter => parameter with
            {
                Kind = parameter.Kind == ParameterKind.OptionalOptions ? ParameterKind.Options : parameter.Kind,
            })],
        };
}
