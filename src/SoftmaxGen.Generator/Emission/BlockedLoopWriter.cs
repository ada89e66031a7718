using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// One row in loops over chunks of classes: maximum; terms and their sum; outputs. The terms wait in the output, where there
/// is one. The text does not grow with K: loops, and the rest of the row behind the last whole round.
/// </summary>
/// <param name="context">The kernels that are written.</param>
/// <param name="row">The vectors of the row.</param>
/// <param name="isAlone">Whether the row is by itself: a parameter tells then whether its terms are kept.</param>
internal sealed class BlockedLoopWriter(KernelContext context, RowVectors row, bool isAlone) : IRowStrategyWriter
{
    /// <summary>How many vectors go through an iteration: a round of the summation tree.</summary>
    private const int Unroll = 4;

    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly SummationTree _tree = context.Plan.Tree;

    /// <summary>Where the terms of a chunk are kept.</summary>
    private string Kept => _tree.HasChunks ? "kept" : "y";

    private PivotNames Pivot => isAlone ? PivotNames.OfRow : PivotNames.OfShiftedRow;

    private bool FindsNextMaxima => !isAlone && Limits.FindsNextMaxima(_lanes.Width);

    public string Logits => "ref x";

    public string LogitParameters => $"ref {context.Element} x";

    public string Maximum => "Maxima(ref x)";

    public string TermParameters(SumVariant variant) => $"ref {context.Element} y, {(Asks(variant) ? "bool keep, " : "")}";

    public string TermsHandedOn(SumVariant variant) => Asks(variant) ? "ref y, keep, " : "ref y, ";

    public string TermArguments(SumVariant variant) => variant switch
    {
        SumVariant.Only => "ref x, false, ",
        SumVariant.Keeping => "ref y, true, ",
        _ => "ref y, ",
    };

    private bool Asks(SumVariant variant) => isAlone && variant == SumVariant.Keeping;

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

    public void WriteTerms(SumVariant variant)
    {
        string count = CSharpLiteral.Of(context.ClassCount);
        if (row.Overlaps)
        {
            // Loaded before, and stored after, all other vectors, as y may be x.
            string last = _lanes.Load("x", row.LastOffset);
            _writer.Line($"{_lanes.Type} last = {(isAlone ? last : $"{last} - {_lanes.Splat("shift")}")};");
            if (variant.KeepsTerms())
            {
                _writer.Line($"{_lanes.Type} lastTerms = {_lanes.Zero};");
            }
        }

        if (FindsNextMaxima)
        {
            _writer.Line($"{_lanes.Type} nextMaxima = {(row.Overlaps ? _lanes.Load("nextRow", row.LastOffset) : _lanes.Constant(double.NegativeInfinity))};");
        }

        WriteChunks(count, variant);
        WriteRestOfNext();
        if (row.Overlaps)
        {
            WriteKept(_lanes.Store("lastTerms", "y", row.LastOffset), variant);
        }
    }

    private void WriteChunks(string count, SumVariant variant)
    {
        if (!_tree.HasChunks)
        {
            _writer.Line($"ref {context.Element} source = ref x;");
            WriteNext("");
            WriteShifted(count);
            WriteGroup(count, variant);
            return;
        }

        _writer.Line($"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref total, {2 * _tree.Lanes}).Clear();");
        using (_writer.Block($"for (Offset start = 0; start < {count}; start += {_tree.ChunkClasses})"))
        {
            _writer.Lines($"""
                Offset length = start > {count} - {_tree.ChunkClasses} ? {count} - start : {_tree.ChunkClasses};
                ref {context.Element} source = ref C::Unsafe.Add(ref x, start);
                """);
            if (variant.KeepsTerms())
            {
                _writer.Line($"ref {context.Element} kept = ref C::Unsafe.Add(ref y, start);");
            }

            WriteNext("start");
            WriteShifted("length");
            WriteGroup("length", variant);
        }
    }

    /// <summary>Writes where the logits lie whose maximum is found on the way.</summary>
    private void WriteNext(string start)
    {
        if (!isAlone)
        {
            _writer.Line($"ref {context.Element} next = ref {(start.Length == 0 ? "nextRow" : $"C::Unsafe.Add(ref nextRow, {start})")};");
            _writer.Line($"ref {context.Element} far = ref C::Unsafe.Add(ref next, beyond);");
        }
    }

    private void WriteNextMaxima(string maximum) => _writer.Line($"nextMaxima = {_lanes.Max(maximum, "nextMaxima")};");

    /// <summary>Writes the maximum of what whole rounds leave of the next pass's row.</summary>
    private void WriteRestOfNext()
    {
        if (!FindsNextMaxima)
        {
            return;
        }

        for (int start = context.ClassCount / _tree.RoundClasses * _tree.RoundClasses; start < row.WholeClasses; start += _lanes.Count)
        {
            WriteNextMaxima(_lanes.Load("nextRow", CSharpLiteral.Of(start)));
        }
    }

    /// <summary>
    /// Writes how a chunk's logits are replaced by their differences from the shift. Few rows have a maximum so large that they need
    /// one, and the loops have an operation less. The last vector, if it overlaps, is shifted already.
    /// </summary>
    private void WriteShifted(string end)
    {
        if (isAlone)
        {
            return;
        }

        using (_writer.Block($"if (shift != {context.Number.Zero})"))
        {
            using (_writer.Block($"for (Offset k = 0; k <= {end} - {_lanes.Count}; k += {_lanes.Count})"))
            {
                _writer.Line(_lanes.Store($"{_lanes.Load("source", "k")} - {_lanes.Splat("shift")}", "shifted", "k"));
            }

            _writer.Line("source = ref shifted;");
        }
    }

    public SumNode WriteSum(SumVariant variant)
    {
        SumWriter sums = new(_writer, _lanes, variant.IsTotal(_tree));
        bool isWhole = variant.AddsWholeTerms(_tree);
        SumNode?[] nodes = new SumNode?[_tree.Lanes / _lanes.Count];
        for (int group = 0; group < nodes.Length; group++)
        {
            (string first, string second) = _tree.HasChunks || isWhole ? ("sum", "low") : ("powers", "tails");
            _writer.Line($"{_lanes.Type} {first}{group} = {_lanes.Load("total", CSharpLiteral.Of(group * _lanes.Count))};");
            if (isWhole && !_tree.HasChunks)
            {
                nodes[group] = new SumNode($"{first}{group}", _lanes.Zero);
                continue;
            }

            _writer.Line($"{_lanes.Type} {second}{group} = {_lanes.Load("total", CSharpLiteral.Of(_tree.Lanes + (group * _lanes.Count)))};");
            nodes[group] = _tree.HasChunks
                ? new SumNode($"{first}{group}", $"{second}{group}")
                : sums.WriteParts($"{first}{group}", $"{second}{group}");
        }

        return sums.WriteGroups(nodes);
    }

    /// <summary>Writes the loops over each group of lanes between two classes, and how their sums go to <c>total</c>.</summary>
    private void WriteGroup(string end, SumVariant variant)
    {
        if (_tree.Lanes == _lanes.Count)
        {
            WriteGroup(end, "0", variant);
            return;
        }

        using (_writer.Block($"for (Offset group = 0; group < {_tree.Lanes}; group += {_lanes.Count})"))
        {
            WriteGroup(end, "group", variant);
        }
    }

    private void WriteGroup(string end, string group, SumVariant variant)
    {
        WriteZeros("powers", "tails", variant);
        _writer.Line($"Offset c = {group};");
        WriteWholeRounds(end, variant);
        WriteRest(end, variant);
        WriteTotals(group, variant);
    }

    /// <summary>Writes the variables of a partial sum: of powers and tails, or of whole terms.</summary>
    private void WriteZeros(string powers, string tails, SumVariant variant)
    {
        _writer.Line($"{_lanes.Type} {powers} = {_lanes.Zero};");
        if (!variant.AddsWholeTerms(_tree))
        {
            _writer.Line($"{_lanes.Type} {tails} = {_lanes.Zero};");
        }
    }

    private void WriteWholeRounds(string end, SumVariant variant)
    {
        int rounds = Limits.TermsInTurnOf(context.ClassCount, _tree, _lanes.Width) / Unroll;
        if (rounds > 1)
        {
            WriteWholeRounds(end, rounds, variant);
        }

        WriteWholeRounds(end, 1, variant);
    }

    private void WriteWholeRounds(string end, int rounds, SumVariant variant)
    {
        int distance = _tree.Lanes;
        int count = rounds * Unroll;
        string[] numbers = [.. Enumerable.Range(0, count).Select(static i => CSharpLiteral.Of(i))];
        using (_writer.Block($"for (; c <= {end} - {((count - 1) * distance) + _lanes.Count}; c += {rounds * _tree.RoundClasses})"))
        {
            string OffsetOf(int i) => Offset("c", i * distance);
            for (int i = 0; i < count; i++)
            {
                _writer.Line($"{_lanes.Type} x{i} = {_lanes.Load("source", OffsetOf(i))};");
            }

            for (int i = 0; i < count && !isAlone; i++)
            {
                _writer.Line(_lanes.Prefetch("far", OffsetOf(i)));
            }

            bool asks = _tree.HasChunks && Limits.RoundsAskForMaximum(_lanes.Width, hasTails: !variant.AddsWholeTerms(_tree));
            if (asks)
            {
                _writer.Line($"bool hasMaximum = {_lanes.AnyEqual(_lanes.MaximumOf([.. numbers.Select(static number => $"x{number}")]), "maxima")};");
            }

            VectorMathWriter.WriteTerms(_writer, _lanes, numbers, static i => $"x{i}", Pivot, WriteLoopSplit);
            if (asks)
            {
                WriteTermsOfRound(numbers, OffsetOf, variant);
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    WriteTerm(numbers[i], OffsetOf(i), variant);
                }
            }

            for (int round = 0; round < rounds; round++)
            {
                WriteFour(Unroll, variant, round * Unroll);
            }

            if (FindsNextMaxima)
            {
                WriteNextMaxima(_lanes.MaximumOf([.. Enumerable.Range(0, count).Select(i => _lanes.Load("next", OffsetOf(i)))]));
            }
        }
    }

    /// <summary>
    /// Writes what becomes of the terms of a whole round: most are below the maximum altogether. Where the maximum is, logits are
    /// loaded once more, so that no register waits for it.
    /// </summary>
    private void WriteTermsOfRound(string[] numbers, Func<int, string> offset, SumVariant variant)
    {
        foreach (string number in numbers)
        {
            WriteWholeTerm(number, variant);
        }

        using (_writer.Block("if (hasMaximum)"))
        {
            for (int i = 0; i < numbers.Length; i++)
            {
                _writer.Line($"x{i} = {_lanes.Load("source", offset(i))};");
                WriteKept(numbers[i], offset(i), variant);
                row.WriteBelowMaximum(numbers[i], isLast: false, hasTails: !variant.AddsWholeTerms(_tree));
            }
        }

        if (variant.KeepsTerms())
        {
            using (_writer.Block("else"))
            {
                for (int i = 0; i < numbers.Length; i++)
                {
                    WriteKept(numbers[i], offset(i), variant);
                }
            }
        }
    }

    /// <summary>Writes what becomes of a vector's terms: kept, if wanted, and made ready for their sum.</summary>
    /// <param name="number">The number of the vector.</param>
    /// <param name="offset">Where its terms are kept; null for a last vector that overlaps.</param>
    /// <param name="variant">The variant of the sum.</param>
    private void WriteTerm(string number, string? offset, SumVariant variant)
    {
        WriteWholeTerm(number, variant);
        WriteKept(number, offset, variant);
        row.WriteBelowMaximum(number, isLast: offset is null, hasTails: !variant.AddsWholeTerms(_tree));
    }

    private void WriteWholeTerm(string number, SumVariant variant)
    {
        if (variant.AddsWholeTerms(_tree))
        {
            _writer.Line($"p{number} = {WholeTerm(number)};");
        }
    }

    private string WholeTerm(string number) => _lanes.MultiplyAdd($"t{number}", $"p{number}", $"p{number}");

    private void WriteKept(string number, string? offset, SumVariant variant)
    {
        string term = variant.AddsWholeTerms(_tree) ? $"p{number}" : WholeTerm(number);
        WriteKept(offset is null ? $"lastTerms = {term};" : _lanes.Store(term, Kept, offset), variant);
    }

    private void WriteKept(string statement, SumVariant variant)
    {
        if (Asks(variant))
        {
            using (_writer.Block("if (keep)"))
            {
                _writer.Line(statement);
            }
        }
        else if (variant.KeepsTerms())
        {
            _writer.Line(statement);
        }
    }

    /// <summary>Writes how up to four terms of each lane, from a number on, are added to its sum.</summary>
    private void WriteFour(int count, SumVariant variant, int first = 0)
    {
        string Pair(string one, Func<int, string> both, int i) => i + 1 < count ? both(first + i) : one;
        string powers = Pair($"p{first}", static i => $"(p{i} + p{i + 1})", 0);
        string tails = Pair($"t{first} * p{first}", i => _lanes.MultiplyAdd($"t{i + 1}", $"p{i + 1}", $"t{i} * p{i}"), 0);
        if (count > 2)
        {
            powers += " + " + Pair($"p{first + 2}", static i => $"(p{i} + p{i + 1})", 2);
            tails += " + " + Pair($"(t{first + 2} * p{first + 2})", i => _lanes.MultiplyAdd($"t{i + 1}", $"p{i + 1}", $"t{i} * p{i}"), 2);
        }

        string four = first == 0 ? "four" : $"four{first}";
        string fourTails = first == 0 ? "fourTails" : $"fourTails{first}";
        _writer.Line($"{_lanes.Type} {four} = {powers};");
        if (!variant.AddsWholeTerms(_tree))
        {
            _writer.Line($"{_lanes.Type} {fourTails} = {tails};");
        }

        _writer.Line(AddFour(variant, four, fourTails));
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

    // A row of loops has many terms per lane, so that plain sums are of whole terms.
    private static string AddFour(SumVariant variant, string four = "four", string fourTails = "fourTails") => variant.IsPlain()
        ? $"powers += {four};"
        : $"powers = SG::Simd.AddTerms(powers, {four}, tails, {fourTails}, out tails);";

    /// <summary>Writes a round of which not all vectors are there: the last one of the row.</summary>
    private void WriteRest(string end, SumVariant variant)
    {
        // Of a row by itself, only softmax is worth the text.
        if (Asks(variant) || _tree.Lanes / _lanes.Count > Limits.GroupsOfUnrolledRest)
        {
            WriteRestInLoops(end, variant);
            return;
        }

        int first = context.ClassCount / _tree.RoundClasses * _tree.RoundClasses;
        for (int start = first; start < context.ClassCount && start < first + _tree.Lanes; start += _lanes.Count)
        {
            using (_writer.Block($"if (c == {CSharpLiteral.Of(InChunk(start))})"))
            {
                WriteRestOfGroup(start, variant);
            }
        }
    }

    /// <summary>Where a class is in the last chunk.</summary>
    private int InChunk(int c) => _tree.HasChunks ? c % _tree.ChunkClasses : c;

    private void WriteRestOfGroup(int start, SumVariant variant)
    {
        int[] offsets = [.. Enumerable.Range(0, Unroll).Select(i => start + (i * _tree.Lanes)).Where(offset => offset < context.ClassCount)];
        string[] numbers = [.. Enumerable.Range(0, offsets.Length).Select(static i => CSharpLiteral.Of(i))];
        bool IsLast(int offset) => offset >= row.WholeClasses;
        for (int i = 0; i < offsets.Length; i++)
        {
            _writer.Line($"{_lanes.Type} x{i} = {(IsLast(offsets[i]) ? "last" : _lanes.Load("source", CSharpLiteral.Of(InChunk(offsets[i]))))};");
        }

        VectorMathWriter.WriteTerms(_writer, _lanes, numbers, static i => $"x{i}", Pivot);
        for (int i = 0; i < offsets.Length; i++)
        {
            WriteTerm(numbers[i], IsLast(offsets[i]) ? null : CSharpLiteral.Of(InChunk(offsets[i])), variant);
        }

        WriteFour(offsets.Length, variant);
    }

    /// <summary>Writes the rest pair by pair, in a text that is the same whatever is left.</summary>
    private void WriteRestInLoops(string end, SumVariant variant)
    {
        using (_writer.Block($"for (; c < {end}; c += {_tree.RoundClasses})"))
        {
            WriteZeros("four", "fourTails", variant);
            using (_writer.Block($"for (Offset pair = c; pair < {end} && pair < c + {_tree.RoundClasses}; pair += {2 * _tree.Lanes})"))
            {
                WritePair(end, variant);
            }

            _writer.Line(AddFour(variant));
        }
    }

    private void WritePair(string end, SumVariant variant)
    {
        string number = CSharpLiteral.Of(Unroll);
        string whole = CSharpLiteral.Of(row.WholeClasses);
        string isWhole = $"k < {(_tree.HasChunks ? $"{whole} - start" : whole)}";
        string load = _lanes.Load("source", "k");
        WriteZeros("pairPowers", "pairTails", variant);
        using (_writer.Block($"for (Offset k = pair; k < {end} && k <= pair + {_tree.Lanes}; k += {_tree.Lanes})"))
        {
            _writer.Line($"{_lanes.Type} x{number} = {(row.Overlaps ? $"{isWhole} ? {load} : last" : load)};");
            VectorMathWriter.WriteTerms(_writer, _lanes, [number], static i => $"x{i}", Pivot);
            if (row.Overlaps)
            {
                using (_writer.Block($"if ({isWhole})"))
                {
                    WriteTerm(number, "k", variant);
                }

                using (_writer.Block("else"))
                {
                    WriteTerm(number, offset: null, variant);
                }
            }
            else
            {
                WriteTerm(number, "k", variant);
            }

            _writer.Line($"pairPowers += p{number};");
            if (!variant.AddsWholeTerms(_tree))
            {
                _writer.Line($"pairTails = {_lanes.MultiplyAdd($"t{number}", $"p{number}", "pairTails")};");
            }
        }

        _writer.Line("four += pairPowers;");
        if (!variant.AddsWholeTerms(_tree))
        {
            _writer.Line("fourTails += pairTails;");
        }
    }

    /// <summary>Writes how a group's powers and tails go to <c>total</c>: after a chunk, they are added to what is there, with the rounding errors.</summary>
    private void WriteTotals(string group, SumVariant variant)
    {
        bool isWhole = variant.AddsWholeTerms(_tree);
        string lows = Sum(CSharpLiteral.Of(_tree.Lanes), group);
        if (_tree.HasChunks)
        {
            (string part, string low) = isWhole ? ("powers", _lanes.Zero) : ("part", "(powers - part) + tails");
            if (!isWhole)
            {
                _writer.Line($"{_lanes.Type} part = powers + tails;");
            }

            _writer.Lines($"""
                {_lanes.Type} added = SG::Simd.AddTerms({_lanes.Load("total", group)}, {part}, {_lanes.Load("total", lows)}, {low}, out {_lanes.Type} rest);
                {_lanes.Store("added", "total", group)}
                {_lanes.Store("rest", "total", lows)}
                """);
            return;
        }

        _writer.Line(_lanes.Store("powers", "total", group));
        if (!isWhole)
        {
            _writer.Line(_lanes.Store("tails", "total", lows));
        }
    }

    private static string Offset(string variable, int distance) => distance == 0 ? variable : $"{variable} + {distance}";

    private static string Sum(string left, string right) => (left, right) switch
    {
        ("0", _) => right,
        (_, "0") => left,
        _ => $"{left} + {right}",
    };
}
