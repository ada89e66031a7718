using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Blocks of rows across the lanes: a network of shuffles turns a block into one vector per class, and nothing is reduced
/// across lanes.
/// </summary>
internal sealed class RowsAcrossWriter : RowBlocksWriter
{
    private readonly LaneNetwork _deinterleave;
    private readonly LaneNetwork _interleave;
    private readonly int _logits;
    private readonly int _terms;

    public RowsAcrossWriter(KernelContext context)
        : base(context, passRows: (context.ClassCount <= Limits.FewClasses ? 4 : 2) * context.Lanes.Count)
    {
        _deinterleave = LaneNetwork.Deinterleave(context.ClassCount, Lanes.Count, blockLanes: 16 / context.Precision.Bytes);
        _interleave = LaneNetwork.Interleave(_deinterleave);
        _logits = NewSlots(context.ClassCount);
        _terms = NewSlots(context.ClassCount);
    }

    private bool IsRowOrder => _deinterleave.RowOfLane.SequenceEqual(Enumerable.Range(0, Lanes.Count));

    protected override void WriteParts()
    {
        WriteLabels();
        Writer.Line();
        WritePredict();
        Writer.Line();
        WriteColumns();
        Writer.Line();
    }

    protected override void WriteSpread()
    {
        Writer.Line("/// <summary>One vector per class, the maximum of each row, and what follows from it.</summary>");
        WriteStage($"public static void Spread(ref {Context.Element} x, {StageParameters})", [Matrix("x")], () =>
        {
            WriteDeinterleaved("x");
            Writer.Line($"{Lanes.Type} max = {Lanes.MaximumOf([.. Enumerable.Range(0, Context.ClassCount).Select(static c => $"x{c}")])};");
            for (int c = 0; c < Context.ClassCount; c++)
            {
                Writer.Line(Lanes.Store($"x{c}", "s", Offset(_logits, c)));
            }

            Writer.Line($"Pivot(max, out {Lanes.Type} shift, out {Lanes.Type} bound, out {Lanes.Type} magic);");
            WriteStore(Shift, Bound, Magic, Maximum);
        });
    }

    protected override void WriteAddTerms(SumVariant variant)
    {
        Writer.Line("/// <summary>The terms of each row, and their sum below the maximum.</summary>");
        string parameters = $"ref {Context.Element} x, {(variant.KeepsTerms() ? $"ref {Context.Element} y, " : "")}{AddParameters}";
        WriteStage($"public static void Add{variant}({parameters})", [], () =>
        {
            if (variant.IsTotal(Context.Plan.Tree))
            {
                WriteLoad(Shift, Bound, Magic);
                WriteTree(variant);
                WriteStore(Sum, Low);
                return;
            }

            WriteLoad(Shift, Bound, Magic, Maximum);
            Writer.Lines($"""
                {Lanes.IntegerType} ties = {Lanes.IntegerZero};
                {Lanes.MaskType} top;
                """);
            WriteTree(variant);
            OperationWriter.WritePeak(Writer, Lanes);
            WriteStore(Sum, Low, Count, Peak, PeakLow);
        });
    }

    protected override void WriteOutputs(IReadOnlyList<Slot> rowNumbers, string prologue, Func<string, string> value, bool fromLogits)
    {
        WriteLoad([.. rowNumbers]);
        if (prologue.Length > 0)
        {
            Writer.Line(prologue);
        }

        for (int c = 0; c < Context.ClassCount; c++)
        {
            Writer.Line($"{Lanes.Type} v{c} = {Lanes.Load("s", Offset(fromLogits ? _logits : _terms, c))};");
            Writer.Line($"v{c} = {value($"v{c}")};");
        }

        WriteInterleaved("v");
    }

    protected override void WriteResults(string value) => Writer.Line(Lanes.Store(InRowOrder(value), "results", "0"));

    protected override void WritePicked(bool term)
    {
        Writer.Lines($"""
            {Lanes.Type} label = LoadLabels(ref labels);
            {Lanes.Type} picked = {Lanes.Load("s", Offset(_logits, 0))};
            {Lanes.MaskType} isLabel;
            """);
        if (term)
        {
            Writer.Line($"{Lanes.Type} pickedTerm = {Lanes.Load("s", Offset(_terms, 0))};");
        }

        for (int c = 1; c < Context.ClassCount; c++)
        {
            Writer.Lines($"""
                isLabel = {Lanes.AreEqual("label", Lanes.Constant(c))};
                picked = {Lanes.Select("isLabel", Lanes.Load("s", Offset(_logits, c)), "picked")};
                """);
            if (term)
            {
                Writer.Line($"pickedTerm = {Lanes.Select("isLabel", Lanes.Load("s", Offset(_terms, c)), "pickedTerm")};");
            }
        }
    }

    protected override void WriteRecord(string loss)
    {
        Writer.Lines($"""
            {Lanes.Type} loss = {Lanes.ZeroWhere(Lanes.AreEqual("label", Lanes.Constant(Context.Plan.Options.IgnoreLabel)), loss)};
            {(IsRowOrder ? "" : $"loss = {InRowOrder("loss")};\n")}batch.Sums.Add(row, loss);
            row += {Lanes.Count};
            """);
        using (Writer.Block("if (!C::Unsafe.IsNullRef(ref losses))"))
        {
            Writer.Lines($"""
                {Lanes.Store("loss", "losses", "0")}
                losses = ref C::Unsafe.Add(ref losses, {Lanes.Count});
                """);
        }
    }

    protected override void WriteGradientsOfBlock()
    {
        Writer.Line($"{Lanes.MaskType} ignored = {Lanes.AreEqual("label", Lanes.Constant(Context.Plan.Options.IgnoreLabel))};");
        for (int c = 0; c < Context.ClassCount; c++)
        {
            Writer.Line($"{Lanes.Type} v{c} = {Lanes.Load("s", Offset(_terms, c))};");
            string gradient = Lanes.Select(Lanes.AreEqual("label", Lanes.Constant(c)), "atLabel", OperationWriter.Scaled(Lanes, $"v{c}", "factor", "factorLow"));
            Writer.Line($"v{c} = {Lanes.ZeroWhere("ignored", gradient)};");
        }

        WriteInterleaved("v");
    }

    private string Offset(int area, int c) => CSharpLiteral.Of(area + (c * Lanes.Count));

    /// <summary>
    /// Writes the terms, in the order in which the summation tree adds them up, so that few of them are alive at a time, and
    /// with them <c>sum</c> and <c>low</c>.
    /// </summary>
    private void WriteTree(SumVariant variant)
    {
        SummationTree tree = Context.Plan.Tree;
        bool isWhole = variant.AddsWholeTerms(tree);
        bool isTotal = variant.IsTotal(tree);
        SumWriter sums = new(Writer, Lanes, isTotal);
        int inTurn = Limits.TermsInTurnOf(Context.ClassCount, tree, Lanes.Width);
        List<int> order = [];
        Collect(0, 1, order);
        int written = 0;
        SumNode total = Walk(0, 1) ?? throw new InvalidOperationException("There are no classes.");
        Writer.Line($"{Lanes.Type} sum, low;");
        SumWriter.WriteResult(Writer, total.High, total.Low);

        SumNode? Walk(int lane, int lanes)
        {
            if (lanes == tree.Lanes)
            {
                return Leaf(lane);
            }

            SumNode? left = Walk(lane, 2 * lanes);
            return sums.Add(left, Walk(lane + lanes, 2 * lanes));
        }

        SumNode? Leaf(int lane)
        {
            if (lane >= Context.ClassCount)
            {
                return null;
            }

            int second = lane + tree.Lanes;
            bool isPair = second < Context.ClassCount;
            while (order.IndexOf(isPair ? second : lane) >= written)
            {
                List<string> turn = [.. order.Skip(written).Take(inTurn).Select(CSharpLiteral.Of)];
                written += turn.Count;
                WriteTurn(turn, variant, tree);
            }

            if (isTotal)
            {
                return sums.WriteWhole($"e{lane}");
            }

            if (isWhole)
            {
                return new SumNode(isPair ? $"(p{lane} + p{second})" : $"p{lane}", Lanes.Zero);
            }

            if (!isPair)
            {
                return sums.WriteTerm($"p{lane}", $"t{lane}");
            }

            Writer.Lines($"""
                {Lanes.Type} pairPowers{lane} = p{lane} + p{second};
                {Lanes.Type} pairTails{lane} = {Lanes.MultiplyAdd($"t{second}", $"p{second}", $"t{lane} * p{lane}")};
                """);
            return sums.WriteParts($"pairPowers{lane}", $"pairTails{lane}");
        }

        void Collect(int lane, int lanes, List<int> classes)
        {
            if (lanes < tree.Lanes)
            {
                Collect(lane, 2 * lanes, classes);
                Collect(lane + lanes, 2 * lanes, classes);
                return;
            }

            for (int c = lane; c < Context.ClassCount; c += tree.Lanes)
            {
                classes.Add(c);
            }
        }
    }

    private void WriteTurn(List<string> turn, SumVariant variant, SummationTree tree)
    {
        foreach (string c in turn)
        {
            Writer.Line($"{Lanes.Type} x{c} = {Lanes.Load("s", OffsetOf(_logits, c))};");
        }

        VectorMathWriter.WriteTerms(Writer, Lanes, turn, static c => $"x{c}", PivotNames.Plain);
        foreach (string c in turn)
        {
            string term = Lanes.MultiplyAdd($"t{c}", $"p{c}", $"p{c}");
            if (variant.IsTotal(tree))
            {
                Writer.Line($"{Lanes.Type} e{c} = {term};");
                term = $"e{c}";
            }

            if (variant.KeepsTerms())
            {
                Writer.Line(Lanes.Store(term, "s", OffsetOf(_terms, c)));
            }
        }

        if (variant.IsTotal(tree))
        {
            return;
        }

        foreach (string c in turn)
        {
            Writer.Lines($"""
                top = {Lanes.AreEqual($"x{c}", "max")};
                ties = {Lanes.Count1("ties", "top")};
                """);
            string below = variant.AddsWholeTerms(tree) ? Lanes.MultiplyAdd($"t{c}", $"p{c}", $"p{c}") : $"p{c}";
            Writer.Line($"p{c} = {Lanes.ZeroWhere("top", below)};");
        }
    }

    private string OffsetOf(int area, string c) => Offset(area, int.Parse(c, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>
    /// Writes how a block at x becomes one vector per class, <paramref name="prefix"/> and its number; see docs/kernels.md. As text, not as a
    /// method: the JIT would not inline that of many classes, and hand vectors over in memory.
    /// </summary>
    private void WriteDeinterleaved(string prefix)
    {
        for (int v = 0; v < Context.ClassCount; v++)
        {
            Writer.Line($"{Lanes.Type} r{v} = {Lanes.Load("x", CSharpLiteral.Of(v * Lanes.Count))};");
        }

        WriteSteps(_deinterleave, "r");
        for (int c = 0; c < Context.ClassCount; c++)
        {
            Writer.Line($"{Lanes.Type} {prefix}{c} = r{_deinterleave.Results[c]};");
        }
    }

    /// <summary>Writes how one vector per class goes back to memory at y.</summary>
    private void WriteInterleaved(string prefix)
    {
        WriteSteps(_interleave, prefix);
        for (int v = 0; v < Context.ClassCount; v++)
        {
            Writer.Line(Lanes.Store($"{prefix}{_interleave.Results[v]}", "y", CSharpLiteral.Of(v * Lanes.Count)));
        }
    }

    private void WriteOrder(string name, IEnumerable<int> order)
    {
        Writer.Line($"public static global::System.ReadOnlySpan<byte> {name} => new byte[] {{ {string.Join(", ", order)} }};");
        Writer.Line();
    }

    /// <summary>Writes the networks as stages of their own, for operations that are not generated.</summary>
    private void WriteColumns()
    {
        if (!IsRowOrder)
        {
            WriteOrder("LaneOfRow", Enumerable.Range(0, Lanes.Count).Select(row => Array.IndexOf(_deinterleave.RowOfLane, row)));
            WriteOrder("RowOfLane", _deinterleave.RowOfLane);
        }

        Writer.Line("public static bool HasColumns => true;");
        Writer.Line();
        using (Writer.Block($"public static void ToColumns(ref {Context.Element} x, ref {Context.Element} columns)"))
        {
            WriteDeinterleaved("c");
            for (int c = 0; c < Context.ClassCount; c++)
            {
                Writer.Line(Lanes.Store($"c{c}", "columns", Offset(0, c)));
            }
        }

        Writer.Line();
        using (Writer.Block($"public static void FromColumns(ref {Context.Element} columns, ref {Context.Element} y)"))
        {
            for (int c = 0; c < Context.ClassCount; c++)
            {
                Writer.Line($"{Lanes.Type} v{c} = {Lanes.Load("columns", Offset(0, c))};");
            }

            WriteInterleaved("v");
        }
    }

    private void WriteLabels()
    {
        Writer.Line("/// <summary>The labels in the order of the lanes, as numbers of the element type.</summary>");
        Writer.Line(KernelContext.Inline);
        using (Writer.Block($"private static {Lanes.Type} LoadLabels(ref int labels)"))
        {
            Writer.Lines($"""
                SG::Simd.LoadLabels(ref labels, out {Lanes.Type} label);
                return {(IsRowOrder ? "label" : Lanes.Permute("label", _deinterleave.RowOfLane))};
                """);
        }
    }

    private void WritePredict()
    {
        if (Context.ClassCount > Limits.PredictAcrossClassesPerLane(Lanes.Width) * Lanes.Count)
        {
            PredictWriter.WriteRowByRow(Context);
            return;
        }

        using (Writer.Block($"public static void PredictBlocks(ref {Context.Element} x, ref int classes, Offset rows)"))
        using (Writer.Block($"for (; rows > 0; rows -= {Lanes.Count})"))
        {
            WriteDeinterleaved("c");
            PredictWriter.WriteBlock(Context);
            Writer.Lines($"""
                SG::Simd.StoreClasses({InRowOrder("index")}, ref classes);
                x = ref C::Unsafe.Add(ref x, {Context.ClassCount * Lanes.Count});
                classes = ref C::Unsafe.Add(ref classes, {Lanes.Count});
                """);
        }
    }

    private void WriteSteps(LaneNetwork network, string prefix)
    {
        Dictionary<string, string> masks = [];
        foreach (LaneStep step in network.Steps)
        {
            string first = $"{prefix}{step.First}";
            string second = $"{prefix}{step.Second}";
            if (step.Kind == LaneStepKind.Blend && !masks.ContainsKey(string.Join(",", step.Lanes)))
            {
                string name = $"mask{masks.Count}";
                masks.Add(string.Join(",", step.Lanes), name);
                Writer.Line($"{Lanes.MaskType} {name} = {Lanes.Mask(step.Lanes)};");
            }

            string value = step.Kind switch
            {
                LaneStepKind.Permute => Lanes.Permute(first, step.Lanes),
                LaneStepKind.Blend => Lanes.Select(masks[string.Join(",", step.Lanes)], second, first),
                _ => $"SG::Simd.{step.Kind}({first}, {second})",
            };
            Writer.Line($"{Lanes.Type} {prefix}{step.Target} = {value};");
        }
    }

    private string InRowOrder(string value) => IsRowOrder
        ? value
        : Lanes.Permute(value, Enumerable.Range(0, Lanes.Count).Select(row => Array.IndexOf(_deinterleave.RowOfLane, row)));
}
