using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>One row, unrolled: its logits are loaded, and its terms kept, in registers.</summary>
internal sealed class RowInRegistersWriter(KernelContext context) : IRowStrategyWriter
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly int _vectors = (context.ClassCount + context.Lanes.Count - 1) / context.Lanes.Count;
    private readonly int _partial = context.ClassCount % context.Lanes.Count;

    public void WriteHelpers()
    {
        VectorMathWriter.WriteExp(_writer, _lanes);
        _writer.Line();
    }

    public void WriteMaximum(Operation operation)
    {
        for (int i = 0; i < _vectors; i++)
        {
            _writer.Line($"{_lanes.Type} x{i} = {Load(i)};");
        }

        _writer.Line($"{context.Element} max = {_lanes.MaxAcross(MaximumOf(0, _vectors))};");
    }

    public void WriteSum(Operation operation)
    {
        _writer.Lines($"""
            {_lanes.Type} shifts = {_lanes.Splat("shift")};
            {_lanes.Type} bounds = {_lanes.Splat("bound")};
            {_lanes.IntegerType} pivots = {_lanes.Splat("pivot")};
            """);
        for (int i = 0; i < _vectors; i++)
        {
            string term = $"Exp(x{i} - shifts, bounds, pivots)";
            _writer.Line($"{_lanes.Type} e{i} = {(IsPartial(i) ? $"SG::Simd.KeepFirst({term}, {_partial})" : term)};");
        }

        if (!operation.SumsBelowMaximum)
        {
            _writer.Line($"{context.Element} sum = {_lanes.SumAcross(Tree(static i => $"e{i}"))};");
            return;
        }

        _writer.Lines($"""
            {_lanes.Type} maxima = {_lanes.Splat("max")};
            {_lanes.IntegerType} tied = {_lanes.IntegerZero};
            """);
        for (int i = 0; i < _vectors; i++)
        {
            _writer.Lines($"""
                {_lanes.MaskType} top{i} = {_lanes.AreEqual($"x{i}", "maxima")};
                {_lanes.Type} b{i} = {_lanes.ZeroWhere($"top{i}", $"e{i}")};
                tied = {_lanes.Count1("tied", $"top{i}")};
                """);
        }

        _writer.Lines($"""
            {context.Element} below = {_lanes.SumAcross(Tree(static i => $"b{i}"))};
            {context.Precision.IntegerKeyword} ties = {_lanes.IntegerSum("tied")};
            """);
    }

    public void WriteElements(Operation operation)
    {
        foreach (string value in OperationWriter.RowValues(operation))
        {
            _writer.Line($"{_lanes.Type} {value}Lanes = {_lanes.Splat(value)};");
        }

        for (int i = 0; i < _vectors; i++)
        {
            // The logits are read again rather than kept alive: a reload is cheaper than a spill.
            string element = OperationWriter.Element(_lanes, operation, Load(i), $"e{i}", static value => value + "Lanes");
            string offset = CSharpLiteral.Of(i * _lanes.Count);
            _writer.Line(IsPartial(i)
                ? _lanes.StorePartial(element, "y", offset, CSharpLiteral.Of(_partial))
                : _lanes.Store(element, "y", offset));
        }
    }

    private bool IsPartial(int vector) => _partial != 0 && vector == _vectors - 1;

    private string Load(int vector)
    {
        string offset = CSharpLiteral.Of(vector * _lanes.Count);
        return IsPartial(vector)
            ? _lanes.LoadPartial("x", offset, CSharpLiteral.Of(_partial), double.NegativeInfinity)
            : _lanes.Load("x", offset);
    }

    private string MaximumOf(int first, int count) => count == 1
        ? $"x{first}"
        : _lanes.Max(MaximumOf(first, count / 2), MaximumOf(first + (count / 2), count - (count / 2)));

    /// <summary>The summation tree down to one vector of this width.</summary>
    private string Tree(Func<int, string> term)
    {
        // A unit is a 512-bit vector's worth of classes, made of `groups` vectors of this width.
        int groups = context.Plan.Tree.Lanes / _lanes.Count;
        string?[] sums = new string?[groups];
        for (int group = 0; group < groups; group++)
        {
            string?[] chains = new string?[SummationTree.Chains];
            for (int vector = group, unit = 0; vector < _vectors; vector += groups, unit++)
            {
                int chain = unit % SummationTree.Chains;
                chains[chain] = SummationTree.Add(chains[chain], term(vector));
            }

            sums[group] = SummationTree.AddChains(chains);
        }

        return SummationTree.AddHalves(sums);
    }
}
