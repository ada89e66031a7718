using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels for a block of as many rows as a vector has lanes: one vector per class, nothing across lanes.</summary>
internal sealed class RowsAcrossWriter
{
    private readonly KernelContext _context;
    private readonly CSharpWriter _writer;
    private readonly LaneSpelling _lanes;
    private readonly LaneNetwork _deinterleave;
    private readonly LaneNetwork _interleave;

    public RowsAcrossWriter(KernelContext context)
    {
        _context = context;
        _writer = context.Writer;
        _lanes = context.Lanes;
        _deinterleave = LaneNetwork.Deinterleave(context.ClassCount, _lanes.Count, blockLanes: 16 / context.Precision.Bytes);
        _interleave = LaneNetwork.Interleave(_deinterleave);
    }

    public void Write()
    {
        VectorMathWriter.WritePivot(_writer, _lanes);
        _writer.Line();
        VectorMathWriter.WriteLogOnePlus(_writer, _lanes);
        _writer.Line();
        WriteDeinterleave();
        _writer.Line();
        WriteInterleave();
        _writer.Line();
        WriteLogarithm();
        _writer.Line();
        WriteSoftmax();
        _writer.Line();
        WriteLogSoftmax();
        _writer.Line();
        WriteLogSumExp();
        _writer.Line();
        WritePredict();
        _writer.Line();
        WriteLabels();
        _writer.Line();
        WriteRecord();
        _writer.Line();
        WriteCrossEntropy();
        _writer.Line();
        WriteCrossEntropyWithGradient();
        _writer.Line();
    }

    private string Classes(string before, string prefix) =>
        string.Join(", ", Enumerable.Range(0, _context.ClassCount).Select(c => $"{before}{prefix}{c}"));

    private string Load => $"Deinterleave(ref x, {Classes($"out {_lanes.Type} ", "c")});";

    private void WriteDeinterleave()
    {
        _writer.Line("/// <summary>From memory to one vector per class; see docs/kernels.md.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static void Deinterleave(ref {_context.Element} x, {Classes($"out {_lanes.Type} ", "c")})"))
        {
            for (int v = 0; v < _context.ClassCount; v++)
            {
                _writer.Line($"{_lanes.Type} r{v} = {_lanes.Load("x", CSharpLiteral.Of(v * _lanes.Count))};");
            }

            WriteSteps(_deinterleave, "r");
            for (int c = 0; c < _context.ClassCount; c++)
            {
                _writer.Line($"c{c} = r{_deinterleave.Results[c]};");
            }
        }
    }

    private void WriteInterleave()
    {
        _writer.Line("/// <summary>From one vector per class back to memory.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static void Interleave(ref {_context.Element} y, {Classes($"{_lanes.Type} ", "w")})"))
        {
            WriteSteps(_interleave, "w");
            for (int v = 0; v < _context.ClassCount; v++)
            {
                _writer.Line(_lanes.Store($"w{_interleave.Results[v]}", "y", CSharpLiteral.Of(v * _lanes.Count)));
            }
        }
    }

    /// <summary>What losses and log-softmax share: the maximum, and log Σ exp(z − max) in two parts.</summary>
    private void WriteLogarithm()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static {_lanes.Type} Logarithm({Classes($"{_lanes.Type} ", "c")}, out {_lanes.Type} max, out {_lanes.Type} logLow)"))
        {
            WriteMaximum(declare: "");
            WriteTerms();
            WriteBelowMaximum();
            OperationWriter.WritePeak(_writer, _lanes);
            OperationWriter.WriteLogarithm(_writer, _lanes, "logLow");
            _writer.Line("return log;");
        }
    }

    private void WriteSoftmax()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"public static void SoftmaxBlock(ref {_context.Element} x, ref {_context.Element} y)"))
        {
            _writer.Line(Load);
            WriteMaximum($"{_lanes.Type} ");
            WriteTerms();
            WriteKeptTerms();
            WriteBelowMaximum();
            OperationWriter.WritePeak(_writer, _lanes);
            OperationWriter.WriteInverse(_writer, _lanes);
            WriteStores(c => OperationWriter.Probability(_lanes, $"e{c}"));
        }
    }

    private void WriteLogSoftmax()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"public static void LogSoftmaxBlock(ref {_context.Element} x, ref {_context.Element} y)"))
        {
            WriteLogarithmCall();
            _writer.Line("log += logLow;");
            WriteStores(static c => $"(c{c} - max) - log");
        }
    }

    private void WriteLogSumExp()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"public static void LogSumExpBlock(ref {_context.Element} x, ref {_context.Element} results)"))
        {
            WriteLogarithmCall();
            _writer.Line(_lanes.Store(InRowOrder(OperationWriter.LogSumExp), "results", "0"));
        }
    }

    private void WritePredict()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"public static void PredictBlock(ref {_context.Element} x, ref int classes)"))
        {
            _writer.Line(Load);
            PredictWriter.WriteBlock(_context);
            _writer.Line($"SG::Simd.StoreClasses({InRowOrder("index")}, ref classes);");
        }
    }

    private void WriteLabels()
    {
        _writer.Line("/// <summary>The labels in the order of the lanes, as numbers of the element type.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static {_lanes.Type} LoadLabels(ref int labels)"))
        {
            _writer.Lines($"""
                SG::Simd.LoadLabels(ref labels, out {_lanes.Type} label);
                return {(IsRowOrder ? "label" : _lanes.Permute("label", _deinterleave.RowOfLane))};
                """);
        }
    }

    private void WriteRecord()
    {
        _writer.Line("/// <summary>Adds the losses, 0 where the label is the ignore label, and stores them where they are wanted.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static void Record({_lanes.Type} loss, {_lanes.Type} label, ref {_context.Element} losses, Offset row, ref SG::LossLanes sums)"))
        {
            _writer.Lines($"""
                loss = {_lanes.ZeroWhere(_lanes.AreEqual("label", _lanes.Constant(_context.Plan.Options.IgnoreLabel)), "loss")};
                {(IsRowOrder ? "" : $"loss = {InRowOrder("loss")};\n")}sums.Add(row, loss);
                """);
            using (_writer.Block("if (!C::Unsafe.IsNullRef(ref losses))"))
            {
                _writer.Line(_lanes.Store("loss", "losses", "0"));
            }
        }
    }

    private void WriteCrossEntropy()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"public static void CrossEntropyBlock(ref {_context.Element} x, ref int labels, ref {_context.Element} losses, Offset row, ref SG::LossLanes sums)"))
        {
            WriteLogarithmCall();
            _writer.Lines($"""
                {_lanes.Type} label = LoadLabels(ref labels);
                {_lanes.Type} picked = c0;
                """);
            for (int c = 1; c < _context.ClassCount; c++)
            {
                _writer.Line($"picked = {_lanes.Select(_lanes.AreEqual("label", _lanes.Constant(c)), $"c{c}", "picked")};");
            }

            _writer.Line($"Record({OperationWriter.Loss}, label, ref losses, row, ref sums);");
        }
    }

    private void WriteCrossEntropyWithGradient()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"public static void CrossEntropyWithGradientBlock(ref {_context.Element} x, ref int labels, ref {_context.Element} losses, ref {_context.Element} y, {_context.Element} scale, Offset row, ref SG::LossLanes sums)"))
        {
            _writer.Line(Load);
            WriteMaximum($"{_lanes.Type} ");
            WriteTerms();
            WriteKeptTerms();
            _writer.Lines($"""
                {_lanes.Type} label = LoadLabels(ref labels);
                {_lanes.Type} picked = c0;
                {_lanes.Type} pickedTerm = e0;
                {_lanes.MaskType} isLabel;
                """);
            for (int c = 1; c < _context.ClassCount; c++)
            {
                _writer.Lines($"""
                    isLabel = {_lanes.AreEqual("label", _lanes.Constant(c))};
                    picked = {_lanes.Select("isLabel", $"c{c}", "picked")};
                    pickedTerm = {_lanes.Select("isLabel", $"e{c}", "pickedTerm")};
                    """);
            }

            WriteBelowMaximum();
            OperationWriter.WritePeak(_writer, _lanes);
            OperationWriter.WriteLogarithm(_writer, _lanes);
            OperationWriter.WriteGradient(_writer, _lanes);
            _writer.Line($"{_lanes.MaskType} ignored = {_lanes.AreEqual("label", _lanes.Constant(_context.Plan.Options.IgnoreLabel))};");
            WriteStores(c => _lanes.ZeroWhere("ignored", _lanes.Select(_lanes.AreEqual("label", _lanes.Constant(c)), "atLabel", $"e{c} * factor")));
            _writer.Line($"Record({OperationWriter.Loss}, label, ref losses, row, ref sums);");
        }
    }

    private void WriteLogarithmCall() => _writer.Lines($"""
        {Load}
        {_lanes.Type} log = Logarithm({Classes("", "c")}, out {_lanes.Type} max, out {_lanes.Type} logLow);
        """);

    private void WriteMaximum(string declare)
    {
        _writer.Line($"{declare}max = c0;");
        for (int c = 1; c < _context.ClassCount; c++)
        {
            _writer.Line($"max = {_lanes.Max("max", $"c{c}")};");
        }
    }

    private void WriteTerms()
    {
        _writer.Line($"Pivot(max, out {_lanes.Type} shift, out {_lanes.Type} bound, out {_lanes.IntegerType} pivot);");
        for (int c = 0; c < _context.ClassCount; c++)
        {
            _writer.Line($"{_lanes.Type} t{c} = Exp(c{c} - shift, bound, pivot, out {_lanes.Type} p{c});");
        }
    }

    private void WriteKeptTerms()
    {
        for (int c = 0; c < _context.ClassCount; c++)
        {
            _writer.Line($"{_lanes.Type} e{c} = {_lanes.MultiplyAdd($"t{c}", $"p{c}", $"p{c}")};");
        }
    }

    private void WriteBelowMaximum()
    {
        _writer.Lines($"""
            {_lanes.IntegerType} ties = {_lanes.IntegerZero};
            {_lanes.MaskType} top;
            """);
        for (int c = 0; c < _context.ClassCount; c++)
        {
            _writer.Lines($"""
                top = {_lanes.AreEqual($"c{c}", "max")};
                ties = {_lanes.Count1("ties", "top")};
                p{c} = {_lanes.ZeroWhere("top", $"p{c}")};
                """);
        }

        SummationTree tree = _context.Plan.Tree;
        if (tree.KeepsErrors)
        {
            (string sum, string lost) = SumWriter.WriteHalves(_writer, _lanes, tree.LaneSums(_context.ClassCount, static c => $"p{c}"));
            _writer.Lines($"""
                {_lanes.Type} powers = {sum};
                {_lanes.Type} lost = {lost};
                """);
        }
        else
        {
            _writer.Line($"{_lanes.Type} powers = {SummationTree.AddHalves(tree.LaneSums(_context.ClassCount, static c => $"p{c}"))};");
        }

        _writer.Lines($"""
            {_lanes.Type} tails = {SummationTree.AddHalves(tree.LaneSums(_context.ClassCount, static c => $"(t{c} * p{c})"))};
            {_lanes.Type} sum = powers + tails;
            {_lanes.Type} low = {SumWriter.Low(tree, "sum")};
            """);
        SumWriter.WriteNormalisation(_writer, tree, _lanes.Type);
    }

    private void WriteStores(Func<int, string> value)
    {
        for (int c = 0; c < _context.ClassCount; c++)
        {
            _writer.Line($"{_lanes.Type} w{c} = {value(c)};");
        }

        _writer.Line($"Interleave(ref y, {Classes("", "w")});");
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
                _writer.Line($"{_lanes.MaskType} {name} = {_lanes.Mask(step.Lanes)};");
            }

            string value = step.Kind switch
            {
                LaneStepKind.Permute => _lanes.Permute(first, step.Lanes),
                LaneStepKind.Blend => _lanes.Select(masks[string.Join(",", step.Lanes)], second, first),
                _ => $"SG::Simd.{step.Kind}({first}, {second})",
            };
            _writer.Line($"{_lanes.Type} {prefix}{step.Target} = {value};");
        }
    }

    private bool IsRowOrder => _deinterleave.RowOfLane.SequenceEqual(Enumerable.Range(0, _lanes.Count));

    private string InRowOrder(string value) => IsRowOrder
        ? value
        : _lanes.Permute(value, Enumerable.Range(0, _lanes.Count).Select(row => Array.IndexOf(_deinterleave.RowOfLane, row)));
}
