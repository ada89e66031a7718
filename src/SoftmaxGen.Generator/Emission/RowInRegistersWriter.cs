using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>One row, unrolled: its terms in registers.</summary>
internal sealed class RowInRegistersWriter(KernelContext context, RowVectors row) : IRowStrategyWriter
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;

    public void WriteMaxima()
    {
        WriteLoads();
        _writer.Line($"return {MaximumOf(0, row.Count)};");
    }

    public void WriteTerms(bool keep)
    {
        string[] numbers = [.. Enumerable.Range(0, row.Count).Select(static i => CSharpLiteral.Of(i))];
        WriteLoads();
        VectorMathWriter.WriteTerms(_writer, _lanes, numbers, static i => $"x{i}", PivotNames.OfRow);
        if (keep)
        {
            for (int i = 0; i < row.Count; i++)
            {
                _writer.Line(row.Store(_lanes.MultiplyAdd($"t{i}", $"p{i}", $"p{i}"), "y", i));
            }
        }

        for (int i = 0; i < row.Count; i++)
        {
            if (row.IsLast(i))
            {
                row.WriteLastBelowMaximum(numbers[i]);
            }
            else
            {
                row.WriteBelowMaximum(numbers[i]);
            }
        }
    }

    public SumNode WriteSum(bool isPlain)
    {
        int groups = context.Plan.Tree.Lanes / _lanes.Count;
        SumWriter sums = new(_writer, _lanes, isPlain);
        SumNode?[] nodes = new SumNode?[groups];
        for (int group = 0; group < groups; group++)
        {
            bool isFirst = true;
            for (int vector = group; vector < row.Count; vector += 2 * groups, isFirst = false)
            {
                int second = vector + groups;
                (string powers, string tails) = second < row.Count
                    ? ($"p{vector} + p{second}", _lanes.MultiplyAdd($"t{second}", $"p{second}", $"t{vector} * p{vector}"))
                    : ($"p{vector}", $"t{vector} * p{vector}");
                _writer.Lines(isFirst
                    ? $"""
                        {_lanes.Type} powers{group} = {powers};
                        {_lanes.Type} tails{group} = {tails};
                        """
                    : $"""
                        powers{group} += {powers};
                        tails{group} += {tails};
                        """);
            }

            nodes[group] = isFirst ? null : sums.WriteParts($"powers{group}", $"tails{group}");
        }

        return sums.WriteGroups(nodes);
    }

    private void WriteLoads()
    {
        for (int i = 0; i < row.Count; i++)
        {
            _writer.Line($"{_lanes.Type} x{i} = {row.Load("x", i)};");
        }
    }

    private string MaximumOf(int first, int count) => count == 1
        ? $"x{first}"
        : _lanes.Max(MaximumOf(first, count / 2), MaximumOf(first + (count / 2), count - (count / 2)));
}
