using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the lower part of the summation tree: the lanes, by halves, from one variable per group of lanes, some of which
/// may not exist, down to one.
/// </summary>
/// <param name="writer">Where the text goes.</param>
/// <param name="lanes">How a group of lanes is spelled.</param>
/// <param name="isPlain">
/// Whether a partial sum is the heads of terms, whose sum is exact, and what is left of them, rather than a rounded sum and what it
/// lost.
/// </param>
internal sealed class SumWriter(CSharpWriter writer, LaneSpelling lanes, bool isPlain)
{
    private int _nodes;

    /// <summary>Writes the additions of groups of lanes, a power of two of them, down to one.</summary>
    public SumNode WriteGroups(IReadOnlyList<SumNode?> groups)
    {
        SumNode?[] nodes = [.. groups];
        for (int half = nodes.Length / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                nodes[i] = Add(nodes[i], nodes[i + half]);
            }
        }

        return nodes[0] ?? throw new ArgumentException("There is nothing to add.", nameof(groups));
    }

    /// <summary>Writes one addition; what does not exist is left out, which changes nothing.</summary>
    public SumNode? Add(SumNode? left, SumNode? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        SumNode sum = NewNode();
        writer.Lines(!isPlain
            ? $"{lanes.Type} {sum.High} = SG::Simd.AddTerms({left.High}, {right.High}, {left.Low}, {right.Low}, out {lanes.Type} {sum.Low});"
            : $"""
                {lanes.Type} {sum.High} = {left.High} + {right.High};
                {lanes.Type} {sum.Low} = {left.Low} + {right.Low};
                """);
        return sum;
    }

    /// <summary>Writes the sum of powers and tails, variables each, of several terms: plain sums have none such.</summary>
    public SumNode WriteParts(string powers, string tails)
    {
        SumNode sum = NewNode();
        writer.Lines($"""
            {lanes.Type} {sum.High} = {powers} + {tails};
            {lanes.Type} {sum.Low} = ({powers} - {sum.High}) + {tails};
            """);
        return sum;
    }

    /// <summary>Writes the sum of a term alone, a variable that is its power, and its tail.</summary>
    public SumNode WriteTerm(string power, string tail)
    {
        SumNode sum = NewNode();
        writer.Lines($"""
            {lanes.Type} {tail}Part = {tail} * {power};
            {lanes.Type} {sum.High} = {power} + {tail}Part;
            {lanes.Type} {sum.Low} = ({power} - {sum.High}) + {tail}Part;
            """);
        return sum;
    }

    /// <summary>Writes the sum of a whole term alone, a variable: its head and, exactly, what is left.</summary>
    public SumNode WriteWhole(string term)
    {
        writer.Line($"{lanes.Type} {term}Head = {lanes.Head(term)};");
        return new SumNode($"{term}Head", $"({term} - {term}Head)");
    }

    /// <summary>
    /// Writes <c>sum</c> and <c>low</c>, variables there already are, of all lanes: the tails, or errors of more than half an
    /// ulp, go into the sum. The parts are other variables.
    /// </summary>
    public static void WriteResult(CSharpWriter writer, string high, string low) => writer.Lines($"""
        sum = {high} + {low};
        low = ({high} - sum) + {low};
        """);

    private SumNode NewNode()
    {
        string number = CSharpLiteral.Of(_nodes++);
        return new SumNode($"node{number}", $"rest{number}");
    }
}
