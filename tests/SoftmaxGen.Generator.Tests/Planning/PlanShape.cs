using System.Reflection;
using SoftmaxGen.Generator.Planning;

namespace SoftmaxGen.Generator.Tests.Planning;

/// <summary>What two plans of one width share when they run the same code but for its constants, as text.</summary>
internal static class PlanShape
{
    // Enough to tell 1, 2, 3 and many vectors of either parity apart, as there are two chains of additions.
    private const int ManyVectors = 5;

    private static readonly PropertyInfo[] PlanFields =
        [.. typeof(WidthPlan).GetProperties().Where(static property => property.Name != nameof(WidthPlan.Name))];

    public static string Of(HeadPlan plan, WidthPlan width)
    {
        int classCount = plan.Options.ClassCount;
        int lanes = Precision.Of(plan.Options.ElementType).Lanes(width.Width);
        IEnumerable<string> fields = PlanFields.Select(property => Describe(property, width)).OfType<string>();
        string[] parts =
        [
            plan.Options.ElementType.ToString(),
            .. fields,
            plan.Tree.HasManyTerms ? "many terms per lane" : "few terms per lane",
            plan.HasRow ? "Row" : "no Row",
            width.Strategy == Strategy.RowsAcross ? $"{classCount} classes" : "",
            RowShape(width.RowStrategy, classCount, lanes, plan.Tree),
        ];
        return string.Join(", ", parts.Where(static part => part.Length > 0));
    }

    /// <summary>Every choice as it is; of numbers, whether there is one.</summary>
    private static string? Describe(PropertyInfo property, WidthPlan width) => property.GetValue(width) switch
    {
        Enum choice => $"{property.Name} {choice}",
        bool choice => $"{property.Name} {choice}",
        int number => $"{property.Name} {(number == 0 ? "none" : "some")}",
        _ => null,
    };

    private static string RowShape(Strategy strategy, int classCount, int lanes, SummationTree tree) => strategy switch
    {
        Strategy.RowInRegisters => Vectors((classCount + lanes - 1) / lanes),
        _ => $"{Chunks(classCount / tree.ChunkClasses)}, {Rest(classCount % tree.ChunkClasses, tree.RoundClasses)}",
    };

    private static string Vectors(int count) => count < ManyVectors
        ? $"{count} vectors"
        : count % 2 == 0 ? "many vectors, even" : "many vectors, odd";

    private static string Chunks(int count) => count switch
    {
        0 => "no whole chunk",
        1 => "one whole chunk",
        _ => "whole chunks",
    };

    private static string Rest(int classes, int round) => (classes / round, classes % round) switch
    {
        (0, 0) => "no rest",
        (0, _) => "part of a round",
        (_, 0) => "rounds",
        _ => "rounds and part of one",
    };
}
