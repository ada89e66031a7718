using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>One row, element by element, for processors without vectors; the summation tree is kept in arrays of slots.</summary>
internal sealed class ScalarLoopWriter(KernelContext context)
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly SummationTree _tree = context.Plan.Tree;
    private readonly string _element = context.Element;
    private readonly string _count = CSharpLiteral.Of(context.ClassCount);

    public void WriteCore()
    {
        WriteTerm();
        foreach (SumVariant variant in SumVariants.Of(context.Plan))
        {
            _writer.Line();
            WriteCore(variant);
        }
    }

    private void WriteCore(SumVariant variant)
    {
        using (_writer.Block($"private static void Core{variant}(ref {_element} x, ref {_element} y, {RowKernelWriter.CoreResults(context.Lanes)})"))
        {
            _writer.Line($"max = {context.Number.Literal(double.NegativeInfinity)};");
            using (_writer.Block($"for (Offset c = 0; c < {_count}; c++)"))
            {
                _writer.Line($"max = {context.Number.Max("C::Unsafe.Add(ref x, c)", "max")};");
            }

            _writer.Lines($"""
                Pivot(max, out shift, out bound, out magic);
                ties = 0;
                global::System.Span<{_element}> sums = stackalloc {_element}[{_tree.Lanes}];
                global::System.Span<{_element}> lows = stackalloc {_element}[{_tree.Lanes}];
                sums.Clear();
                lows.Clear();
                """);
            using (_writer.Block($"for (Offset start = 0; start < {_count}; start += {_tree.ChunkClasses})"))
            {
                _writer.Line($"Offset end = start > {_count} - {_tree.ChunkClasses} ? {_count} : start + {_tree.ChunkClasses};");
                using (_writer.Block($"for (int lane = 0; lane < {_tree.Lanes}; lane++)"))
                {
                    WriteLane(variant);
                }
            }

            WriteHalves(variant);
        }
    }

    private void WriteTerm()
    {
        _writer.Line("/// <summary>A term of the row, kept if wanted; 0 if it is that of the maximum, which is counted.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static {_element} Term(ref {_element} x, ref {_element} y, bool keep, {_element} max, {_element} shift, {_element} bound, {_element} magic, ref {context.Integer} ties, out {_element} power)"))
        {
            _writer.Lines($"""
                {_element} logit = x;
                {_element} tail = Exp(logit, shift, bound, magic, out power);
                """);
            using (_writer.Block("if (keep)"))
            {
                _writer.Line($"y = {context.Number.MultiplyAdd("tail", "power", "power")};");
            }

            using (_writer.Block("if (logit == max)"))
            {
                _writer.Lines($"""
                    ties++;
                    power = {context.Number.Zero};
                    """);
            }

            _writer.Line("return tail;");
        }
    }

    /// <summary>Writes the sum of a lane's terms within a chunk, pair by pair, and how it goes to the lane's total.</summary>
    private void WriteLane(SumVariant variant)
    {
        string arguments = $"{(variant.KeepsTerms() ? "true" : "false")}, max, shift, bound, magic, ref ties";
        _writer.Lines($"""
            {_element} powers = {context.Number.Zero};
            {_element} tails = {context.Number.Zero};
            """);
        using (_writer.Block($"for (Offset c = start + lane; c < end; c += {_tree.RoundClasses})"))
        {
            _writer.Lines($"""
                {_element} four = {context.Number.Zero};
                {_element} fourTails = {context.Number.Zero};
                """);
            using (_writer.Block($"for (Offset pair = c; pair < end && pair < c + {_tree.RoundClasses}; pair += {2 * _tree.Lanes})"))
            {
                _writer.Lines($"""
                    {_element} pairPowers = {context.Number.Zero};
                    {_element} pairTails = {context.Number.Zero};
                    """);
                using (_writer.Block($"for (Offset k = pair; k < end && k <= pair + {_tree.Lanes}; k += {_tree.Lanes})"))
                {
                    _writer.Lines($"""
                        {_element} tail = Term(ref C::Unsafe.Add(ref x, k), ref C::Unsafe.Add(ref y, k), {arguments}, out {_element} power);
                        pairPowers += power;
                        pairTails = {context.Number.MultiplyAdd("tail", "power", "pairTails")};
                        """);
                }

                _writer.Lines("""
                    four += pairPowers;
                    fourTails += pairTails;
                    """);
            }

            _writer.Line("powers = SG::Simd.Add(powers, four, tails, fourTails, out tails);");
        }

        if (variant.IsPlain())
        {
            _writer.Lines("""
                sums[lane] = powers;
                lows[lane] = tails;
                """);
            return;
        }

        _writer.Line($"{_element} part = powers + tails;");
        _writer.Line("sums[lane] = SG::Simd.Add(sums[lane], part, lows[lane], (powers - part) + tails, out lows[lane]);");
    }

    /// <summary>Writes the additions of the lanes.</summary>
    private void WriteHalves(SumVariant variant)
    {
        using (_writer.Block($"for (int half = {_tree.Lanes / 2}; half > 0; half /= 2)"))
        using (_writer.Block("for (int lane = 0; lane < half; lane++)"))
        {
            _writer.Lines(variant.IsPlain()
                ? """
                    sums[lane] += sums[lane + half];
                    lows[lane] += lows[lane + half];
                    """
                : "sums[lane] = SG::Simd.Add(sums[lane], sums[lane + half], lows[lane], lows[lane + half], out lows[lane]);");
        }

        SumWriter.WriteResult(_writer, "sums[0]", "lows[0]");
    }
}
