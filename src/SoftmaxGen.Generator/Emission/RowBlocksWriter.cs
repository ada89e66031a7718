using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the kernels that compute as many rows together as a vector has lanes: whatever belongs to a row as a whole is in
/// that row's lane. The work is cut into stages, loops over a few blocks of rows each with what they share in scratch memory:
/// consecutive iterations do not depend on each other, few values are alive at a time, and all operations share the stages.
/// </summary>
internal abstract class RowBlocksWriter
{
    private int _slots;

    protected RowBlocksWriter(KernelContext context, int passRows)
    {
        Context = context;
        Writer = context.Writer;
        Lanes = context.Lanes;
        PassRows = passRows;
        Shift = NewSlot("shift");
        Bound = NewSlot("bound");
        Magic = NewSlot("magic");
        Maximum = NewSlot("max");
        Sum = NewSlot("sum");
        Low = NewSlot("low");
        Count = NewSlot("count");
        Peak = NewSlot("peak");
        PeakLow = NewSlot("peakLow");
        Log = NewSlot("log");
        LogLow = NewSlot("logLow");
    }

    /// <summary>Vectors of scratch memory: what belongs to the rows of a block, by name.</summary>
    protected Slot Shift { get; }

    protected Slot Bound { get; }

    protected Slot Magic { get; }

    protected Slot Maximum { get; }

    protected Slot Sum { get; }

    protected Slot Low { get; }

    protected Slot Count { get; }

    protected Slot Peak { get; }

    protected Slot PeakLow { get; }

    protected Slot Log { get; }

    protected Slot LogLow { get; }

    protected KernelContext Context { get; }

    protected CSharpWriter Writer { get; }

    protected LaneSpelling Lanes { get; }

    /// <summary>How many rows go through a stage before the next stage begins.</summary>
    private int PassRows { get; }

    private int Blocks => (PassRows + Lanes.Count - 1) / Lanes.Count;

    /// <summary>The parameters of a stage: s is the scratch memory, and rows counts those of all blocks.</summary>
    protected string StageParameters => $"ref {Context.Element} s, int rows";

    /// <summary>
    /// Those of a stage that may find the maxima of the next pass on its way, of so many rows, so many elements ahead, and asks for
    /// what lies beyond.
    /// </summary>
    protected string AddParameters => $"{StageParameters}, Offset ahead, int following, Offset beyond";

    private int BlockScratch => _slots * Lanes.Count;

    /// <summary>Whether all operations go through blocks; if not, only those that are not generated do.</summary>
    protected virtual bool ServesAllOperations => true;

    public void Write()
    {
        Writer.Lines($"""
            public static int BlockRows => {Lanes.Count};

            public static int PassRows => {PassRows};

            public static bool TakesPartialBlocks => {(Context.Width.Strategy == Strategy.RowsAcross ? "false" : "true")};

            public static int BlockFromRows => {(ServesAllOperations ? CSharpLiteral.Of(Context.Width.BlockFromRows) : "int.MaxValue")};

            public static int ScratchElements => {Blocks * BlockScratch};

            """);
        VectorMathWriter.WritePivot(Writer, Lanes);
        Writer.Line();
        VectorMathWriter.WritePeakTail(Writer, Lanes);
        Writer.Line();
        VectorMathWriter.WriteLogOfSum(Writer, Lanes);
        Writer.Line();
        WriteParts();
        WriteSpread();
        Writer.Line();
        foreach (SumVariant variant in SumVariants.All)
        {
            WriteAddTerms(variant);
            Writer.Line();
        }

        WriteLogarithms();
        Writer.Line();
        WriteProbabilities();
        Writer.Line();
        WriteLogProbabilities();
        Writer.Line();
        if (!ServesAllOperations)
        {
            return;
        }

        WriteResultsPerRow();
        Writer.Line();
        WritePick();
        WriteLosses();
        Writer.Line();
        WriteGradients();
    }

    /// <summary>Writes what the stages call.</summary>
    protected abstract void WriteParts();

    /// <summary>Writes the stage <c>Spread(ref x, ref s, rows)</c>: the maximum of each row, and the slots that follow from it.</summary>
    protected abstract void WriteSpread();

    /// <summary>
    /// Writes the stage, Add and the name of the variant, that computes the slots from <see cref="Sum"/> to
    /// <see cref="PeakLow"/>, and the terms, if they are to be kept.
    /// </summary>
    protected abstract void WriteAddTerms(SumVariant variant);

    /// <summary>Writes the stages that read what belongs to the labels: logits before the terms are kept, and terms after it.</summary>
    protected virtual void WritePick()
    {
    }

    /// <summary>Writes, within a block, what is stored at y: a value made of each term or logit.</summary>
    /// <param name="rowNumbers">The numbers per row that the value needs.</param>
    /// <param name="prologue">What is made of them before.</param>
    /// <param name="value">The value of a vector of terms or logits.</param>
    /// <param name="fromLogits">Whether the value is made of logits, at x, rather than terms.</param>
    protected abstract void WriteOutputs(IReadOnlyList<Slot> rowNumbers, string prologue, Func<string, string> value, bool fromLogits);

    /// <summary>Writes, within a block, the result per row at <c>results</c>, in the rows' order.</summary>
    protected abstract void WriteResults(string value);

    /// <summary>Writes, within a block, <c>picked</c>, and with <paramref name="term"/> <c>pickedTerm</c>.</summary>
    protected abstract void WritePicked(bool term);

    /// <summary>Writes, within a block, how its losses are recorded: 0 where the label is the ignore label.</summary>
    protected abstract void WriteRecord(string loss);

    /// <summary>Writes, within a block, the gradients; <c>factor</c> and <c>atLabel</c> are in scope.</summary>
    protected abstract void WriteGradientsOfBlock();

    /// <summary>A new vector of scratch memory.</summary>
    protected Slot NewSlot(string name) => new(name, CSharpLiteral.Of(_slots++ * Lanes.Count));

    /// <summary>The offset of as many new vectors of scratch memory.</summary>
    protected int NewSlots(int count)
    {
        int offset = _slots * Lanes.Count;
        _slots += count;
        return offset;
    }

    protected void WriteLoad(params Slot[] slots)
    {
        foreach (Slot slot in slots)
        {
            Writer.Line($"{Lanes.Type} {slot.Name} = {Lanes.Load("s", slot.Offset)};");
        }
    }

    protected void WriteStore(params Slot[] slots)
    {
        foreach (Slot slot in slots)
        {
            Writer.Line(Lanes.Store(slot.Name, "s", slot.Offset));
        }
    }

    /// <summary>Writes a method that goes through the blocks, moving the references given along with them.</summary>
    protected void WriteStage(string signature, IReadOnlyList<(string Reference, int Elements)> moving, Action block)
    {
        using (Writer.Block(signature))
        {
            WriteBlocks(moving, block);
        }
    }

    private void WriteBlocks(IReadOnlyList<(string Reference, int Elements)> moving, Action block)
    {
        using (Writer.Block($"for (; rows > 0; rows -= {Lanes.Count})"))
        {
            block();
            foreach ((string reference, int elements) in moving)
            {
                WriteMove(reference, elements);
            }

            WriteMove("s", BlockScratch);
        }
    }

    /// <summary>Where the logits move from block to block.</summary>
    protected (string Reference, int Elements) Matrix(string reference) => (reference, Context.ClassCount * Lanes.Count);

    /// <summary>Where numbers per row move from block to block.</summary>
    protected (string Reference, int Elements) PerRow(string reference) => (reference, Lanes.Count);

    private void WriteMove(string reference, int elements) =>
        Writer.Line($"{reference} = ref C::Unsafe.Add(ref {reference}, {CSharpLiteral.Of(elements)});");

    private void WriteLogarithms()
    {
        Writer.Line("/// <summary>log Σ exp(z − max) of each row, in two parts.</summary>");
        WriteStage($"public static void Logarithms({StageParameters})", [], () =>
        {
            WriteLoad(Sum, Low, Count, Peak, PeakLow);
            OperationWriter.WriteLogarithm(Writer, Lanes);
            WriteStore(Log, LogLow);
        });
    }

    private void WriteProbabilities()
    {
        Writer.Line("/// <summary>What makes probabilities of the terms of each row, in two parts.</summary>");
        WriteStage($"public static void Inverses({StageParameters})", [], () =>
        {
            WriteLoad(Sum, Low, Count, Peak, PeakLow);
            OperationWriter.WriteInverse(Writer, Lanes);
            WriteStoreInverse();
        });
        Writer.Line();
        if (SumVariant.Plainly.IsTotal(Context.Plan.Tree))
        {
            WriteStage($"public static void InversesPlainly({StageParameters})", [], () =>
            {
                WriteLoad(Sum, Low);
                OperationWriter.WriteInverseOfTotal(Writer, Lanes);
                WriteStoreInverse();
            });
        }
        else
        {
            Writer.Line($"public static void InversesPlainly({StageParameters}) => Inverses(ref s, rows);");
        }

        Writer.Line();
        WriteStage($"public static void Probabilities(ref {Context.Element} y, {StageParameters})", [Matrix("y")], () =>
            WriteOutputs(
                [Log with { Name = "inverse" }, LogLow with { Name = "remainder" }],
                prologue: "",
                term => OperationWriter.Scaled(Lanes, term, "inverse", "remainder"),
                fromLogits: false));
    }

    private void WriteStoreInverse()
    {
        Writer.Line(Lanes.Store("inverse", "s", Log.Offset));
        Writer.Line(Lanes.Store("remainder", "s", LogLow.Offset));
    }

    private void WriteLogProbabilities() => WriteStage(
        $"public static void LogProbabilities(ref {Context.Element} x, ref {Context.Element} y, {StageParameters})",
        [Matrix("x"), Matrix("y")],
        () => WriteOutputs([Maximum, Log, LogLow], "log += logLow;", static logit => $"({logit} - max) - log", fromLogits: true));

    private void WriteResultsPerRow()
    {
        WriteStage($"public static void LogSums(ref {Context.Element} results, {StageParameters})", [PerRow("results")], () =>
        {
            WriteLoad(Maximum, Log, LogLow);
            WriteResults(OperationWriter.LogSumExp);
        });
        Writer.Line();
        WriteStage($"public static void MaximumProbabilities(ref {Context.Element} results, {StageParameters})", [PerRow("results")], () =>
        {
            WriteLoad(Sum, Count, Peak);
            WriteResults(OperationWriter.MaximumProbability(Lanes));
        });
    }

    private void WriteLosses()
    {
        using (Writer.Block($"public static void Losses(ref SG::LossBatch<{Context.Element}> batch, {StageParameters})"))
        {
            WriteLabelsOfBatch();
            WriteBlocks([PerRow("labels")], () =>
            {
                WriteLoad(Maximum, Log, LogLow);
                WritePicked(term: false);
                WriteRecord(OperationWriter.Loss);
            });
        }
    }

    private void WriteGradients()
    {
        using (Writer.Block($"public static void Gradients(ref SG::LossBatch<{Context.Element}> batch, ref {Context.Element} y, {Context.Element} scale, {StageParameters})"))
        {
            WriteLabelsOfBatch();
            WriteBlocks([PerRow("labels"), Matrix("y")], () =>
            {
                WriteLoad(Maximum, Log, LogLow, Sum, Low, Count, Peak, PeakLow);
                WritePicked(term: true);
                OperationWriter.WriteGradient(Writer, Lanes);
                WriteGradientsOfBlock();
                WriteRecord(OperationWriter.Loss);
            });
        }
    }

    private void WriteLabelsOfBatch() => Writer.Lines($"""
        ref int labels = ref batch.Labels;
        ref {Context.Element} losses = ref batch.Losses;
        Offset row = batch.Row;
        """);

    /// <summary>A vector of scratch memory.</summary>
    /// <param name="Name">The variable that holds it.</param>
    /// <param name="Offset">Where it is, in elements.</param>
    protected sealed record Slot(string Name, string Offset);
}
