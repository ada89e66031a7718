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
    private readonly string _element = context.Element;
    private readonly string _count = CSharpLiteral.Of(context.ClassCount);

    public void WriteCore()
    {
        VectorMathWriter.WriteExp(_writer, _lanes);
        _writer.Line();
        VectorMathWriter.WriteExpPair(_writer, _lanes);
        _writer.Line();
        WriteMaximumOf();
        _writer.Line();
        WriteAddTerms();
        _writer.Line();
        WriteVariant("AddOnly", keep: false);
        _writer.Line();
        WriteVariant("AddKeeping", keep: true);
        _writer.Line();
        WriteSumTerms();
        _writer.Line();
        using (_writer.Block(RowKernelWriter.CoreSignature(context)))
        {
            _writer.Lines("""
                max = MaximumOf(ref x);
                RowMath.Pivot(max, out shift, out bound, out pivot);
                SumTerms(ref x, ref y, keep, max, shift, bound, pivot, out sum, out low, out ties);
                """);
        }
    }

    private void WriteMaximumOf()
    {
        const int Unroll = 4;
        int step = Unroll * _lanes.Count;
        int partial = context.Width.PartialClasses;
        using (_writer.Block($"private static {_element} MaximumOf(ref {_element} x)"))
        {
            for (int i = 0; i < Unroll; i++)
            {
                _writer.Line($"{_lanes.Type} m{i} = {_lanes.Constant(double.NegativeInfinity)};");
            }

            _writer.Line("Offset c = 0;");
            using (_writer.Block($"for (; c < {CSharpLiteral.Of(context.ClassCount / step * step)}; c += {step})"))
            {
                for (int i = 0; i < Unroll; i++)
                {
                    _writer.Line($"m{i} = {_lanes.Max(_lanes.Load("x", Offset("c", i * _lanes.Count)), $"m{i}")};");
                }
            }

            using (_writer.Block($"for (; c < {CSharpLiteral.Of(context.ClassCount - partial)}; c += {_lanes.Count})"))
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
    /// Writes the loop over one lane group of a chunk: the classes from <c>c</c> on, every other 512 bits' worth, before
    /// <c>end</c>. Whether terms are kept is a constant of the inlined call.
    /// </summary>
    private void WriteAddTerms()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static void AddTerms({GroupParameters}, bool keep)"))
        {
            _writer.Lines($"""
                {_lanes.Type} shifts = {_lanes.Splat("shift")};
                {_lanes.Type} bounds = {_lanes.Splat("bound")};
                {_lanes.IntegerType} pivots = {_lanes.Splat("pivot")};
                {_lanes.Type} maxima = {_lanes.Splat("max")};
                {_lanes.IntegerType} count = tied;
                """);
            for (int chain = 0; chain < SummationTree.Chains; chain++)
            {
                _writer.Lines($"""
                    {_lanes.Type} powers{chain} = {_lanes.Zero};
                    {_lanes.Type} tails{chain} = {_lanes.Zero};
                    """);
            }

            int last = (SummationTree.Chains - 1) * _tree.Lanes;
            using (_writer.Block($"for (; c + {last + _lanes.Count} <= end; c += {_tree.RoundClasses})"))
            {
                string second = Offset("c", _tree.Lanes);
                _writer.Lines($"""
                    {_lanes.Type} x0 = {_lanes.Load("x", "c")};
                    {_lanes.Type} x1 = {_lanes.Load("x", second)};
                    ExpPair(x0 - shifts, x1 - shifts, bounds, pivots, out {_lanes.Type} p0, out {_lanes.Type} t0, out {_lanes.Type} p1, out {_lanes.Type} t1);
                    """);
                WriteAdd(0, "c", partial: null);
                WriteAdd(1, second, partial: null);
            }

            for (int chain = 0; chain < SummationTree.Chains; chain++)
            {
                using (_writer.Block($"if (c + {_lanes.Count} <= end)"))
                {
                    WriteTerm(chain, "c", partial: null);
                }

                using (_writer.Block("else if (c < end)"))
                {
                    WriteTerm(chain, "c", partial: "end - c");
                }

                if (chain + 1 < SummationTree.Chains)
                {
                    _writer.Line($"c += {_tree.Lanes};");
                }
            }

            _writer.Lines($"""
                tied = count;
                powers = {SummationTree.AddChains(["powers0", "powers1"])};
                tails = {SummationTree.AddChains(["tails0", "tails1"])};
                """);
        }
    }

    private string GroupParameters =>
        $"ref {_element} x, ref {_element} y, Offset c, Offset end, {_element} max, {_element} shift, {_element} bound, {context.Integer} pivot, "
        + $"ref {_lanes.IntegerType} tied, out {_lanes.Type} powers, out {_lanes.Type} tails";

    private const string GroupArguments = "max, shift, bound, pivot, ref tied";

    /// <summary>Writes a loop of its own for terms that are kept, and one for those that are not, so that each is compiled once.</summary>
    private void WriteVariant(string name, bool keep)
    {
        _writer.Lines($"""
            {KernelContext.NoInline}
            private static void {name}({GroupParameters}) =>
                AddTerms(ref x, ref y, c, end, {GroupArguments}, out powers, out tails, {(keep ? "true" : "false")});
            """);
    }

    private void WriteSumTerms()
    {
        int groups = _tree.Lanes / _lanes.Count;
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static void SumTerms(ref {_element} x, ref {_element} y, bool keep, {_element} max, {_element} shift, {_element} bound, {context.Integer} pivot, out {_element} sum, out {_element} low, out {context.Integer} ties)"))
        {
            _writer.Lines($"""
                {_lanes.IntegerType} tied = {_lanes.IntegerZero};
                sum = {context.Number.Zero};
                low = {context.Number.Zero};
                """);
            using (_writer.Block($"for (Offset start = 0; start < {_count}; start += {_tree.ChunkClasses})"))
            {
                _writer.Line($"Offset end = start > {_count} - {_tree.ChunkClasses} ? {_count} : start + {_tree.ChunkClasses};");
                for (int group = 0; group < groups; group++)
                {
                    string arguments = $"(ref x, ref y, {Offset("start", group * _lanes.Count)}, end, {GroupArguments}, out powers{group}, out tails{group});";
                    _writer.Line($"{_lanes.Type} powers{group}, tails{group};");
                    using (_writer.Block("if (keep)"))
                    {
                        _writer.Line($"AddKeeping{arguments}");
                    }

                    using (_writer.Block("else"))
                    {
                        _writer.Line($"AddOnly{arguments}");
                    }
                }

                SumWriter.WriteAcross(
                    context,
                    [.. Enumerable.Range(0, groups).Select(static group => $"powers{group}")],
                    [.. Enumerable.Range(0, groups).Select(static group => $"tails{group}")]);
                WriteChunk(context);
            }

            SumWriter.WriteNormalisation(_writer, _tree, _element);
            _writer.Line($"ties = {_lanes.IntegerSum("tied")};");
        }
    }

    /// <summary>Writes how a chunk's powers and tails go into <c>sum</c> and <c>low</c>: rounding errors are carried along (Knuth's TwoSum).</summary>
    public static void WriteChunk(KernelContext context) => context.Writer.Lines($"""
        {context.Element} part = powers + tails;
        {context.Element} next = sum + part;
        {context.Element} error = next - sum;
        low += ((sum - (next - error)) + (part - error)) + ({SumWriter.Low(context.Plan.Tree, "part")});
        sum = next;
        """);

    private void WriteTerm(int chain, string offset, string? partial)
    {
        string load = partial is null
            ? _lanes.Load("x", offset)
            : _lanes.LoadPartial("x", offset, partial, double.NegativeInfinity);
        _writer.Lines($"""
            {_lanes.Type} x{chain} = {load};
            {_lanes.Type} t{chain} = Exp(x{chain} - shifts, bounds, pivots, out {_lanes.Type} p{chain});
            """);
        if (partial is not null)
        {
            _writer.Line($"p{chain} = SG::Simd.KeepFirst(p{chain}, {partial});");
        }

        WriteAdd(chain, offset, partial);
    }

    private void WriteAdd(int chain, string offset, string? partial)
    {
        using (_writer.Block("if (keep)"))
        {
            string term = _lanes.MultiplyAdd($"t{chain}", $"p{chain}", $"p{chain}");
            _writer.Line(partial is null ? _lanes.Store(term, "y", offset) : _lanes.StorePartial(term, "y", offset, partial));
        }

        _writer.Lines($"""
            {_lanes.MaskType} top{chain} = {_lanes.AreEqual($"x{chain}", "maxima")};
            count = {_lanes.Count1("count", $"top{chain}")};
            p{chain} = {_lanes.ZeroWhere($"top{chain}", $"p{chain}")};
            powers{chain} += p{chain};
            tails{chain} = {_lanes.MultiplyAdd($"t{chain}", $"p{chain}", $"tails{chain}")};
            """);
    }

    private static string Offset(string variable, int distance) => distance == 0 ? variable : $"{variable} + {distance}";
}
