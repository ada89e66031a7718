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
        foreach (Operation operation in Operation.All.Where(static operation => operation != Operation.MaximumProbability))
        {
            WriteOperation(operation);
            _writer.Line();
        }

        WritePredict();
        _writer.Line();
    }

    private void WriteOperation(Operation operation)
    {
        string returns = operation.Result == RowOutput.None ? "void" : _lanes.Type;
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static {returns} {operation.Name}Block({_context.CoreParameters(operation, "ref int labels")})"))
        {
            WriteLoads();
            if (operation.UsesLabels)
            {
                WriteLabels();
            }

            WriteTerms();
            WriteSum(operation);
            OperationWriter.WriteRowValues(_context, _lanes, operation);
            if (operation.Elements != ElementOutput.None)
            {
                WriteElements(operation);
            }

            if (operation.Result == RowOutput.Loss)
            {
                _writer.Line($"result = {_lanes.ZeroWhere("ignored", "result")};");
            }

            if (operation.Result != RowOutput.None)
            {
                _writer.Line($"return {InRowOrder("result")};");
            }
        }
    }

    private void WritePredict()
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static {_lanes.Type} PredictBlock(ref {_context.Element} x)"))
        {
            WriteLoads();
            PredictWriter.WriteBlock(_context);
            _writer.Line($"return {InRowOrder("index")};");
        }
    }

    private void WriteLoads()
    {
        for (int v = 0; v < _context.ClassCount; v++)
        {
            _writer.Line($"{_lanes.Type} r{v} = {_lanes.Load("x", CSharpLiteral.Of(v * _lanes.Count))};");
        }

        WriteSteps(_deinterleave, "r");
        for (int c = 0; c < _context.ClassCount; c++)
        {
            _writer.Line($"{_lanes.Type} c{c} = r{_deinterleave.Results[c]};");
        }
    }

    private void WriteLabels()
    {
        _writer.Lines($"""
            SG::Simd.LoadLabels(ref labels, out {_lanes.Type} label);
            {(IsRowOrder ? "" : $"label = {_lanes.Permute("label", _deinterleave.RowOfLane)};\n")}{_lanes.MaskType} ignored = {_lanes.AreEqual("label", _lanes.Constant(_context.Plan.Options.IgnoreLabel))};
            {_lanes.Type} picked = c0;
            """);
        for (int c = 1; c < _context.ClassCount; c++)
        {
            _writer.Line($"picked = {_lanes.Select(_lanes.AreEqual("label", _lanes.Constant(c)), $"c{c}", "picked")};");
        }
    }

    private void WriteTerms()
    {
        _writer.Line($"{_lanes.Type} max = c0;");
        for (int c = 1; c < _context.ClassCount; c++)
        {
            _writer.Line($"max = {_lanes.Max("max", $"c{c}")};");
        }

        _writer.Line($"Pivot(max, out {_lanes.Type} shift, out {_lanes.Type} bound, out {_lanes.IntegerType} pivot);");
        for (int c = 0; c < _context.ClassCount; c++)
        {
            _writer.Line($"{_lanes.Type} e{c} = Exp(c{c} - shift, bound, pivot);");
        }
    }

    private void WriteSum(Operation operation)
    {
        if (!operation.SumsBelowMaximum)
        {
            _writer.Line($"{_lanes.Type} sum = {Tree(static c => $"e{c}")};");
            return;
        }

        _writer.Line($"{_lanes.IntegerType} ties = {_lanes.IntegerZero};");
        for (int c = 0; c < _context.ClassCount; c++)
        {
            _writer.Lines($"""
                {_lanes.MaskType} top{c} = {_lanes.AreEqual($"c{c}", "max")};
                {_lanes.Type} b{c} = {_lanes.ZeroWhere($"top{c}", $"e{c}")};
                ties = {_lanes.Count1("ties", $"top{c}")};
                """);
        }

        _writer.Line($"{_lanes.Type} below = {Tree(static c => $"b{c}")};");
    }

    private void WriteElements(Operation operation)
    {
        for (int c = 0; c < _context.ClassCount; c++)
        {
            string value = OperationWriter.Element(_lanes, operation, $"c{c}", $"e{c}", static rowValue => rowValue);
            if (operation.Elements == ElementOutput.Gradient)
            {
                value = _lanes.Select(_lanes.AreEqual("label", _lanes.Constant(c)), "atLabel", value);
                value = _lanes.ZeroWhere("ignored", value);
            }

            _writer.Line($"{_lanes.Type} w{c} = {value};");
        }

        WriteSteps(_interleave, "w");
        for (int v = 0; v < _context.ClassCount; v++)
        {
            _writer.Line(_lanes.Store($"w{_interleave.Results[v]}", "y", CSharpLiteral.Of(v * _lanes.Count)));
        }
    }

    private void WriteSteps(LaneNetwork network, string prefix)
    {
        foreach (LaneStep step in network.Steps)
        {
            string first = $"{prefix}{step.First}";
            string second = $"{prefix}{step.Second}";
            string value = step.Kind switch
            {
                LaneStepKind.Permute => _lanes.Permute(first, step.Lanes),
                LaneStepKind.Blend => _lanes.Blend(step.Lanes, first, second),
                _ => $"SG::Simd.{step.Kind}({first}, {second})",
            };
            _writer.Line($"{_lanes.Type} {prefix}{step.Target} = {value};");
        }
    }

    private bool IsRowOrder => _deinterleave.RowOfLane.SequenceEqual(Enumerable.Range(0, _lanes.Count));

    private string InRowOrder(string value) => IsRowOrder
        ? value
        : _lanes.Permute(value, Enumerable.Range(0, _lanes.Count).Select(row => Array.IndexOf(_deinterleave.RowOfLane, row)));

    private string Tree(Func<int, string> term) => _context.Plan.Tree.Spell(_context.ClassCount, term);
}
