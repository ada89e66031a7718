using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>One row, element by element, for processors without vectors; the summation tree is kept in arrays of slots.</summary>
internal sealed class ScalarLoopWriter(KernelContext context) : IRowStrategyWriter
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly SummationTree _tree = context.Plan.Tree;
    private readonly string _element = context.Element;
    private readonly string _count = CSharpLiteral.Of(context.ClassCount);

    public void WriteCore()
    {
        WriteSumSlots();
        _writer.Line();
        WriteTerms();
    }

    private void WriteSumSlots()
    {
        _writer.Line("/// <summary>Adds the slots of the summation tree: the chains of each lane, then the lanes by halves.</summary>");
        using (_writer.Block($"private static {_element} SumSlots(global::System.Span<{_element}> slots, out {_element} lost)"))
        {
            _writer.Line($"global::System.Span<{_element}> losts = stackalloc {_element}[{_tree.Lanes}];");
            using (_writer.Block($"for (int lane = 0; lane < {_tree.Lanes}; lane++)"))
            {
                _writer.Lines($"""
                    slots[lane] = {SummationTree.AddChains(["slots[lane]", $"slots[lane + {_tree.Lanes}]"])};
                    losts[lane] = {context.Number.Zero};
                    """);
            }

            using (_writer.Block($"for (int half = {_tree.Lanes / 2}; half > 0; half /= 2)"))
            using (_writer.Block("for (int lane = 0; lane < half; lane++)"))
            {
                _writer.Line("slots[lane] = SG::Simd.Add(slots[lane], slots[lane + half], losts[lane], losts[lane + half], out losts[lane]);");
            }

            _writer.Lines("""
                lost = losts[0];
                return slots[0];
                """);
        }
    }

    private void WriteTerms()
    {
        using (_writer.Block(RowKernelWriter.CoreSignature(context)))
        {
            _writer.Line($"max = {context.Number.Literal(double.NegativeInfinity)};");
            using (_writer.Block($"for (Offset c = 0; c < {_count}; c++)"))
            {
                _writer.Line($"max = {context.Number.Max("C::Unsafe.Add(ref x, c)", "max")};");
            }

            _writer.Lines($"""
                RowMath.Pivot(max, out shift, out bound, out pivot);
                ties = 0;
                sum = {context.Number.Zero};
                low = {context.Number.Zero};
                global::System.Span<{_element}> powerSlots = stackalloc {_element}[{_tree.RoundClasses}];
                global::System.Span<{_element}> tailSlots = stackalloc {_element}[{_tree.RoundClasses}];
                """);
            using (_writer.Block($"for (Offset start = 0; start < {_count}; start += {_tree.ChunkClasses})"))
            {
                _writer.Lines($"""
                    Offset end = start > {_count} - {_tree.ChunkClasses} ? {_count} : start + {_tree.ChunkClasses};
                    powerSlots.Clear();
                    tailSlots.Clear();
                    """);
                using (_writer.Block("for (Offset c = start; c < end; c++)"))
                {
                    WriteTerm();
                }

                _writer.Lines($"""
                    {_element} powers = SumSlots(powerSlots, out {_element} lost);
                    {_element} tails = SumSlots(tailSlots, out _);
                    """);
                BlockedLoopWriter.WriteChunk(context);
            }

            SumWriter.WriteNormalisation(_writer, _tree, _element);
        }
    }

    private void WriteTerm()
    {
        _writer.Lines($"""
            {_element} logit = C::Unsafe.Add(ref x, c);
            {_element} tail = RowMath.Exp(logit - shift, bound, pivot, out {_element} power);
            """);
        using (_writer.Block("if (keep)"))
        {
            _writer.Line($"C::Unsafe.Add(ref y, c) = {context.Number.MultiplyAdd("tail", "power", "power")};");
        }

        using (_writer.Block("if (logit == max)"))
        {
            _writer.Line("ties++;");
        }

        using (_writer.Block("else"))
        {
            _writer.Lines($"""
                powerSlots[(int)c & {_tree.RoundClasses - 1}] += power;
                tailSlots[(int)c & {_tree.RoundClasses - 1}] += tail * power;
                """);
        }
    }
}
