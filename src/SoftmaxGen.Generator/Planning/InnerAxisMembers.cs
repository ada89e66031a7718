using SoftmaxGen.Generator.Declarations;

namespace SoftmaxGen.Generator.Planning;

/// <summary>
/// The overloads over [N, K, inner] of members on rows: the same parameters, with the inner size after the first, and the same
/// operation of the runtime.
/// </summary>
internal static class InnerAxisMembers
{
    /// <summary>The parameter that they have in addition.</summary>
    public static readonly OperationParameter InnerSize =
        new(ParameterKind.Integer, "innerSize", "The number of inner positions: how far the classes of a row are apart.");

    /// <summary>Those of members that take batches of rows.</summary>
    public static IEnumerable<OperationMember> Of(IEnumerable<OperationMember> members) => members.Where(IsOfRows).Select(Of);

    // Soft caps are elementwise, and the Jacobian is that of one row. The cross-entropy of labels is written out for the head's own element
    // type, with a text of its own.
    private static bool IsOfRows(OperationMember member) =>
        member.Name is not ("SoftCap" or "SoftCapBackward" or "SoftmaxJacobian")
        && !(member.Name is "CrossEntropy" or "CrossEntropyWithGradient"
            && member.Group != OperationGroups.Storage
            && member.Parameters.Any(static parameter => parameter.Kind == ParameterKind.Labels));

    private static OperationMember Of(OperationMember member) => member with
    {
        Group = member.Group | OperationGroups.InnerAxis,
        Summary = Reworded(member.Summary),
        Call = member.Call.Substring(0, member.Call.Length - 1) + ", innerSize: innerSize)",
        Parameters = [Of(member.Parameters[0]), InnerSize, .. member.Parameters.Skip(1).Select(Of)],
    };

    private static OperationParameter Of(OperationParameter parameter) => parameter with
    {
        Documentation = Reworded(parameter.Documentation)
            .Replace("[N, {K}]", "[N, {K}, inner]")
            .Replace("[N, k]", "[N, k, inner]")
            .Replace("[N]", "[N, inner]"),
    };

    private static string Reworded(string text) =>
        text.Replace(" of each row's", " of each position's").Replace(" of each row", " at each position").Replace("row", "position");
}
