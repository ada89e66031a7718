using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// One row in loops over chunks of classes: maximum; terms and their sum; outputs. The terms wait in the output, where there
/// is one. The text is the same for every K.
/// </summary>
internal sealed class BlockedLoopWriter(KernelContext context) : IRowStrategyWriter
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly SummationTree _tree = context.Plan.Tree;
    private readonly string _count = CSharpLiteral.Of(context.ClassCount);

    public void WriteHelpers()
    {
        VectorMathWriter.WriteExp(_writer, _lanes);
        _writer.Line();
        WriteMaximumOf();
        _writer.Line();
        WriteGroupSum("SumTerms", store: true, belowMaximum: false);
        _writer.Line();
        WriteGroupSum("SumBelow", store: false, belowMaximum: true);
        _writer.Line();
        WriteGroupSum("SumBelowKeeping", store: true, belowMaximum: true);
        _writer.Line();
    }

    public void WriteMaximum(Operation operation) => _writer.Line($"{context.Element} max = MaximumOf(ref x);");

    public void WriteSum(Operation operation)
    {
        string name = operation.SumsBelowMaximum ? "below" : "sum";
        string method = operation.SumsBelowMaximum ? operation.KeepsTerms ? "SumBelowKeeping" : "SumBelow" : "SumTerms";
        if (operation.SumsBelowMaximum)
        {
            _writer.Line($"{_lanes.IntegerType} tied = {_lanes.IntegerZero};");
        }

        int chunk = _tree.ChunkClasses;
        if (context.ClassCount <= chunk)
        {
            _writer.Line($"{context.Element} {name} = {ChunkSum(operation, method, "0", _count)};");
        }
        else
        {
            // The chunks' sums are added with their rounding errors carried along (Knuth's TwoSum).
            _writer.Lines($"""
                {context.Element} high = {context.Number.Zero};
                {context.Element} low = {context.Number.Zero};
                """);
            using (_writer.Block($"for (nint start = 0; start < {_count}; start += {chunk})"))
            {
                _writer.Lines($"""
                    {context.Element} part = {ChunkSum(operation, method, "start", $"(start > {_count} - {chunk} ? {_count} : start + {chunk})")};
                    {context.Element} next = high + part;
                    {context.Element} error = next - high;
                    low += (high - (next - error)) + (part - error);
                    high = next;
                    """);
            }

            _writer.Line($"{context.Element} {name} = high + low;");
        }

        if (operation.SumsBelowMaximum)
        {
            _writer.Line($"{context.Precision.IntegerKeyword} ties = {_lanes.IntegerSum("tied")};");
        }
    }

    public void WriteElements(Operation operation)
    {
        foreach (string value in OperationWriter.RowValues(operation))
        {
            _writer.Line($"{_lanes.Type} {value}Lanes = {_lanes.Splat(value)};");
        }

        // The logits and the terms, which wait in the output, are never both needed.
        string source = operation.KeepsTerms ? "y" : "x";
        int partial = context.ClassCount % _lanes.Count;
        string whole = CSharpLiteral.Of(context.ClassCount - partial);
        using (_writer.Block($"for (nint c = 0; c < {whole}; c += {_lanes.Count})"))
        {
            WriteElement(operation, _lanes.Load(source, "c"), value => _lanes.Store(value, "y", "c"));
        }

        if (partial != 0)
        {
            string count = CSharpLiteral.Of(partial);
            using (_writer.Block(""))
            {
                WriteElement(
                    operation,
                    _lanes.LoadPartial(source, whole, count, 0),
                    value => _lanes.StorePartial(value, "y", whole, count));
            }
        }
    }

    private void WriteElement(Operation operation, string load, Func<string, string> store) => _writer.Lines($"""
        {_lanes.Type} v = {load};
        {store(OperationWriter.Element(_lanes, operation, "v", "v", static value => value + "Lanes"))}
        """);

    /// <summary>The sum of one chunk: its lane groups, each in a pass of its own, added by halves.</summary>
    private string ChunkSum(Operation operation, string method, string start, string end)
    {
        int groups = _tree.Lanes / _lanes.Count;
        string[] sums = new string[groups];
        for (int group = 0; group < groups; group++)
        {
            string output = operation.KeepsTerms ? "ref y, " : "";
            string maximum = operation.SumsBelowMaximum ? "max, ref tied, " : "";
            string first = group == 0 ? start : $"{start} + {group * _lanes.Count}";
            sums[group] = $"{method}(ref x, {output}{first}, {end}, shift, bound, pivot{(maximum.Length == 0 ? "" : ", max, ref tied")})";
        }

        return _lanes.SumAcross(SummationTree.AddHalves(sums));
    }

    private void WriteMaximumOf()
    {
        int step = SummationTree.Chains * _lanes.Count;
        int unrolled = context.ClassCount / step * step;
        int partial = context.ClassCount % _lanes.Count;
        int whole = context.ClassCount - partial;
        using (_writer.Block($"private static {context.Element} MaximumOf(ref {context.Element} x)"))
        {
            for (int chain = 0; chain < SummationTree.Chains; chain++)
            {
                _writer.Line($"{_lanes.Type} m{chain} = {_lanes.Constant(double.NegativeInfinity)};");
            }

            _writer.Line("nint c = 0;");
            using (_writer.Block($"for (; c < {CSharpLiteral.Of(unrolled)}; c += {step})"))
            {
                for (int chain = 0; chain < SummationTree.Chains; chain++)
                {
                    _writer.Line($"m{chain} = {_lanes.Max(_lanes.Load("x", Offset("c", chain * _lanes.Count)), $"m{chain}")};");
                }
            }

            using (_writer.Block($"for (; c < {CSharpLiteral.Of(whole)}; c += {_lanes.Count})"))
            {
                _writer.Line($"m0 = {_lanes.Max(_lanes.Load("x", "c"), "m0")};");
            }

            if (partial != 0)
            {
                _writer.Line($"m0 = {_lanes.Max(_lanes.LoadPartial("x", "c", CSharpLiteral.Of(partial), double.NegativeInfinity), "m0")};");
            }

            _writer.Line($"return {_lanes.MaxAcross(_lanes.Max(_lanes.Max("m0", "m1"), _lanes.Max("m2", "m3")))};");
        }
    }

    /// <summary>
    /// Writes a method that adds the terms of one lane group of a chunk: the classes from <c>c</c> on, every 16th (8th in
    /// double) vector's worth, before <c>end</c>.
    /// </summary>
    private void WriteGroupSum(string name, bool store, bool belowMaximum)
    {
        string output = store ? $"ref {context.Element} y, " : "";
        string maximum = belowMaximum ? $", {context.Element} max, ref {_lanes.IntegerType} tied" : "";
        using (_writer.Block($"private static {_lanes.Type} {name}(ref {context.Element} x, {output}nint c, nint end, {context.Element} shift, {context.Element} bound, {context.Precision.IntegerKeyword} pivot{maximum})"))
        {
            _writer.Lines($"""
                {_lanes.Type} shifts = {_lanes.Splat("shift")};
                {_lanes.Type} bounds = {_lanes.Splat("bound")};
                {_lanes.IntegerType} pivots = {_lanes.Splat("pivot")};
                """);
            if (belowMaximum)
            {
                _writer.Lines($"""
                    {_lanes.Type} maxima = {_lanes.Splat("max")};
                    {_lanes.IntegerType} count = tied;
                    """);
            }

            for (int chain = 0; chain < SummationTree.Chains; chain++)
            {
                _writer.Line($"{_lanes.Type} a{chain} = {_lanes.Zero};");
            }

            int last = (SummationTree.Chains - 1) * _tree.Lanes;
            using (_writer.Block($"for (; c + {last + _lanes.Count} <= end; c += {_tree.RoundClasses})"))
            {
                for (int chain = 0; chain < SummationTree.Chains; chain++)
                {
                    WriteTerm(chain, Offset("c", chain * _tree.Lanes), partial: null, store, belowMaximum);
                }
            }

            for (int chain = 0; chain < SummationTree.Chains; chain++)
            {
                using (_writer.Block($"if (c + {_lanes.Count} <= end)"))
                {
                    WriteTerm(chain, "c", partial: null, store, belowMaximum);
                }

                using (_writer.Block("else if (c < end)"))
                {
                    WriteTerm(chain, "c", partial: "end - c", store, belowMaximum);
                }

                if (chain + 1 < SummationTree.Chains)
                {
                    _writer.Line($"c += {_tree.Lanes};");
                }
            }

            if (belowMaximum)
            {
                _writer.Line("tied = count;");
            }

            _writer.Line($"return {SummationTree.AddChains(["a0", "a1", "a2", "a3"])};");
        }
    }

    private void WriteTerm(int chain, string offset, string? partial, bool store, bool belowMaximum)
    {
        string x = $"x{chain}";
        string e = $"e{chain}";
        string load = partial is null
            ? _lanes.Load("x", offset)
            : _lanes.LoadPartial("x", offset, partial, double.NegativeInfinity);
        string term = $"Exp({x} - shifts, bounds, pivots)";
        _writer.Lines($"""
            {_lanes.Type} {x} = {load};
            {_lanes.Type} {e} = {(partial is null ? term : $"SG::Simd.KeepFirst({term}, {partial})")};
            """);
        if (store)
        {
            _writer.Line(partial is null ? _lanes.Store(e, "y", offset) : _lanes.StorePartial(e, "y", offset, partial));
        }

        if (belowMaximum)
        {
            _writer.Lines($"""
                {_lanes.MaskType} top{chain} = {_lanes.AreEqual(x, "maxima")};
                count = {_lanes.Count1("count", $"top{chain}")};
                a{chain} += {_lanes.ZeroWhere($"top{chain}", e)};
                """);
        }
        else
        {
            _writer.Line($"a{chain} += {e};");
        }
    }

    private static string Offset(string variable, int distance) => distance == 0 ? variable : $"{variable} + {distance}";
}
