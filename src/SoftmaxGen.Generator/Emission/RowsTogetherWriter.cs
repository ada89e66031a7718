using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Blocks of rows that each fill a few vectors: every row is walked over on its own, but the vectors in which maxima and sums
/// end up are added across their lanes together, so that the rows share the shuffles, and the mathematics of a row as a whole
/// is done for all rows of the block at once. The last block may have fewer rows.
/// </summary>
internal sealed class RowsTogetherWriter : RowBlocksWriter
{
    private readonly RowVectors _row;
    private readonly int _stride;
    private readonly Slot _picked;
    private readonly Slot _pickedTerm;
    private readonly Slot _result;
    private readonly Slot _factorLow;
    private readonly Slot _atLabel;
    private readonly int _first;
    private readonly int _next;
    private readonly int _second;
    private readonly int _ties;
    private readonly int _totals;
    private readonly int? _terms;
    private readonly int _shifted;

    public RowsTogetherWriter(KernelContext context)
        : base(context, PassRowsOf(context))
    {
        _row = new RowVectors(context);
        _stride = _row.Count * Lanes.Count;
        _picked = NewSlot("picked");
        _pickedTerm = NewSlot("pickedTerm");
        _result = NewSlot("result");
        _factorLow = NewSlot("factorLow");
        _atLabel = NewSlot("atLabel");
        _first = NewSlots(Lanes.Count);
        _second = NewSlots(Lanes.Count);
        _ties = NewSlots(Lanes.Count);
        _totals = NewSlots(2 * context.Plan.Tree.Lanes / Lanes.Count);
        if (IsInLoops)
        {
            _shifted = NewSlots((Math.Min(context.ClassCount, context.Plan.Tree.ChunkClasses) + Lanes.Count - 1) / Lanes.Count);
        }

        if (FindsNextMaxima)
        {
            _next = NewSlots(Lanes.Count);
        }

        _terms = context.ClassCount <= Limits.ScratchClasses(context.Lanes.Width) ? NewSlots(Lanes.Count * _row.Count) : null;
    }

    protected override void WriteParts()
    {
        LaneFolds folds = new(Context);
        folds.WriteMaximum();
        Writer.Line();
        folds.WriteSums();
        Writer.Line();
        folds.WriteTies();
        Writer.Line();
        WriteSumBlock();
        Writer.Line();

        PredictWriter.WriteRowByRow(Context);
        Writer.Line();
    }

    private string ClassCount => CSharpLiteral.Of(Context.ClassCount);

    protected override void WriteSpread()
    {
        Writer.Line("/// <summary>The maximum of each row, and what follows from it.</summary>");
        WriteStage($"public static void Spread(ref {Context.Element} x, {StageParameters})", [Matrix("x")], () =>
        {
            using (ForEachRow())
            {
                Writer.Line(Lanes.Store($"Maxima(ref {RowOf("x")})", "s", VectorOfRow(_first)));
            }

            WriteSpread(_first);
        });
        if (!FindsNextMaxima)
        {
            return;
        }

        Writer.Line();
        Writer.Line("public static bool FindsNextMaxima => true;");
        Writer.Line();
        Writer.Line("/// <summary>The same of rows whose maxima were found while terms of others were added.</summary>");
        WriteStage($"public static void SpreadNext({StageParameters})", [], () => WriteSpread(_next));
    }

    private void WriteSpread(int maxima)
    {
        Writer.Lines($"""
            {Lanes.Type} max = FoldMaximum(ref {Area(maxima)});
            Pivot(max, out {Lanes.Type} shift, out {Lanes.Type} bound, out {Lanes.Type} magic);
            """);
        WriteStore(Shift, Bound, Magic, Maximum);
    }

    protected override void WriteAddTerms(SumVariant variant)
    {
        Writer.Line("/// <summary>The terms of each row, and their sum below the maximum.</summary>");
        bool keep = variant.KeepsTerms();
        string parameters = $"ref {Context.Element} xs, {(keep ? $"ref {Context.Element} ys, " : "")}{AddParameters}";
        WriteStage($"public static void Add{variant}({parameters})", keep ? [Matrix("xs"), Matrix("ys")] : [Matrix("xs")], () =>
        {
            using (ForEachRow())
            {
                WriteAddRow(variant);
                Writer.Lines($"""
                    {Lanes.Store("high", "s", VectorOfRow(_first))}
                    {Lanes.Store("low", "s", VectorOfRow(_second))}
                    """);
                if (!variant.IsTotal(Context.Plan.Tree))
                {
                    Writer.Line(Lanes.Store(Lanes.FromBits("ties"), "s", VectorOfRow(_ties)));
                }

                if (FindsNextMaxima)
                {
                    Writer.Line(Lanes.Store("nextMaxima", "s", VectorOfRow(_next)));
                }
            }

            if (FindsNextMaxima)
            {
                Writer.Line($"following -= {Lanes.Count};");
            }

            if (variant.IsTotal(Context.Plan.Tree))
            {
                Writer.Line($"FoldTotals(ref {Area(_first)}, ref {Area(_second)}, out {Lanes.Type} sum, out {Lanes.Type} rest);");
                WriteStore(Sum, Low with { Name = "rest" });
            }
            else
            {
                Writer.Line("SumBlock(ref s);");
            }
        });
    }

    protected override void WriteOutputs(IReadOnlyList<Slot> rowNumbers, string prologue, Func<string, string> value, bool fromLogits)
    {
        using (ForEachRow())
        {
            foreach (Slot slot in rowNumbers)
            {
                Writer.Line($"{Lanes.Type} {slot.Name} = {Lanes.Splat(Number(slot))};");
            }

            if (prologue.Length > 0)
            {
                Writer.Line(prologue);
            }

            Writer.Line($"ref {Context.Element} source = ref {(fromLogits ? RowOf("x") : TermsOfRow)};");
            Writer.Line($"ref {Context.Element} output = ref {RowOf("y")};");
            _row.WriteElements("source", "output", value);
        }
    }

    protected override void WriteResults(string value)
    {
        using (Writer.Block($"if (rows >= {Lanes.Count})"))
        {
            Writer.Line(Lanes.Store(value, "results", "0"));
        }

        using (Writer.Block("else"))
        {
            Writer.Line(Lanes.Store(value, "s", _result.Offset));
            using (ForEachRow())
            {
                Writer.Line($"C::Unsafe.Add(ref results, r) = {Number(_result)};");
            }
        }
    }

    protected override void WritePick()
    {
        Writer.Line("/// <summary>The logit of each row's label; 0 where that is the ignore label.</summary>");
        WritePick("Pick", "x", _picked, RowOf("x"));
        Writer.Line();
        Writer.Line("/// <summary>The term of each row's label; 0 where that is the ignore label.</summary>");
        WritePick("PickTerms", "y", _pickedTerm, TermsOfRow);
        Writer.Line();
    }

    protected override void WritePicked(bool term)
    {
        WriteLoad(_picked);
        if (term)
        {
            WriteLoad(_pickedTerm);
        }
    }

    protected override void WriteRecord(string loss)
    {
        Writer.Line(Lanes.Store(loss, "s", _result.Offset));
        using (ForEachRow())
        {
            Writer.Lines($"""
                {Context.Element} loss = C::Unsafe.Add(ref labels, r) == {Context.IgnoreLabel} ? {Context.Number.Zero} : {Number(_result)};
                batch.Sums.Add(row + r, loss);
                """);
            using (Writer.Block("if (!C::Unsafe.IsNullRef(ref losses))"))
            {
                Writer.Line("C::Unsafe.Add(ref losses, r) = loss;");
            }
        }

        Writer.Line($"row += {Lanes.Count};");
        using (Writer.Block("if (!C::Unsafe.IsNullRef(ref losses))"))
        {
            Writer.Line($"losses = ref C::Unsafe.Add(ref losses, {Lanes.Count});");
        }
    }

    protected override void WriteGradientsOfBlock()
    {
        Writer.Line(Lanes.Store("factor", "s", _result.Offset));
        WriteStore(_factorLow, _atLabel);
        using (ForEachRow())
        {
            Writer.Lines($"""
                int label = C::Unsafe.Add(ref labels, r);
                ref {Context.Element} output = ref {RowOf("y")};
                """);
            using (Writer.Block($"if (label == {Context.IgnoreLabel})"))
            {
                Writer.Lines($"""
                    global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref output, {ClassCount}).Clear();
                    continue;
                    """);
            }

            Writer.Lines($"""
                ref {Context.Element} source = ref {TermsOfRow};
                {Lanes.Type} factors = {Lanes.Splat(Number(_result))};
                {Lanes.Type} factorLows = {Lanes.Splat(Number(_factorLow))};
                """);
            _row.WriteElements("source", "output", term => OperationWriter.Scaled(Lanes, term, "factors", "factorLows"));
            Writer.Line($"C::Unsafe.Add(ref output, label) = {Number(_atLabel)};");
        }
    }

    /// <summary>As many rows as hide the latencies of a block, but no more than stay in the cache.</summary>
    private static int PassRowsOf(KernelContext context)
    {
        int lanes = context.Lanes.Count;
        int blocks = Math.Max(1, Math.Min(4, Limits.VectorsPerPass / new RowVectors(context).Count));
        return context.ClassCount <= Limits.ScratchClasses(context.Lanes.Width)
            ? blocks * lanes
            : Math.Max(1, Math.Min(lanes, Limits.PassBytes / context.Precision.Bytes / context.ClassCount));
    }

    /// <summary>Where a row's terms wait: in scratch memory or, if they are many, where the output goes.</summary>
    private string TermsOfRow => _terms is { } terms ? $"C::Unsafe.Add(ref s, {terms} + (r * {_stride}))" : RowOf("y");

    /// <summary>Writes <c>SumBlock</c>: what follows from the vectors in which the sums of a block's rows are still spread.</summary>
    private void WriteSumBlock()
    {
        using (Writer.Block($"private static void SumBlock(ref {Context.Element} s)"))
        {
            Writer.Lines($"""
                FoldSums(ref {Area(_first)}, ref {Area(_second)}, out {Lanes.Type} sum, out {Lanes.Type} low);
                {Lanes.IntegerType} ties = FoldTies(ref {Area(_ties)});
                """);
            WriteLoad(Shift, Bound, Magic, Maximum);
            OperationWriter.WritePeak(Writer, Lanes);
            WriteStore(Sum, Low, Count, Peak, PeakLow);
        }
    }

    /// <summary>Writes the sum of a row; loops as text rather than as a call, which would move the frame off its line of the cache.</summary>
    private void WriteAddRow(SumVariant variant)
    {
        string terms = _terms is { } offset ? $"C::Unsafe.Add(ref s, {offset} + (r * {_stride}))" : RowOf("ys");
        bool keep = variant.KeepsTerms();
        if (!IsInLoops)
        {
            RowInRegistersWriter strategy = new(Context, _row);
            string numbers = string.Join(", ", new[] { Maximum, Shift, Bound, Magic }.Select(slot => Lanes.Splat(Number(slot))));
            Writer.Line($"ref {Context.Element} x = ref {RowOf("xs")};");
            strategy.WriteLoads("x");
            for (int i = 0; i < _row.Count; i++)
            {
                Writer.Line(Lanes.Prefetch("x", $"beyond + {i * Lanes.Count}"));
            }

            Writer.Line($"AddRow{variant.ForRow()}({strategy.Logits}, {numbers}, {strategy.TermArguments(variant)}out {Lanes.Type} high, out {Lanes.Type} low, out {Lanes.IntegerType} ties);");
            if (keep)
            {
                Writer.Line($"ref {Context.Element} y = ref {terms};");
                for (int i = 0; i < _row.Count; i++)
                {
                    Writer.Line(_row.Store($"e{i}", "y", i));
                }
            }

            return;
        }

        Writer.Lines($"""
            {Context.Element} shift = {Number(Shift)};
            ref {Context.Element} shifted = ref {Area(_shifted)};
            {Lanes.Type} maxima = {Lanes.Splat($"{Number(Maximum)} - shift")};
            {Lanes.Type} bounds = {Lanes.Splat(Number(Bound))};
            {Lanes.Type} magics = {Lanes.Splat(Number(Magic))};
            ref {Context.Element} total = ref {Area(_totals)};
            ref {Context.Element} x = ref {RowOf("xs")};
            ref {Context.Element} nextRow = ref {(FindsNextMaxima ? "C::Unsafe.Add(ref x, r < following ? ahead : 0)" : "x")};
            {(keep ? $"ref {Context.Element} y = ref {terms};\n" : "")}{Lanes.Type} high, low;
            """);
        RowKernelWriter.WriteSum(Context, new BlockedLoopWriter(Context, _row, isAlone: false), variant);
    }

    private CSharpWriter.BlockScope ForEachRow() => Writer.Block($"for (Offset r = 0; r < {Lanes.Count} && r < rows; r++)");

    private string RowOf(string reference) => $"C::Unsafe.Add(ref {reference}, r * {ClassCount})";

    private bool FindsNextMaxima => IsInLoops && Limits.FindsNextMaxima(Lanes.Width);

    private bool IsInLoops => Context.Width.RowStrategy != Strategy.RowInRegisters;

    private static string Area(int offset) => $"C::Unsafe.Add(ref s, {CSharpLiteral.Of(offset)})";

    private string VectorOfRow(int area) => $"{CSharpLiteral.Of(area)} + (r * {Lanes.Count})";

    private static string Number(Slot slot) => $"C::Unsafe.Add(ref s, {slot.Offset} + r)";

    private void WritePick(string name, string matrix, Slot slot, string row) => WriteStage(
        $"public static void {name}(ref {Context.Element} {matrix}, ref int labels, {StageParameters})",
        [Matrix(matrix), PerRow("labels")],
        () =>
        {
            using (ForEachRow())
            {
                Writer.Lines($"""
                    int label = C::Unsafe.Add(ref labels, r);
                    {Number(slot)} = label == {Context.IgnoreLabel} ? {Context.Number.Zero} : C::Unsafe.Add(ref {row}, label);
                    """);
            }
        });
}
