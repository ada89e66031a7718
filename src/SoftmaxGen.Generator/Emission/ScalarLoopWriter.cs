using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>One row, element by element, for processors without vectors; the summation tree is kept in an array of slots.</summary>
internal sealed class ScalarLoopWriter(KernelContext context) : IRowStrategyWriter
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly SummationTree _tree = context.Plan.Tree;
    private readonly string _element = context.Element;
    private readonly string _count = CSharpLiteral.Of(context.ClassCount);

    public void WriteHelpers()
    {
        _writer.Line("/// <summary>Adds the slots of the summation tree: the chains of each lane, then the lanes by halves.</summary>");
        using (_writer.Block($"private static {_element} SumSlots(global::System.Span<{_element}> slots)"))
        {
            using (_writer.Block($"for (int lane = 0; lane < {_tree.Lanes}; lane++)"))
            {
                string Slot(int chain) => chain == 0 ? "slots[lane]" : $"slots[lane + {chain * _tree.Lanes}]";
                _writer.Line($"slots[lane] = {SummationTree.AddChains([Slot(0), Slot(1), Slot(2), Slot(3)])};");
            }

            using (_writer.Block($"for (int half = {_tree.Lanes / 2}; half > 0; half /= 2)"))
            using (_writer.Block("for (int lane = 0; lane < half; lane++)"))
            {
                _writer.Line("slots[lane] += slots[lane + half];");
            }

            _writer.Line("return slots[0];");
        }

        _writer.Line();
    }

    public void WriteMaximum(Operation operation)
    {
        _writer.Line($"{_element} max = {context.Number.Literal(double.NegativeInfinity)};");
        using (_writer.Block($"for (nint c = 0; c < {_count}; c++)"))
        {
            _writer.Line($"max = {context.Number.Max("C::Unsafe.Add(ref x, c)", "max")};");
        }
    }

    public void WriteSum(Operation operation)
    {
        string name = operation.SumsBelowMaximum ? "below" : "sum";
        if (operation.SumsBelowMaximum)
        {
            _writer.Line($"{context.Precision.IntegerKeyword} ties = 0;");
        }

        _writer.Lines($"""
            global::System.Span<{_element}> slots = stackalloc {_element}[{_tree.RoundClasses}];
            {_element} high = {context.Number.Zero};
            {_element} low = {context.Number.Zero};
            """);
        using (_writer.Block($"for (nint start = 0; start < {_count}; start += {_tree.ChunkClasses})"))
        {
            _writer.Lines($"""
                nint end = start > {_count} - {_tree.ChunkClasses} ? {_count} : start + {_tree.ChunkClasses};
                slots.Clear();
                """);
            using (_writer.Block("for (nint c = start; c < end; c++)"))
            {
                WriteTerm(operation);
            }

            _writer.Lines($"""
                {_element} part = SumSlots(slots);
                {_element} next = high + part;
                {_element} error = next - high;
                low += (high - (next - error)) + (part - error);
                high = next;
                """);
        }

        _writer.Line($"{_element} {name} = high + low;");
    }

    public void WriteElements(Operation operation)
    {
        using (_writer.Block($"for (nint c = 0; c < {_count}; c++)"))
        {
            _writer.Lines($"""
                {_element} v = C::Unsafe.Add(ref {(operation.KeepsTerms ? "y" : "x")}, c);
                {context.Number.Store(OperationWriter.Element(context.Number, operation, "v", "v", static value => value), "y", "c")}
                """);
        }
    }

    private void WriteTerm(Operation operation)
    {
        _writer.Lines($"""
            {_element} logit = C::Unsafe.Add(ref x, c);
            {_element} term = RowMath.Exp(logit - shift, bound, pivot);
            """);
        if (operation.KeepsTerms)
        {
            _writer.Line("C::Unsafe.Add(ref y, c) = term;");
        }

        string slot = $"slots[(int)c & {_tree.RoundClasses - 1}]";
        if (!operation.SumsBelowMaximum)
        {
            _writer.Line($"{slot} += term;");
            return;
        }

        using (_writer.Block("if (logit == max)"))
        {
            _writer.Line("ties++;");
        }

        using (_writer.Block("else"))
        {
            _writer.Line($"{slot} += term;");
        }
    }
}
