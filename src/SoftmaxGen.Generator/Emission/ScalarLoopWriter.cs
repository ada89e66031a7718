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

    /// <summary>The logits and terms as arguments of a core.</summary>
    public static string TermArguments(SumVariant variant) => variant switch
    {
        SumVariant.Only => "ref x, ref x, false",
        SumVariant.Keeping => "ref x, ref y, true",
        _ => "ref x, ref y",
    };

    public void WriteCore()
    {
        WriteTerm();
        foreach (SumVariant variant in SumVariants.OfRow)
        {
            _writer.Line();
            WriteCore(variant);
        }
    }

    private void WriteCore(SumVariant variant)
    {
        string keep = variant == SumVariant.Keeping ? "bool keep, " : "";
        using (_writer.Block($"private static void Core{variant}(ref {_element} x, ref {_element} y, {keep}{RowKernelWriter.CoreResults(context.Lanes)})"))
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
        // Of a total, no term is left out: none is that of NaN.
        string maximum = variant.IsTotal(_tree) ? context.Number.Literal(double.NaN) : "max";
        string arguments = $"{(variant == SumVariant.Keeping ? "keep" : "true")}, {maximum}, shift, bound, magic, ref ties";
        WriteZeros("powers", "tails", variant);
        using (_writer.Block($"for (Offset c = start + lane; c < end; c += {_tree.RoundClasses})"))
        {
            WriteZeros("four", "fourTails", variant);
            using (_writer.Block($"for (Offset pair = c; pair < end && pair < c + {_tree.RoundClasses}; pair += {2 * _tree.Lanes})"))
            {
                WriteZeros("pairPowers", "pairTails", variant);
                using (_writer.Block($"for (Offset k = pair; k < end && k <= pair + {_tree.Lanes}; k += {_tree.Lanes})"))
                {
                    _writer.Line($"{_element} tail = Term(ref C::Unsafe.Add(ref x, k), ref C::Unsafe.Add(ref y, k), {arguments}, out {_element} power);");
                    WriteInPair(variant);
                }

                _writer.Line("four += pairPowers;");
                if (!variant.AddsWholeTerms(_tree))
                {
                    _writer.Line("fourTails += pairTails;");
                }
            }

            _writer.Lines((variant.IsPlain(), variant.AddsWholeTerms(_tree)) switch
            {
                (true, true) => "powers += four;",
                (true, false) => """
                    powers += four;
                    tails += fourTails;
                    """,
                _ => "powers = SG::Simd.AddTerms(powers, four, tails, fourTails, out tails);",
            });
        }

        if (variant.IsTotal(_tree))
        {
            _writer.Lines("""
                sums[lane] = powers;
                lows[lane] = tails;
                """);
            return;
        }

        if (variant.AddsWholeTerms(_tree))
        {
            _writer.Line($"sums[lane] = SG::Simd.AddTerms(sums[lane], powers, lows[lane], {context.Number.Zero}, out lows[lane]);");
            return;
        }

        _writer.Line($"{_element} part = powers + tails;");
        _writer.Line("sums[lane] = SG::Simd.AddTerms(sums[lane], part, lows[lane], (powers - part) + tails, out lows[lane]);");
    }

    /// <summary>Writes how a term is added to a pair.</summary>
    private void WriteInPair(SumVariant variant) => _writer.Lines((variant.AddsWholeTerms(_tree), variant.IsTotal(_tree)) switch
    {
        (true, _) => $"pairPowers += {context.Number.MultiplyAdd("tail", "power", "power")};",
        (_, true) => $"""
            {_element} term = {context.Number.MultiplyAdd("tail", "power", "power")};
            {_element} head = {context.Number.Head("term")};
            pairPowers += head;
            pairTails += term - head;
            """,
        _ => $"""
            pairPowers += power;
            pairTails = {context.Number.MultiplyAdd("tail", "power", "pairTails")};
            """,
    });

    /// <summary>Writes the additions of the lanes.</summary>
    private void WriteHalves(SumVariant variant)
    {
        using (_writer.Block($"for (int half = {_tree.Lanes / 2}; half > 0; half /= 2)"))
        using (_writer.Block("for (int lane = 0; lane < half; lane++)"))
        {
            _writer.Lines(variant.IsTotal(_tree)
                ? """
                    sums[lane] += sums[lane + half];
                    lows[lane] += lows[lane + half];
                    """
                : "sums[lane] = SG::Simd.AddTerms(sums[lane], sums[lane + half], lows[lane], lows[lane + half], out lows[lane]);");
        }

        SumWriter.WriteResult(_writer, "sums[0]", "lows[0]");
    }

    /// <summary>Writes the variables of a partial sum: of powers and tails, or of whole terms.</summary>
    private void WriteZeros(string powers, string tails, SumVariant variant)
    {
        _writer.Line($"{_element} {powers} = {context.Number.Zero};");
        if (!variant.AddsWholeTerms(_tree))
        {
            _writer.Line($"{_element} {tails} = {context.Number.Zero};");
        }
    }
}
