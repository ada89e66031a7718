using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the kernels for whole batches: a loop over rows, or over blocks of rows with the remaining rows computed one by one
/// or, when there are more than a few, in a block padded in local memory.
/// </summary>
internal sealed class BatchWriter(KernelContext context)
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly string _element = context.Element;
    private readonly string _count = CSharpLiteral.Of(context.ClassCount);
    private readonly bool _hasBlocks = context.Width.Strategy == Strategy.RowsAcross;

    public void Write()
    {
        if (_hasBlocks)
        {
            _writer.Lines($$"""
                /// <summary>The logits or outputs of one block.</summary>
                [C::InlineArray({{context.ClassCount * _lanes.Count}})]
                private struct BlockBuffer
                {
                    private {{_element}} _element0;
                }

                /// <summary>One number per row of a block.</summary>
                [C::InlineArray({{_lanes.Count}})]
                private struct ResultBuffer
                {
                    private {{_element}} _element0;
                }

                /// <summary>One integer per row of a block.</summary>
                [C::InlineArray({{_lanes.Count}})]
                private struct LabelBuffer
                {
                    private int _element0;
                }

                """);
        }

        foreach (Operation operation in Operation.All)
        {
            WriteBatch(operation);
            _writer.Line();
        }

        WritePredict();
    }

    private void WriteBatch(Operation operation)
    {
        bool blocks = _hasBlocks && operation != Operation.MaximumProbability;
        bool sums = operation.Result == RowOutput.Loss;
        string parameters = string.Join(", ", new[]
        {
            $"ref {_element} logits",
            operation.UsesLabels ? "ref int labels" : null,
            operation.Result != RowOutput.None ? $"ref {_element} results" : null,
            operation.Elements != ElementOutput.None ? $"ref {_element} output" : null,
            "nint rows",
            operation.Elements == ElementOutput.Gradient ? $"{_element} scale" : null,
        }.Where(static part => part is not null));
        using (_writer.Block($"internal static {(sums ? "double" : "void")} {operation.Name}({parameters})"))
        {
            if (sums)
            {
                _writer.Line("SG::LossLanes sums = default;");
            }

            _writer.Line("nint row = 0;");
            if (blocks)
            {
                WriteBlockLoop(operation);
                WritePaddedBlock(operation);
            }

            using (_writer.Block("for (; row < rows; row++)"))
            {
                string call = $"{operation.Name}Row({KernelContext.CoreArguments(operation, At("logits"), "C::Unsafe.Add(ref labels, row)", At("output"))})";
                WriteRowResult(operation, call);
            }

            if (sums)
            {
                _writer.Line("return sums.Sum();");
            }
        }
    }

    private void WriteRowResult(Operation operation, string call)
    {
        if (operation.Result == RowOutput.None)
        {
            _writer.Line($"{call};");
            return;
        }

        _writer.Line($"{_element} result = {call};");
        if (operation.Result == RowOutput.Loss)
        {
            _writer.Line("sums.Add(row, result);");
            using (_writer.Block("if (!C::Unsafe.IsNullRef(ref results))"))
            {
                _writer.Line("C::Unsafe.Add(ref results, row) = result;");
            }
        }
        else
        {
            _writer.Line("C::Unsafe.Add(ref results, row) = result;");
        }
    }

    private void WriteBlockLoop(Operation operation)
    {
        using (_writer.Block($"for (; row <= rows - {_lanes.Count}; row += {_lanes.Count})"))
        {
            string call = $"{operation.Name}Block({KernelContext.CoreArguments(operation, At("logits"), "ref C::Unsafe.Add(ref labels, row)", At("output"))})";
            if (operation.Result == RowOutput.None)
            {
                _writer.Line($"{call};");
                return;
            }

            _writer.Line($"{_lanes.Type} result = {call};");
            if (operation.Result == RowOutput.Loss)
            {
                _writer.Line("sums.Add(row, result);");
                using (_writer.Block("if (!C::Unsafe.IsNullRef(ref results))"))
                {
                    _writer.Line(_lanes.Store("result", "results", "row"));
                }
            }
            else
            {
                _writer.Line(_lanes.Store("result", "results", "row"));
                using (_writer.Block($"if (!V::Vector{(int)_lanes.Width}.EqualsAll(result, result))"))
                {
                    _writer.Line($"RepairNotFinite(ref {At("logits")}, ref C::Unsafe.Add(ref results, row), {_lanes.Count});");
                }
            }
        }
    }

    private void WritePaddedBlock(Operation operation)
    {
        using (_writer.Block($"if (rows - row >= {context.Width.PaddedTailRows})"))
        {
            string arguments = string.Join(", ", new[]
            {
                $"ref {At("logits")}",
                operation.UsesLabels ? "ref C::Unsafe.Add(ref labels, row)" : null,
                operation.Result == RowOutput.None ? null : operation.Result == RowOutput.Loss
                    ? "ref (C::Unsafe.IsNullRef(ref results) ? ref results : ref C::Unsafe.Add(ref results, row))"
                    : "ref C::Unsafe.Add(ref results, row)",
                operation.Elements != ElementOutput.None ? $"ref {At("output")}" : null,
                "(int)(rows - row)",
                operation.Elements == ElementOutput.Gradient ? "scale" : null,
                operation.Result == RowOutput.Loss ? "row, ref sums" : null,
            }.Where(static part => part is not null));
            _writer.Lines($"""
                {operation.Name}Padded({arguments});
                row = rows;
                """);
        }
    }

    /// <summary>Writes the methods that compute a few rows as one block, through local memory.</summary>
    public void WritePadded()
    {
        foreach (Operation operation in Operation.All.Where(static operation => operation != Operation.MaximumProbability))
        {
            WritePadded(operation);
            _writer.Line();
        }

        WriteRepair();
        _writer.Line();
        _writer.Line(KernelContext.NoInline);
        using (_writer.Block($"private static void PredictPadded(ref {_element} logits, ref int classes, int rows)"))
        {
            WriteInput();
            _writer.Lines($"""
                C::Unsafe.SkipInit(out LabelBuffer results);
                SG::Simd.StoreClasses(PredictBlock(ref input[0]), ref results[0]);
                {CopyInts("ref results[0]", "ref classes", "rows")}
                """);
        }

        _writer.Line();
    }

    private void WritePadded(Operation operation)
    {
        bool writes = operation.Elements != ElementOutput.None;
        string parameters = string.Join(", ", new[]
        {
            $"ref {_element} logits",
            operation.UsesLabels ? "ref int labels" : null,
            operation.Result != RowOutput.None ? $"ref {_element} results" : null,
            writes ? $"ref {_element} output" : null,
            "int rows",
            operation.Elements == ElementOutput.Gradient ? $"{_element} scale" : null,
            operation.Result == RowOutput.Loss ? "nint firstRow, ref SG::LossLanes sums" : null,
        }.Where(static part => part is not null));
        _writer.Line(KernelContext.NoInline);
        using (_writer.Block($"private static void {operation.Name}Padded({parameters})"))
        {
            WriteInput();
            if (operation.UsesLabels)
            {
                _writer.Lines($"""
                    C::Unsafe.SkipInit(out LabelBuffer inputLabels);
                    {CopyInts("ref labels", "ref inputLabels[0]", "rows")}
                    """);
            }

            string call = $"{operation.Name}Block({KernelContext.CoreArguments(operation, "input[0]", "ref inputLabels[0]", "input[0]")})";
            if (operation.Result == RowOutput.None)
            {
                _writer.Line($"{call};");
            }
            else
            {
                _writer.Lines($"""
                    C::Unsafe.SkipInit(out ResultBuffer blockResults);
                    {_lanes.Store(call, "blockResults[0]", "0")}
                    """);
            }

            if (writes)
            {
                _writer.Line(Copy("ref input[0]", "ref output", $"rows * {_count}"));
            }

            if (operation.Result == RowOutput.LogSumExp)
            {
                _writer.Lines($"""
                    {Copy("ref blockResults[0]", "ref results", "rows")}
                    RepairNotFinite(ref logits, ref results, rows);
                    """);
            }
            else if (operation.Result == RowOutput.Loss)
            {
                using (_writer.Block("for (int i = 0; i < rows; i++)"))
                {
                    _writer.Line("sums.Add(firstRow + i, blockResults[i]);");
                }

                using (_writer.Block("if (!C::Unsafe.IsNullRef(ref results))"))
                {
                    _writer.Line(Copy("ref blockResults[0]", "ref results", "rows"));
                }
            }
        }
    }

    private void WriteInput() => _writer.Lines($"""
        C::Unsafe.SkipInit(out BlockBuffer input);
        {Copy("ref logits", "ref input[0]", $"rows * {_count}")}
        """);

    private void WriteRepair()
    {
        _writer.Line("/// <summary>Rows with NaN or infinities: what the kernel's arithmetic turned into NaN gets its value.</summary>");
        _writer.Line(KernelContext.NoInline);
        using (_writer.Block($"private static void RepairNotFinite(ref {_element} logits, ref {_element} results, int rows)"))
        using (_writer.Block("for (int i = 0; i < rows; i++)"))
        using (_writer.Block($"if ({_element}.IsNaN(C::Unsafe.Add(ref results, i)))"))
        {
            _writer.Line($"C::Unsafe.Add(ref results, i) = RowMath.LogSumExpNotFinite(ref C::Unsafe.Add(ref logits, i * {_count}));");
        }
    }

    private void WritePredict()
    {
        using (_writer.Block($"internal static void Predict(ref {_element} logits, ref int classes, nint rows)"))
        {
            _writer.Line("nint row = 0;");
            if (_hasBlocks)
            {
                using (_writer.Block($"for (; row <= rows - {_lanes.Count}; row += {_lanes.Count})"))
                {
                    _writer.Line($"SG::Simd.StoreClasses(PredictBlock(ref {At("logits")}), ref C::Unsafe.Add(ref classes, row));");
                }

                using (_writer.Block($"if (rows - row >= {context.Width.PaddedTailRows})"))
                {
                    _writer.Lines($"""
                        PredictPadded(ref {At("logits")}, ref C::Unsafe.Add(ref classes, row), (int)(rows - row));
                        row = rows;
                        """);
                }
            }

            using (_writer.Block("for (; row < rows; row++)"))
            {
                _writer.Line($"C::Unsafe.Add(ref classes, row) = PredictRow(ref {At("logits")});");
            }
        }
    }

    private string At(string reference) => $"C::Unsafe.Add(ref {reference}, row * {_count})";

    private string Copy(string source, string destination, string count) =>
        CopyBytes(source, destination, count, _element, context.Precision.Bytes);

    private static string CopyInts(string source, string destination, string count) =>
        CopyBytes(source, destination, count, "int", sizeof(int));

    private static string CopyBytes(string source, string destination, string count, string type, int size) =>
        $"C::Unsafe.CopyBlockUnaligned(ref C::Unsafe.As<{type}, byte>({destination}), ref C::Unsafe.As<{type}, byte>({source}), (uint)({count} * {size}));";
}
