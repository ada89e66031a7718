using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>One row, unrolled: its terms in registers.</summary>
internal sealed class RowInRegistersWriter(KernelContext context, RowVectors row) : IRowStrategyWriter
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;

    private IEnumerable<int> Vectors => Enumerable.Range(0, row.Count);

    public string Logits => string.Join(", ", Vectors.Select(static i => $"x{i}"));

    public string LogitParameters => string.Join(", ", Vectors.Select(i => $"{_lanes.Type} x{i}"));

    public string Maximum => _lanes.MaximumOf([.. Vectors.Select(static i => $"x{i}")]);

    public string TermParameters(SumVariant variant) => string.Concat(Vectors.Select(i => $"out {_lanes.Type} e{i}, "));

    public string TermsHandedOn(SumVariant variant) => string.Concat(Vectors.Select(static i => $"out e{i}, "));

    public string TermArguments(SumVariant variant) => variant.KeepsTerms() ? TermParameters(variant) : string.Concat(Vectors.Select(static _ => "out _, "));

    public void WriteMaxima()
    {
        WriteLoads("x");
        _writer.Line($"return {Maximum};");
    }

    public void WriteLoads(string reference)
    {
        foreach (int i in Vectors)
        {
            _writer.Line($"{_lanes.Type} x{i} = {row.Load(reference, i)};");
        }
    }

    public void WriteTerms(SumVariant variant)
    {
        string[] numbers = [.. Vectors.Select(static i => CSharpLiteral.Of(i))];
        VectorMathWriter.WriteTerms(_writer, _lanes, numbers, static i => $"x{i}", PivotNames.OfRow);
        if (row.IsShort)
        {
            // Before anything is made of the terms: those of −∞ would become subnormal numbers, which are slow.
            _writer.Line($"p0 = SG::Simd.KeepFirst(p0, {CSharpLiteral.Of(context.ClassCount)});");
        }

        if (variant.KeepsTerms())
        {
            foreach (int i in Vectors)
            {
                _writer.Line($"e{i} = {_lanes.MultiplyAdd($"t{i}", $"p{i}", $"p{i}")};");
            }
        }

        if (variant.IsTotal(context.Plan.Tree))
        {
            return;
        }

        foreach (int i in Vectors)
        {
            bool isWhole = variant.AddsWholeTerms(context.Plan.Tree);
            if (isWhole)
            {
                _writer.Line($"p{i} = e{i};");
            }

            row.WriteBelowMaximum(numbers[i], isLast: row.Overlaps && row.IsLast(i), hasTails: !isWhole);
        }
    }

    public SumNode WriteSum(SumVariant variant)
    {
        int groups = context.Plan.Tree.Lanes / _lanes.Count;
        bool isWhole = variant.AddsWholeTerms(context.Plan.Tree);
        SumWriter sums = new(_writer, _lanes, variant.IsTotal(context.Plan.Tree));
        SumNode?[] nodes = new SumNode?[groups];
        for (int group = 0; group < groups; group++)
        {
            if (variant.IsTotal(context.Plan.Tree))
            {
                nodes[group] = group < row.Count ? sums.WriteWhole(row.WriteOwnTerms(group)) : null;
                continue;
            }

            bool isFirst = true;
            for (int vector = group; vector < row.Count; vector += 2 * groups, isFirst = false)
            {
                int second = vector + groups;
                (string powers, string tails) = second < row.Count
                    ? ($"p{vector} + p{second}", _lanes.MultiplyAdd($"t{second}", $"p{second}", $"t{vector} * p{vector}"))
                    : ($"p{vector}", $"t{vector} * p{vector}");
                _writer.Line(isFirst ? $"{_lanes.Type} powers{group} = {powers};" : $"powers{group} += {powers};");
                if (!isWhole)
                {
                    _writer.Line(isFirst ? $"{_lanes.Type} tails{group} = {tails};" : $"tails{group} += {tails};");
                }
            }

            nodes[group] = isFirst ? null
                : isWhole ? new SumNode($"powers{group}", _lanes.Zero)
                : sums.WriteParts($"powers{group}", $"tails{group}");
        }

        return sums.WriteGroups(nodes);
    }
}
