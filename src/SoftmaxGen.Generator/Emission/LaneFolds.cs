using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the functions that make of one vector per row, as many as there are lanes, one vector with a number per row: by
/// halves, two rows at a time, in the order of the summation tree.
/// </summary>
internal sealed class LaneFolds(KernelContext context)
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly int _blockLanes = 16 / context.Precision.Bytes;
    private int _names;

    /// <summary>Writes <c>FoldMaximum</c>, of the vectors from v on.</summary>
    public void WriteMaximum()
    {
        _names = 0;
        _writer.Line("/// <summary>The largest lane of each row's vector.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static {_lanes.Type} FoldMaximum(ref {context.Element} v)"))
        {
            string maximum = Fold(row => Load("v", row), (lows, highs) => _lanes.Max(lows, highs));
            _writer.Line($"return {maximum};");
        }
    }

    /// <summary>Writes <c>FoldTies</c>, of counts.</summary>
    public void WriteTies()
    {
        _names = 0;
        _writer.Line("/// <summary>How often the maximum occurs in each row: the sum of the lanes.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static {_lanes.IntegerType} FoldTies(ref {context.Element} v)"))
        {
            string ties = Fold(row => Load("v", row), (lows, highs) => _lanes.FromBits($"{_lanes.BitsOf(lows)} + {_lanes.BitsOf(highs)}"));
            _writer.Line($"return {_lanes.BitsOf(ties)};");
        }
    }

    /// <summary>Writes <c>FoldSums</c> and, where a lane has few terms, <c>FoldTotals</c>.</summary>
    public void WriteSums()
    {
        WriteSums("FoldSums", isPlain: false);
        if (!context.Plan.Tree.HasManyTerms)
        {
            _writer.Line();
            WriteSums("FoldTotals", isPlain: true);
        }
    }

    private void WriteSums(string name, bool isPlain)
    {
        _names = 0;
        SumWriter sums = new(_writer, _lanes, isPlain);
        _writer.Line($"/// <summary>The sum of the lanes of each row's vectors, {(isPlain ? "exact but for what is left of terms" : "with its rounding errors")}.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static void {name}(ref {context.Element} high, ref {context.Element} rest, out {_lanes.Type} sum, out {_lanes.Type} low)"))
        {
            SumNode node = Fold(
                row => new SumNode(Load("high", row), Load("rest", row)),
                (first, second, kind) => new SumNode(Shuffle(kind, first.High, second.High), Shuffle(kind, first.Low, second.Low)),
                (lows, highs) => sums.Add(lows, highs)!);
            SumWriter.WriteResult(_writer, node.High, node.Low);
        }
    }

    private string Fold(Func<int, string> row, Func<string, string, string> join) => Fold(
        row,
        (first, second, kind) => Shuffle(kind, first, second),
        (lows, highs) => Name(join(lows, highs)));

    /// <summary>Folds the vectors of all rows; their order is such that every result ends up in its row's lane.</summary>
    private T Fold<T>(Func<int, T> row, Func<T, T, LaneStepKind, T> shuffle, Func<T, T, T> join)
    {
        int[] lanes = [.. Enumerable.Range(0, _lanes.Count)];
        int[][] symbols = [.. lanes.Select(input => lanes.Select(_ => input).ToArray())];
        foreach ((LaneStepKind kind, _) in Levels())
        {
            symbols = [.. Enumerable.Range(0, symbols.Length / 2).Select(pair => lanes
                .Select(lane => LaneShuffles.Source(kind, lane, _lanes.Count, _blockLanes))
                .Select(source => source < _lanes.Count ? symbols[2 * pair][source] : symbols[(2 * pair) + 1][source - _lanes.Count])
                .ToArray())];
        }

        int[] rowOfInput = [.. lanes.Select(input => Array.IndexOf(symbols[0], input))];
        List<T> nodes = [.. rowOfInput.Select(row)];
        foreach ((LaneStepKind low, LaneStepKind high) in Levels())
        {
            List<T> next = [];
            for (int i = 0; i < nodes.Count; i += 2)
            {
                T lows = shuffle(nodes[i], nodes[i + 1], low);
                T highs = shuffle(nodes[i], nodes[i + 1], high);
                next.Add(join(lows, highs));
            }

            nodes = next;
        }

        return nodes[0];
    }

    /// <summary>The shuffles that part two vectors' lower and upper halves of each row, level by level.</summary>
    private IEnumerable<(LaneStepKind Low, LaneStepKind High)> Levels()
    {
        for (int half = _lanes.Count / 2; half > 0; half /= 2)
        {
            yield return (half / _blockLanes, half) switch
            {
                (2, _) => (LaneStepKind.LowHalves, LaneStepKind.HighHalves),
                (1, _) => (LaneStepKind.EvenBlocks, LaneStepKind.OddBlocks),
                (_, 2) => (LaneStepKind.LowPairs, LaneStepKind.HighPairs),
                _ => (LaneStepKind.EvenLanes, LaneStepKind.OddLanes),
            };
        }
    }

    private string Load(string area, int row) => Name(_lanes.Load(area, CSharpLiteral.Of(row * _lanes.Count)));

    private string Shuffle(LaneStepKind kind, string first, string second) => Name($"SG::Simd.{kind}({first}, {second})");

    private string Name(string value)
    {
        string name = $"f{_names++}";
        _writer.Line($"{_lanes.Type} {name} = {value};");
        return name;
    }
}
