using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels for a single row: the row core of whichever strategy walks over the row, and what follows from it.</summary>
internal sealed class RowKernelWriter(KernelContext context)
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly LaneSpelling _number = context.Number;
    private readonly string _element = context.Element;

    /// <summary>The parameters of <c>Core</c>.</summary>
    public static string CoreSignature(KernelContext context) =>
        $"private static void Core(ref {context.Element} x, ref {context.Element} y, bool keep, "
        + $"out {context.Element} max, out {context.Element} shift, out {context.Element} bound, out {context.Integer} pivot, "
        + $"out {context.Element} sum, out {context.Element} low, out {context.Integer} ties)";

    public void Write()
    {
        IRowStrategyWriter strategy = context.Width.RowStrategy switch
        {
            Strategy.RowInRegisters => new RowInRegistersWriter(context),
            Strategy.BlockedLoop => new BlockedLoopWriter(context),
            Strategy.ScalarLoop => new ScalarLoopWriter(context),
            _ => throw new InvalidOperationException($"{context.Width.RowStrategy} cannot compute a single row."),
        };
        strategy.WriteCore();
        _writer.Line();
        WriteSoftmax();
        _writer.Line();
        WriteLogSoftmax();
        _writer.Line();
        WriteLogSumExp();
        _writer.Line();
        WriteMaximumProbability();
        _writer.Line();
        WriteCrossEntropy();
        _writer.Line();
        WriteCrossEntropyWithGradient();
        _writer.Line();
    }

    /// <summary>Writes a loop over the row that stores a value made of each vector of the source.</summary>
    private void WriteElements(string source, Func<string, string> value)
    {
        int partial = context.Width.PartialClasses;
        string whole = CSharpLiteral.Of(context.ClassCount - partial);
        using (_writer.Block($"for (Offset c = 0; c < {whole}; c += {_lanes.Count})"))
        {
            _writer.Lines($"""
                {_lanes.Type} v = {_lanes.Load(source, "c")};
                {_lanes.Store(value("v"), "y", "c")}
                """);
        }

        if (partial != 0)
        {
            string count = CSharpLiteral.Of(partial);
            _writer.Lines($"""
                {_lanes.Type} last = {_lanes.LoadPartial(source, whole, count, 0)};
                {_lanes.StorePartial(value("last"), "y", whole, count)}
                """);
        }
    }

    private void WriteSoftmax()
    {
        using (_writer.Block($"public static void SoftmaxRow(ref {_element} x, ref {_element} y)"))
        {
            WriteCoreCall("x, ref y", keep: true);
            OperationWriter.WritePeak(_writer, _number);
            OperationWriter.WriteInverse(_writer, _number);
            _writer.Lines($"""
                {_lanes.Type} inverses = {_lanes.Splat("inverse")};
                {_lanes.Type} remainders = {_lanes.Splat("remainder")};
                """);
            WriteElements("y", v => OperationWriter.Probability(_lanes, v, "inverses", "remainders"));
        }
    }

    private void WriteLogSoftmax()
    {
        using (_writer.Block($"public static void LogSoftmaxRow(ref {_element} x, ref {_element} y)"))
        {
            WriteCoreCall("x, ref x", keep: false);
            OperationWriter.WritePeak(_writer, _number);
            OperationWriter.WriteLogarithm(_writer, _number);
            _writer.Lines($"""
                {_lanes.Type} maxima = {_lanes.Splat("max")};
                {_lanes.Type} logs = {_lanes.Splat("log + logLow")};
                """);
            WriteElements("x", static v => $"({v} - maxima) - logs");
        }
    }

    private void WriteLogSumExp()
    {
        using (_writer.Block($"public static {_element} LogSumExpRow(ref {_element} x)"))
        {
            WriteCoreCall("x, ref x", keep: false);
            OperationWriter.WritePeak(_writer, _number);
            OperationWriter.WriteLogarithm(_writer, _number);
            _writer.Line($"return {OperationWriter.LogSumExp};");
        }
    }

    private void WriteMaximumProbability()
    {
        using (_writer.Block($"public static {_element} MaximumProbabilityRow(ref {_element} x)"))
        {
            WriteCoreCall("x, ref x", keep: false);
            OperationWriter.WritePeak(_writer, _number);
            _writer.Line($"return {OperationWriter.MaximumProbability(_number)};");
        }
    }

    private void WriteCrossEntropy()
    {
        using (_writer.Block($"public static {_element} CrossEntropyRow(ref {_element} x, int label)"))
        {
            using (_writer.Block($"if (label == {context.IgnoreLabel})"))
            {
                _writer.Line($"return {_number.Zero};");
            }

            _writer.Line($"{_element} picked = C::Unsafe.Add(ref x, label);");
            WriteCoreCall("x, ref x", keep: false);
            OperationWriter.WritePeak(_writer, _number);
            OperationWriter.WriteLogarithm(_writer, _number);
            _writer.Line($"return {OperationWriter.Loss};");
        }
    }

    private void WriteCrossEntropyWithGradient()
    {
        using (_writer.Block($"public static {_element} CrossEntropyWithGradientRow(ref {_element} x, int label, ref {_element} y, {_element} scale)"))
        {
            using (_writer.Block($"if (label == {context.IgnoreLabel})"))
            {
                _writer.Lines($"""
                    global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref y, {CSharpLiteral.Of(context.ClassCount)}).Clear();
                    return {_number.Zero};
                    """);
            }

            _writer.Line($"{_element} picked = C::Unsafe.Add(ref x, label);");
            WriteCoreCall("x, ref y", keep: true);
            _writer.Line($"{_element} pickedTerm = C::Unsafe.Add(ref y, label);");
            OperationWriter.WritePeak(_writer, _number);
            OperationWriter.WriteLogarithm(_writer, _number);
            OperationWriter.WriteGradient(_writer, _number);
            _writer.Line($"{_lanes.Type} factors = {_lanes.Splat("factor")};");
            WriteElements("y", static v => $"{v} * factors");
            _writer.Lines($"""
                C::Unsafe.Add(ref y, label) = atLabel;
                return {OperationWriter.Loss};
                """);
        }
    }

    private void WriteCoreCall(string row, bool keep) => _writer.Line(
        $"Core(ref {row}, {(keep ? "true" : "false")}, out {_element} max, out {_element} shift, out {_element} bound, "
        + $"out {context.Integer} pivot, out {_element} sum, out {_element} low, out {context.Integer} ties);");
}
