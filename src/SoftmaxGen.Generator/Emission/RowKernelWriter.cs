using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the kernels for a single row: the row core of whichever strategy walks over the row, and what follows from it.</summary>
internal sealed class RowKernelWriter(KernelContext context)
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly LaneSpelling _number = context.Number;
    private readonly RowVectors _row = new(context);
    private readonly string _element = context.Element;

    /// <summary>The declaration of a row core: the word, and the name of the variant.</summary>
    public static string CoreSignature(KernelContext context, SumVariant variant) =>
        $"private static void Core{variant}(ref {context.Element} x, ref {context.Element} y, "
        + $"out {context.Element} max, out {context.Element} shift, out {context.Element} bound, out {context.Element} magic, "
        + $"out {context.Element} sum, out {context.Element} low, out {context.Integer} ties)";

    public void Write()
    {
        if (context.Width.RowStrategy == Strategy.ScalarLoop)
        {
            new ScalarLoopWriter(context).WriteCore();
        }
        else
        {
            VectorMathWriter.WriteExp(_writer, _lanes);
            _writer.Line();
            WriteWalk(context.Width.RowStrategy switch
            {
                Strategy.RowInRegisters => new RowInRegistersWriter(context, _row),
                Strategy.BlockedLoop => new BlockedLoopWriter(context, _row),
                _ => throw new InvalidOperationException($"{context.Width.RowStrategy} cannot compute a single row."),
            });
        }

        if (context.Width.BlockFromRows == 1)
        {
            // Even a single row is a block.
            _writer.Line();
            return;
        }

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

    private string AddParameters =>
        $"ref {_element} x, ref {_element} y, {_lanes.Type} maxima, {_lanes.Type} shifts, {_lanes.Type} bounds, {_lanes.Type} magics, ";

    private string Sums => $"out {_lanes.Type} high, out {_lanes.Type} low, out {_lanes.IntegerType} tied";

    /// <summary>Writes how the row is walked over: <c>Maxima</c>, and the sums, still spread over the lanes.</summary>
    private void WriteWalk(IRowStrategyWriter strategy)
    {
        _writer.Line("/// <summary>The largest logits of a row, in the lanes of a vector.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static {_lanes.Type} Maxima(ref {_element} x)"))
        {
            strategy.WriteMaxima();
        }

        if (context.Width.RowStrategy == Strategy.BlockedLoop)
        {
            return;
        }

        foreach (SumVariant variant in SumVariants.Of(context.Plan))
        {
            _writer.Line();
            WriteAddRow(strategy, variant);
            _writer.Line();
            WriteCore(variant);
        }
    }

    /// <summary>
    /// Writes how the terms of the row at <c>x</c> are added up to <c>high</c> and <c>low</c>, variables there already are, and
    /// <c>ties</c>.
    /// </summary>
    public static void WriteSum(KernelContext context, IRowStrategyWriter strategy, SumVariant variant)
    {
        context.Writer.Line($"{context.Lanes.IntegerType} ties = {context.Lanes.IntegerZero};");
        strategy.WriteTerms(variant.KeepsTerms());
        SumNode sum = strategy.WriteSum(variant.IsPlain());
        context.Writer.Lines($"""
            high = {sum.High};
            low = {sum.Low};
            """);
    }

    private void WriteAddRow(IRowStrategyWriter strategy, SumVariant variant)
    {
        _writer.Line("/// <summary>The terms of a row, their sum below the maximum and how often that occurs, in the lanes of vectors.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static void AddRow{variant}({AddParameters}{Sums})"))
        {
            WriteSum(context, strategy, variant);
            _writer.Line("tied = ties;");
        }
    }

    private void WriteCore(SumVariant variant)
    {
        _writer.Line(KernelContext.Inline);
        using (_writer.Block(CoreSignature(context, variant)))
        {
            _writer.Lines($"""
                max = {_lanes.MaxAcross("Maxima(ref x)")};
                RowMath.Pivot(max, out shift, out bound, out magic);
                """);
            string numbers = string.Join(", ", new[] { "max", "shift", "bound", "magic" }.Select(_lanes.Splat));
            _writer.Line($"AddRow{variant}(ref x, ref y, {numbers}, out {_lanes.Type} high, out {_lanes.Type} rest, out {_lanes.IntegerType} tied);");
            _writer.Lines(variant.IsPlain()
                ? $"""
                    {_element} powers = SG::Simd.SumAcross(high);
                    {_element} tails = SG::Simd.SumAcross(rest);
                    """
                : $"{_element} powers = SG::Simd.SumAcross(high, rest, out {_element} tails);");
            SumWriter.WriteResult(_writer, "powers", "tails");
            _writer.Line($"ties = {_lanes.IntegerSum("tied")};");
        }
    }

    /// <summary>Writes a loop over the row that stores a value made of each vector of the source, which may be y.</summary>
    private void WriteElements(string source, Func<string, string> value)
    {
        if (_row.IsShort)
        {
            _writer.Lines($"""
                {_lanes.Type} v = {_row.Load(source, 0)};
                {_row.Store(value("v"), "y", 0)}
                """);
            return;
        }

        if (_row.Overlaps)
        {
            _writer.Line($"{_lanes.Type} last = {_lanes.Load(source, _row.LastOffset)};");
        }

        using (_writer.Block($"for (Offset c = 0; c < {CSharpLiteral.Of(_row.WholeClasses)}; c += {_lanes.Count})"))
        {
            _writer.Lines($"""
                {_lanes.Type} v = {_lanes.Load(source, "c")};
                {_lanes.Store(value("v"), "y", "c")}
                """);
        }

        if (_row.Overlaps)
        {
            _writer.Line(_lanes.Store(value("last"), "y", _row.LastOffset));
        }
    }

    private void WriteSoftmax()
    {
        using (_writer.Block($"public static void SoftmaxRow(ref {_element} x, ref {_element} y)"))
        {
            WriteCoreCall("x, ref y", SumVariants.OfSoftmax(context.Plan));
            OperationWriter.WritePeak(_writer, _number);
            OperationWriter.WriteInverse(_writer, _number);
            _writer.Lines($"""
                {_lanes.Type} inverses = {_lanes.Splat("inverse")};
                {_lanes.Type} remainders = {_lanes.Splat("remainder")};
                """);
            WriteElements("y", v => OperationWriter.Scaled(_lanes, v, "inverses", "remainders"));
        }
    }

    private void WriteLogSoftmax()
    {
        using (_writer.Block($"public static void LogSoftmaxRow(ref {_element} x, ref {_element} y)"))
        {
            WriteCoreCall("x, ref x", SumVariant.Only);
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
            WriteCoreCall("x, ref x", SumVariant.Only);
            OperationWriter.WritePeak(_writer, _number);
            OperationWriter.WriteLogarithm(_writer, _number);
            _writer.Line($"return {OperationWriter.LogSumExp};");
        }
    }

    private void WriteMaximumProbability()
    {
        using (_writer.Block($"public static {_element} MaximumProbabilityRow(ref {_element} x)"))
        {
            WriteCoreCall("x, ref x", SumVariant.Only);
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
            WriteCoreCall("x, ref x", SumVariant.Only);
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
            WriteCoreCall("x, ref y", SumVariant.Keeping);
            _writer.Line($"{_element} pickedTerm = C::Unsafe.Add(ref y, label);");
            OperationWriter.WritePeak(_writer, _number);
            OperationWriter.WriteLogarithm(_writer, _number);
            OperationWriter.WriteGradient(_writer, _number);
            _writer.Lines($"""
                {_lanes.Type} factors = {_lanes.Splat("factor")};
                {_lanes.Type} factorLows = {_lanes.Splat("factorLow")};
                """);
            WriteElements("y", v => OperationWriter.Scaled(_lanes, v, "factors", "factorLows"));
            _writer.Lines($"""
                C::Unsafe.Add(ref y, label) = atLabel;
                return {OperationWriter.Loss};
                """);
        }
    }

    private void WriteCoreCall(string row, SumVariant variant) => _writer.Line(
        $"Core{variant}(ref {row}, out {_element} max, out {_element} shift, out {_element} bound, "
        + $"out {_element} magic, out {_element} sum, out {_element} low, out {context.Integer} ties);");
}
