using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// One row in loops over chunks of classes: maximum; terms and their sum; outputs. The terms wait in the output, where there
/// is one. The text does not grow with K: loops, and the rest of the row behind the last whole round.
/// </summary>
internal sealed class BlockedLoopWriter(KernelContext context, RowVectors row) : IRowStrategyWriter
{
    /// <summary>How many vectors go through an iteration: a round of the summation tree.</summary>
    private const int Unroll = 4;

    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly SummationTree _tree = context.Plan.Tree;

    public string Logits => "ref x";

    public string LogitParameters => $"ref {context.Element} x";

    public string Maximum => "Maxima(ref x)";

    public string TermParameters(SumVariant variant) => variant.KeepsTerms() ? $"ref {context.Element} y, " : "";

    public string TermArguments(SumVariant variant, string declared) => variant.KeepsTerms() ? "ref y, " : "";

    public void WriteLoads(string reference)
    {
    }

    public void WriteMaxima()
    {
        int step = Unroll * _lanes.Count;
        string first = row.Overlaps ? _lanes.Load("x", row.LastOffset) : _lanes.Constant(double.NegativeInfinity);
        _writer.Line($"{_lanes.Type} m0 = {first};");
        for (int i = 1; i < Unroll; i++)
        {
            _writer.Line($"{_lanes.Type} m{i} = m0;");
        }

        _writer.Line("Offset c = 0;");
        using (_writer.Block($"for (; c < {CSharpLiteral.Of(context.ClassCount / step * step)}; c += {step})"))
        {
            for (int i = 0; i < Unroll; i++)
            {
                _writer.Line($"m{i} = {_lanes.Max(_lanes.Load("x", Offset("c", i * _lanes.Count)), $"m{i}")};");
            }
        }

        if (row.WholeClasses % step != 0)
        {
            using (_writer.Block($"for (; c < {CSharpLiteral.Of(row.WholeClasses)}; c += {_lanes.Count})"))
            {
                _writer.Line($"m0 = {_lanes.Max(_lanes.Load("x", "c"), "m0")};");
            }
        }

        _writer.Line($"return {_lanes.Max(_lanes.Max("m0", "m1"), _lanes.Max("m2", "m3"))};");
    }

    public void WriteTerms(bool keep)
    {
        string count = CSharpLiteral.Of(context.ClassCount);
        if (row.Overlaps)
        {
            // Loaded before, and stored after, all other vectors, as y may be x.
            _writer.Line($"{_lanes.Type} last = {_lanes.Load("x", row.LastOffset)};");
            if (keep)
            {
                _writer.Line($"{_lanes.Type} lastTerms = {_lanes.Zero};");
            }
        }

        WriteChunks(count, keep);
        if (row.Overlaps && keep)
        {
            _writer.Line(_lanes.Store("lastTerms", "y", row.LastOffset));
        }
    }

    private void WriteChunks(string count, bool keep)
    {
        if (!_tree.HasChunks)
        {
            WriteGroup("0", count, keep);
            return;
        }

        _writer.Line($"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref total, {2 * _tree.Lanes}).Clear();");
        using (_writer.Block($"for (Offset start = 0; start < {count}; start += {_tree.ChunkClasses})"))
        {
            _writer.Line($"Offset end = start > {count} - {_tree.ChunkClasses} ? {count} : start + {_tree.ChunkClasses};");
            WriteGroup("start", "end", keep);
        }
    }

    public SumNode WriteSum(bool isPlain)
    {
        SumWriter sums = new(_writer, _lanes, isPlain);
        SumNode?[] nodes = new SumNode?[_tree.Lanes / _lanes.Count];
        for (int group = 0; group < nodes.Length; group++)
        {
            (string first, string second) = _tree.HasChunks ? ("sum", "low") : ("powers", "tails");
            _writer.Lines($"""
                {_lanes.Type} {first}{group} = {_lanes.Load("total", CSharpLiteral.Of(group * _lanes.Count))};
                {_lanes.Type} {second}{group} = {_lanes.Load("total", CSharpLiteral.Of(_tree.Lanes + (group * _lanes.Count)))};
                """);
            nodes[group] = _tree.HasChunks
                ? new SumNode($"{first}{group}", $"{second}{group}")
                : sums.WriteParts($"{first}{group}", $"{second}{group}");
        }

        return sums.WriteGroups(nodes);
    }

    /// <summary>Writes the loops over each group of lanes between two classes, and how their sums go to <c>total</c>.</summary>
    private void WriteGroup(string start, string end, bool keep)
    {
        if (_tree.Lanes == _lanes.Count)
        {
            WriteGroup(start, end, "0", keep);
            return;
        }

        using (_writer.Block($"for (Offset group = 0; group < {_tree.Lanes}; group += {_lanes.Count})"))
        {
            WriteGroup(start, end, "group", keep);
        }
    }

    private void WriteGroup(string start, string end, string group, bool keep)
    {
        _writer.Lines($"""
            {_lanes.Type} powers = {_lanes.Zero};
            {_lanes.Type} tails = {_lanes.Zero};
            Offset c = {Sum(start, group)};
            """);
        WriteWholeRounds(end, keep);
        WriteRest(end, keep);
        WriteTotals(group);
    }

    private void WriteWholeRounds(string end, bool keep)
    {
        int distance = _tree.Lanes;
        string[] numbers = [.. Enumerable.Range(0, Unroll).Select(static i => CSharpLiteral.Of(i))];
        using (_writer.Block($"for (; c <= {end} - {((Unroll - 1) * distance) + _lanes.Count}; c += {_tree.RoundClasses})"))
        {
            for (int i = 0; i < Unroll; i++)
            {
                _writer.Line($"{_lanes.Type} x{i} = {_lanes.Load("x", Offset("c", i * distance))};");
            }

            VectorMathWriter.WriteTerms(_writer, _lanes, numbers, static i => $"x{i}", PivotNames.OfRow, WriteLoopSplit);
            for (int i = 0; i < Unroll; i++)
            {
                if (keep)
                {
                    _writer.Line(_lanes.Store(_lanes.MultiplyAdd($"t{i}", $"p{i}", $"p{i}"), "y", Offset("c", i * distance)));
                }

                row.WriteBelowMaximum(numbers[i]);
            }

            WriteFour(Unroll);
        }
    }

    /// <summary>Writes how up to four terms of each lane are added to its sum.</summary>
    private void WriteFour(int count)
    {
        string Pair(string one, Func<int, string> both, int first) => first + 1 < count ? both(first) : one;
        string powers = Pair("p0", static i => $"(p{i} + p{i + 1})", 0);
        string tails = Pair("t0 * p0", i => _lanes.MultiplyAdd($"t{i + 1}", $"p{i + 1}", $"t{i} * p{i}"), 0);
        if (count > 2)
        {
            powers += " + " + Pair("p2", static i => $"(p{i} + p{i + 1})", 2);
            tails += " + " + Pair("(t2 * p2)", i => _lanes.MultiplyAdd($"t{i + 1}", $"p{i + 1}", $"t{i} * p{i}"), 2);
        }

        _writer.Lines($"""
            {_lanes.Type} four = {powers};
            {_lanes.Type} fourTails = {tails};
            {AddFour}
            """);
    }

    /// <summary>
    /// Writes a branch that is never taken. The compilers of .NET 8 and 9 move constants out of a loop, into registers that the
    /// terms then lack (1.5 times the time at K = 1,000, 256 bits), unless many variables live across the loop's blocks: here
    /// they do. That of .NET 10 leaves constants in memory; 512 bits have registers enough.
    /// </summary>
    private void WriteLoopSplit()
    {
        if (_lanes.Width != VectorWidth.Bits512)
        {
            _writer.Lines("""
                #if !NET10_0_OR_GREATER
                if (c < 0)
                {
                    break;
                }
                #endif
                """);
        }
    }

    private const string AddFour = "powers = SG::Simd.Add(powers, four, tails, fourTails, out tails);";

    /// <summary>Writes a round of which not all vectors are there: the last one of the row.</summary>
    private void WriteRest(string end, bool keep)
    {
        if (_tree.Lanes / _lanes.Count > Limits.GroupsOfUnrolledRest)
        {
            WriteRestInLoops(end, keep);
            return;
        }

        int first = context.ClassCount / _tree.RoundClasses * _tree.RoundClasses;
        for (int start = first; start < context.ClassCount && start < first + _tree.Lanes; start += _lanes.Count)
        {
            // A chunk that is whole may end there, too.
            string isThere = $"c == {CSharpLiteral.Of(start)}";
            using (_writer.Block($"if ({(_tree.HasChunks ? $"c < {end} && {isThere}" : isThere)})"))
            {
                WriteRestOfGroup(start, keep);
            }
        }
    }

    private void WriteRestOfGroup(int start, bool keep)
    {
        int[] offsets = [.. Enumerable.Range(0, Unroll).Select(i => start + (i * _tree.Lanes)).Where(offset => offset < context.ClassCount)];
        string[] numbers = [.. Enumerable.Range(0, offsets.Length).Select(static i => CSharpLiteral.Of(i))];
        bool IsLast(int offset) => offset >= row.WholeClasses;
        for (int i = 0; i < offsets.Length; i++)
        {
            _writer.Line($"{_lanes.Type} x{i} = {(IsLast(offsets[i]) ? "last" : _lanes.Load("x", CSharpLiteral.Of(offsets[i])))};");
        }

        VectorMathWriter.WriteTerms(_writer, _lanes, numbers, static i => $"x{i}", PivotNames.OfRow);
        for (int i = 0; i < offsets.Length; i++)
        {
            bool isLast = IsLast(offsets[i]);
            if (keep)
            {
                string term = _lanes.MultiplyAdd($"t{i}", $"p{i}", $"p{i}");
                _writer.Line(isLast ? $"lastTerms = {term};" : _lanes.Store(term, "y", CSharpLiteral.Of(offsets[i])));
            }

            if (isLast)
            {
                row.WriteLastBelowMaximum(numbers[i]);
            }
            else
            {
                row.WriteBelowMaximum(numbers[i]);
            }
        }

        WriteFour(offsets.Length);
    }

    /// <summary>Writes the rest pair by pair, in a text that is the same whatever is left.</summary>
    private void WriteRestInLoops(string end, bool keep)
    {
        using (_writer.Block($"for (; c < {end}; c += {_tree.RoundClasses})"))
        {
            _writer.Lines($"""
                {_lanes.Type} four = {_lanes.Zero};
                {_lanes.Type} fourTails = {_lanes.Zero};
                """);
            using (_writer.Block($"for (Offset pair = c; pair < {end} && pair < c + {_tree.RoundClasses}; pair += {2 * _tree.Lanes})"))
            {
                WritePair(end, keep);
            }

            _writer.Line(AddFour);
        }
    }

    private void WritePair(string end, bool keep)
    {
        string number = CSharpLiteral.Of(Unroll);
        string isWhole = $"k < {CSharpLiteral.Of(row.WholeClasses)}";
        string load = _lanes.Load("x", "k");
        string term = _lanes.MultiplyAdd($"t{number}", $"p{number}", $"p{number}");
        _writer.Lines($"""
            {_lanes.Type} pairPowers = {_lanes.Zero};
            {_lanes.Type} pairTails = {_lanes.Zero};
            """);
        using (_writer.Block($"for (Offset k = pair; k < {end} && k <= pair + {_tree.Lanes}; k += {_tree.Lanes})"))
        {
            _writer.Line($"{_lanes.Type} x{number} = {(row.Overlaps ? $"{isWhole} ? {load} : last" : load)};");
            VectorMathWriter.WriteTerms(_writer, _lanes, [number], static i => $"x{i}", PivotNames.OfRow);
            if (row.Overlaps)
            {
                using (_writer.Block($"if ({isWhole})"))
                {
                    WriteKept(_lanes.Store(term, "y", "k"));
                    row.WriteBelowMaximum(number);
                }

                using (_writer.Block("else"))
                {
                    WriteKept($"lastTerms = {term};");
                    row.WriteLastBelowMaximum(number);
                }
            }
            else
            {
                WriteKept(_lanes.Store(term, "y", "k"));
                row.WriteBelowMaximum(number);
            }

            _writer.Lines($"""
                pairPowers += p{number};
                pairTails = {_lanes.MultiplyAdd($"t{number}", $"p{number}", "pairTails")};
                """);
        }

        _writer.Lines("""
            four += pairPowers;
            fourTails += pairTails;
            """);

        void WriteKept(string statement)
        {
            if (keep)
            {
                _writer.Line(statement);
            }
        }
    }

    /// <summary>Writes how a group's powers and tails go to <c>total</c>: after a chunk, they are added to what is there, with the rounding errors.</summary>
    private void WriteTotals(string group)
    {
        string lows = Sum(CSharpLiteral.Of(_tree.Lanes), group);
        _writer.Lines(_tree.HasChunks
            ? $"""
                {_lanes.Type} part = powers + tails;
                {_lanes.Type} added = SG::Simd.Add({_lanes.Load("total", group)}, part, {_lanes.Load("total", lows)}, (powers - part) + tails, out {_lanes.Type} rest);
                {_lanes.Store("added", "total", group)}
                {_lanes.Store("rest", "total", lows)}
                """
            : $"""
                {_lanes.Store("powers", "total", group)}
                {_lanes.Store("tails", "total", lows)}
                """);
    }

    private static string Offset(string variable, int distance) => distance == 0 ? variable : $"{variable} + {distance}";

    private static string Sum(string left, string right) => (left, right) switch
    {
        ("0", _) => right,
        (_, "0") => left,
        _ => $"{left} + {right}",
    };
}
