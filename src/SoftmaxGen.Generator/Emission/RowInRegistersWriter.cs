using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>One row, unrolled: its logits are loaded, and its terms kept, in registers.</summary>
internal sealed class RowInRegistersWriter(KernelContext context) : IRowStrategyWriter
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly int _vectors = (context.ClassCount + context.Lanes.Count - 1) / context.Lanes.Count;
    private readonly int _partial = context.Width.PartialClasses;

    public void WriteCore()
    {
        VectorMathWriter.WriteExp(_writer, _lanes);
        _writer.Line();
        _writer.Line(KernelContext.Inline);
        using (_writer.Block(RowKernelWriter.CoreSignature(context)))
        {
            WriteMaximum();
            _writer.Lines($"""
                {_lanes.Type} maxima = {_lanes.Splat("max")};
                {_lanes.IntegerType} tied = {_lanes.IntegerZero};
                """);
            for (int i = 0; i < _vectors; i++)
            {
                WriteTerm(i);
                using (_writer.Block("if (keep)"))
                {
                    WriteStore(i, _lanes.MultiplyAdd($"t{i}", $"p{i}", $"p{i}"));
                }

                _writer.Lines($"""
                    {_lanes.MaskType} top{i} = {_lanes.AreEqual($"x{i}", "maxima")};
                    tied = {_lanes.Count1("tied", $"top{i}")};
                    p{i} = {_lanes.ZeroWhere($"top{i}", $"p{i}")};
                    """);
            }

            WriteSum();
            _writer.Line($"ties = {_lanes.IntegerSum("tied")};");
        }
    }

    private void WriteMaximum()
    {
        for (int i = 0; i < _vectors; i++)
        {
            _writer.Line($"{_lanes.Type} x{i} = {Load(i)};");
        }

        _writer.Lines($"""
            max = {_lanes.MaxAcross(MaximumOf(0, _vectors))};
            RowMath.Pivot(max, out shift, out bound, out pivot);
            {_lanes.Type} shifts = {_lanes.Splat("shift")};
            {_lanes.Type} bounds = {_lanes.Splat("bound")};
            {_lanes.IntegerType} pivots = {_lanes.Splat("pivot")};
            """);
    }

    private void WriteTerm(int i)
    {
        _writer.Line($"{_lanes.Type} t{i} = Exp(x{i} - shifts, bounds, pivots, out {_lanes.Type} p{i});");
        if (IsPartial(i))
        {
            _writer.Line($"p{i} = SG::Simd.KeepFirst(p{i}, {_partial});");
        }
    }

    private void WriteSum() => SumWriter.Write(
        context,
        [.. Enumerable.Range(0, context.Plan.Tree.Lanes / _lanes.Count).Select(group => Chains(group, static i => $"p{i}"))],
        [.. Enumerable.Range(0, context.Plan.Tree.Lanes / _lanes.Count).Select(group => Chains(group, static i => $"(t{i} * p{i})"))]);

    private void WriteStore(int vector, string value)
    {
        string offset = CSharpLiteral.Of(vector * _lanes.Count);
        _writer.Line(IsPartial(vector)
            ? _lanes.StorePartial(value, "y", offset, CSharpLiteral.Of(_partial))
            : _lanes.Store(value, "y", offset));
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

    /// <summary>The sum of one lane group's vectors, or null if there are none.</summary>
    private string? Chains(int group, Func<int, string> term)
    {
        // A unit is a 512-bit vector's worth of classes, made of `groups` vectors of this width.
        int groups = context.Plan.Tree.Lanes / _lanes.Count;
        string?[] chains = new string?[SummationTree.Chains];
        for (int vector = group, unit = 0; vector < _vectors; vector += groups, unit++)
        {
            int chain = unit % SummationTree.Chains;
            chains[chain] = SummationTree.Add(chains[chain], term(vector));
        }

        return SummationTree.AddChains(chains);
    }
}
