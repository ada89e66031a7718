using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Blocks of one row each, without vectors: the stages of operations that are not generated.</summary>
internal sealed class ScalarRowsWriter(KernelContext context) : RowBlocksWriter(context, passRows: 1)
{
    protected override bool ServesAllOperations => false;

    private string ClassCount => CSharpLiteral.Of(Context.ClassCount);

    protected override void WriteParts()
    {
    }

    protected override void WriteSpread() => WriteStage(
        $"public static void Spread(ref {Context.Element} x, {StageParameters})",
        [Matrix("x")],
        () =>
        {
            Writer.Line($"{Lanes.Type} max = {Lanes.Literal(double.NegativeInfinity)};");
            using (Writer.Block($"for (Offset c = 0; c < {ClassCount}; c++)"))
            {
                Writer.Line($"max = {Lanes.Max("C::Unsafe.Add(ref x, c)", "max")};");
            }

            Writer.Line($"Pivot(max, out {Lanes.Type} shift, out {Lanes.Type} bound, out {Lanes.Type} magic);");
            WriteStore(Shift, Bound, Magic, Maximum);
        });

    protected override void WriteAddTerms(SumVariant variant)
    {
        bool keep = variant.KeepsTerms();
        string parameters = $"ref {Context.Element} x, {(keep ? $"ref {Context.Element} y, " : "")}{AddParameters}";
        WriteStage($"public static void Add{variant}({parameters})", keep ? [Matrix("x"), Matrix("y")] : [Matrix("x")], () =>
        {
            Writer.Line($"Core{variant.ForRow()}({ScalarLoopWriter.TermArguments(variant)}, {RowKernelWriter.CoreResults(Lanes)});");
            if (variant.IsTotal(Context.Plan.Tree))
            {
                WriteStore(Sum, Low);
                return;
            }

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

        using (Writer.Block($"for (Offset c = 0; c < {ClassCount}; c++)"))
        {
            Writer.Lines($"""
                {Lanes.Type} v = {Lanes.Load(fromLogits ? "x" : "y", "c")};
                {Lanes.Store(value("v"), "y", "c")}
                """);
        }
    }

    protected override void WriteResults(string value) => throw NotServed();

    protected override void WritePicked(bool term) => throw NotServed();

    protected override void WriteRecord(string loss) => throw NotServed();

    protected override void WriteGradientsOfBlock() => throw NotServed();

    private static InvalidOperationException NotServed() => new("Only operations that are not generated go through blocks of one row.");
}
