using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the kernels for a single row: its sum, by whichever strategy, and what follows from it. What belongs to the row as
/// a whole is in every lane of a vector, so that nothing has to leave the vector registers.
/// </summary>
internal sealed class RowKernelWriter(KernelContext context)
{
    private readonly CSharpWriter _writer = context.Writer;
    private readonly LaneSpelling _lanes = context.Lanes;
    private readonly RowVectors _row = new(context);
    private readonly string _element = context.Element;

    private readonly IRowStrategyWriter _strategy = context.Width.RowStrategy == Strategy.RowInRegisters
        ? new RowInRegistersWriter(context, new RowVectors(context))
        : new BlockedLoopWriter(context, new RowVectors(context), isAlone: true);

    private bool IsScalar => _lanes.IsScalar;

    /// <summary>Whether logits and terms are in registers.</summary>
    private bool IsUnrolled => context.Width.RowStrategy == Strategy.RowInRegisters;

    private string ClassCount => CSharpLiteral.Of(context.ClassCount);

    /// <summary>The parameters of a row core that receive what belongs to the row as a whole.</summary>
    public static string CoreResults(LaneSpelling lanes) =>
        $"out {lanes.Type} max, out {lanes.Type} shift, out {lanes.Type} bound, out {lanes.Type} magic, "
        + $"out {lanes.Type} sum, out {lanes.Type} low, out {lanes.IntegerType} ties";

    public void Write()
    {
        if (context.Width.RowWidth != context.Width.Width)
        {
            WriteForwarders();
            return;
        }

        if (IsScalar)
        {
            VectorMathWriter.WriteExp(_writer, _lanes);
            _writer.Line();
            new ScalarLoopWriter(context).WriteCore();
            _writer.Line();
        }
        else
        {
            WriteCores();
        }

        if (!context.Width.HasRowKernels)
        {
            // Even a single row is a block.
            return;
        }

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

    /// <summary>
    /// Writes how the terms of the row are added up to <c>high</c> and <c>low</c>, variables there already are, and <c>ties</c>.
    /// </summary>
    public static void WriteSum(KernelContext context, IRowStrategyWriter strategy, SumVariant variant)
    {
        context.Writer.Line($"{context.Lanes.IntegerType} ties = {context.Lanes.IntegerZero};");
        strategy.WriteTerms(variant);
        SumNode sum = strategy.WriteSum(variant);
        context.Writer.Lines($"""
            high = {sum.High};
            low = {sum.Low};
            """);
    }

    /// <summary>Writes the kernels of a row that fits into a narrower vector, which takes fewer steps to add up.</summary>
    private void WriteForwarders()
    {
        string kernels = KernelClassWriter.NameOf(context.Width.RowWidth);
        string x = $"ref {_element} x";
        string y = $"ref {_element} y";
        _writer.Lines($"""
            public static void SoftmaxRow({x}, {y}) => {kernels}.SoftmaxRow(ref x, ref y);

            public static void LogSoftmaxRow({x}, {y}) => {kernels}.LogSoftmaxRow(ref x, ref y);

            public static {_element} LogSumExpRow({x}) => {kernels}.LogSumExpRow(ref x);

            public static {_element} MaximumProbabilityRow({x}) => {kernels}.MaximumProbabilityRow(ref x);

            public static {_element} CrossEntropyRow({x}, int label) => {kernels}.CrossEntropyRow(ref x, label);

            public static {_element} CrossEntropyWithGradientRow({x}, int label, {y}, {_element} scale) => {kernels}.CrossEntropyWithGradientRow(ref x, label, ref y, scale);

            """);
    }

    /// <summary>Writes how a row is walked over, alone or in a block, and the row cores.</summary>
    private void WriteCores()
    {
        if (context.Width.Strategy == Strategy.RowsTogether)
        {
            _writer.Line("/// <summary>The largest logits of a row, in the lanes of a vector.</summary>");
            _writer.Line(KernelContext.Inline);
            using (_writer.Block($"private static {_lanes.Type} Maxima(ref {_element} x)"))
            {
                _strategy.WriteMaxima();
            }

            _writer.Line();
        }

        if (!context.Width.HasRowKernels)
        {
            return;
        }

        VectorMathWriter.WritePivotOfRow(_writer, _lanes);
        _writer.Line();
        foreach (SumVariant variant in SumVariants.OfRow)
        {
            WriteAddRow(variant);
            _writer.Line();
            WriteCore(variant);
            _writer.Line();
        }
    }

    private void WriteAddRow(SumVariant variant)
    {
        string numbers = $"{_lanes.Type} maxima, {_lanes.Type} shifts, {_lanes.Type} bounds, {_lanes.Type} magics";
        string sums = $"out {_lanes.Type} high, out {_lanes.Type} low, out {_lanes.IntegerType} tied";
        _writer.Line("/// <summary>The terms of a row, their sum below the maximum and how often that occurs, in the lanes of vectors.</summary>");
        if (IsUnrolled)
        {
            _writer.Line(KernelContext.Inline);
        }

        using (_writer.Block($"private static void AddRow{variant}({_strategy.LogitParameters}, {numbers}, {_strategy.TermParameters(variant)}{sums})"))
        {
            if (!IsUnrolled)
            {
                _writer.Lines($"""
                    global::System.Span<{_element}> totals = stackalloc {_element}[{CSharpLiteral.Of(2 * context.Plan.Tree.Lanes)}];
                    ref {_element} total = ref totals[0];
                    """);
            }

            WriteSum(context, _strategy, variant);
            _writer.Line("tied = ties;");
        }
    }

    private void WriteCore(SumVariant variant)
    {
        _writer.Line("/// <summary>The terms of a row, and in every lane what belongs to the row as a whole.</summary>");
        _writer.Line(KernelContext.Inline);
        using (_writer.Block($"private static void Core{variant}({_strategy.LogitParameters}, {_strategy.TermParameters(variant)}{CoreResults(_lanes)})"))
        {
            _writer.Lines($"""
                max = {_lanes.MaxInAllLanes(_strategy.Maximum)};
                PivotOfRow(max, out shift, out bound, out magic);
                AddRow{variant}({_strategy.Logits}, max, shift, bound, magic, {_strategy.TermsHandedOn(variant)}out {_lanes.Type} high, out {_lanes.Type} rest, out {_lanes.IntegerType} tied);
                """);
            _writer.Lines(variant.IsTotal(context.Plan.Tree)
                ? $"""
                    {_lanes.Type} powers = SG::Simd.SumInAllLanes(high);
                    {_lanes.Type} tails = SG::Simd.SumInAllLanes(rest);
                    """
                : $"{_lanes.Type} powers = SG::Simd.SumInAllLanes(high, rest, out {_lanes.Type} tails);");
            SumWriter.WriteResult(_writer, "powers", "tails");
            _writer.Line("ties = SG::Simd.SumInAllLanes(tied);");
        }
    }

    /// <summary>Writes the call of a row core, whose terms are at y or in registers.</summary>
    private void WriteCoreCall(SumVariant variant)
    {
        string results = CoreResults(_lanes);
        if (IsScalar)
        {
            _writer.Line($"Core{variant.ForRow()}({ScalarLoopWriter.TermArguments(variant)}, {results});");
            return;
        }

        _strategy.WriteLoads("x");
        _writer.Line($"Core{variant.ForRow()}({_strategy.Logits}, {_strategy.TermArguments(variant)}{results});");
    }

    /// <summary>Writes how a value made of each logit or term is stored.</summary>
    private void WriteElements(bool fromLogits, Func<string, string> value)
    {
        if (IsUnrolled)
        {
            for (int i = 0; i < _row.Count; i++)
            {
                _writer.Line(_row.Store(value($"{(fromLogits ? "x" : "e")}{i}"), "y", i));
            }
        }
        else
        {
            _row.WriteElements(fromLogits ? "x" : "y", "y", value);
        }
    }

    private void WriteSoftmax()
    {
        using (_writer.Block($"public static void SoftmaxRow(ref {_element} x, ref {_element} y)"))
        {
            WriteCoreCall(SumVariant.Plainly);
            if (SumVariant.Plainly.IsTotal(context.Plan.Tree))
            {
                OperationWriter.WriteInverseOfTotal(_writer, _lanes);
            }
            else
            {
                OperationWriter.WritePeak(_writer, _lanes);
                OperationWriter.WriteInverse(_writer, _lanes);
            }

            WriteElements(fromLogits: false, term => OperationWriter.Scaled(_lanes, term, "inverse", "remainder"));
        }
    }

    private void WriteLogSoftmax()
    {
        using (_writer.Block($"public static void LogSoftmaxRow(ref {_element} x, ref {_element} y)"))
        {
            WriteCoreCall(SumVariant.Only);
            OperationWriter.WritePeak(_writer, _lanes);
            OperationWriter.WriteLogarithm(_writer, _lanes);
            _writer.Line("log += logLow;");
            WriteElements(fromLogits: true, static logit => $"({logit} - max) - log");
        }
    }

    private void WriteLogSumExp()
    {
        using (_writer.Block($"public static {_element} LogSumExpRow(ref {_element} x)"))
        {
            WriteCoreCall(SumVariant.Only);
            OperationWriter.WritePeak(_writer, _lanes);
            OperationWriter.WriteLogarithm(_writer, _lanes);
            _writer.Line($"return {_lanes.First(OperationWriter.LogSumExp)};");
        }
    }

    private void WriteMaximumProbability()
    {
        using (_writer.Block($"public static {_element} MaximumProbabilityRow(ref {_element} x)"))
        {
            WriteCoreCall(SumVariant.Only);
            OperationWriter.WritePeak(_writer, _lanes);
            _writer.Line($"return {_lanes.First(OperationWriter.MaximumProbability(_lanes))};");
        }
    }

    private void WriteCrossEntropy()
    {
        using (_writer.Block($"public static {_element} CrossEntropyRow(ref {_element} x, int label)"))
        {
            using (_writer.Block($"if (label == {context.IgnoreLabel})"))
            {
                _writer.Line($"return {context.Number.Zero};");
            }

            WritePicked("picked", "x");
            WriteCoreCall(SumVariant.Only);
            OperationWriter.WritePeak(_writer, _lanes);
            OperationWriter.WriteLogarithm(_writer, _lanes);
            _writer.Line($"return {_lanes.First(OperationWriter.Loss)};");
        }
    }

    private void WriteCrossEntropyWithGradient()
    {
        using (_writer.Block($"public static {_element} CrossEntropyWithGradientRow(ref {_element} x, int label, ref {_element} y, {_element} scale)"))
        {
            using (_writer.Block($"if (label == {context.IgnoreLabel})"))
            {
                _writer.Lines($"""
                    global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref y, {ClassCount}).Clear();
                    return {context.Number.Zero};
                    """);
            }

            WritePicked("picked", "x");
            WriteCoreCall(SumVariant.Keeping);
            if (IsUnrolled)
            {
                // A lane is chosen by its number fastest through memory.
                WriteElements(fromLogits: false, static term => term);
            }

            WritePicked("pickedTerm", "y");
            OperationWriter.WritePeak(_writer, _lanes);
            OperationWriter.WriteLogarithm(_writer, _lanes);
            OperationWriter.WriteGradient(_writer, _lanes);
            WriteElements(fromLogits: false, term => OperationWriter.Scaled(_lanes, term, "factor", "factorLow"));
            _writer.Lines($"""
                C::Unsafe.Add(ref y, label) = {_lanes.First("atLabel")};
                return {_lanes.First(OperationWriter.Loss)};
                """);
        }
    }

    private void WritePicked(string name, string reference) =>
        _writer.Line($"{_lanes.Type} {name} = {_lanes.Splat($"C::Unsafe.Add(ref {reference}, label)")};");
}
