using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes what users see of a head: its public members, with their argument checks and documentation.</summary>
internal sealed class MembersWriter(CSharpWriter writer, HeadDeclaration head, HeadPlan plan)
{
    private readonly string _element = Precision.Of(plan.Options.ElementType).Keyword;
    private readonly string _count = CSharpLiteral.Of(plan.Options.ClassCount);
    private readonly string _ignore = CSharpLiteral.Of(plan.Options.IgnoreLabel);
    private readonly MemberDocumentation _docs = new(writer, plan);

    private string ReadOnlySpan => $"global::System.ReadOnlySpan<{_element}>";

    private string Span => $"global::System.Span<{_element}>";

    private bool HasConstants => !plan.Options.Constants.IsNone;

    private bool HasTransform => plan.Options.Constants.HasTransform;

    /// <summary>The type of a class: the enum, if there is one.</summary>
    private string Class => head.Classes?.FullName ?? "int";

    /// <summary>What makes a class of its number.</summary>
    private string ToClass => head.Classes is { } classes ? $"({classes.FullName})" : "";

    private const string Kernels = $"global::{HeadWriter.KernelNamespace}.Kernels";

    private const string Labels = "global::System.ReadOnlySpan<int>";

    public void Write()
    {
        _docs.ClassCount();
        writer.Line($"public const int ClassCount = {_count};");
        writer.Line();
        if (head.ImplementsInterface)
        {
            writer.Lines($"""
                static int global::SoftmaxGen.ISoftmaxHeadCore<{head.FullName}, {_element}>.ClassCount => {_count};

                """);
        }

        HeadWriter.WriteSection(writer, "Probabilities and predictions");
        WriteElementwise("Softmax");
        WriteElementwise("LogSoftmax");
        WriteLogSumExp();
        WritePredict();
        HeadWriter.WriteSection(writer, "Cross-entropy");
        WriteCrossEntropy();
        WriteCrossEntropyWithGradient();
        new OperationMembersWriter(writer, plan).Write();
        if (head.Classes is { } classes)
        {
            writer.Line();
            HeadWriter.WriteSection(writer, "Labels and predictions of the enum's type");
            new EnumMembersWriter(writer, head, plan, classes).Write();
        }

        if (head.HasTensors)
        {
            writer.Line();
            HeadWriter.WriteSection(writer, "Tensors");
            TensorMembersWriter.Write(writer, plan);
        }

        if (plan.HasRow)
        {
            writer.Line();
            HeadWriter.WriteSection(writer, "One row on the stack");
            WriteRow();
        }
    }

    private void WriteElementwise(string name)
    {
        _docs.Elementwise(name);
        using (writer.Block($"public static void {name}({ReadOnlySpan} logits, {Span} destination)"))
        {
            if (HasTransform)
            {
                writer.Line($"{Kernels}.{name}(logits, {ConstantsWriter.Transform(plan)}, destination);");
            }
            else
            {
                WriteElementwiseCall(name);
            }
        }

        writer.Line();
    }

    private void WriteElementwiseCall(string name) => writer.Lines($"""
        int rows = global::SoftmaxGen.Runtime.HeadGuard.Rows(logits, {_count});
        global::SoftmaxGen.Runtime.HeadGuard.Output(logits, destination, logits.Length, "destination");
        {Kernels}.{name}({First("logits")}, {First("destination")}, rows);
        """);

    private void WriteLogSumExp()
    {
        _docs.LogSumExpRow();
        using (writer.Block($"public static {_element} LogSumExp({ReadOnlySpan} row)"))
        {
            writer.Lines($"""
                global::SoftmaxGen.Runtime.HeadGuard.Row(row, {_count});
                {LogSumExpOf(First("row"), "row")}
                """);
        }

        writer.Line();
        _docs.LogSumExp();
        using (writer.Block($"public static void LogSumExp({ReadOnlySpan} logits, {Span} destination)"))
        {
            writer.Lines($"""
                int rows = global::SoftmaxGen.Runtime.HeadGuard.Rows(logits, {_count});
                global::SoftmaxGen.Runtime.HeadGuard.SeparateOutput(logits, destination, rows, "destination");
                {(HasTransform ? $"{Kernels}.LogSumExp(logits, {ConstantsWriter.Transform(plan)}, destination);" : $"{Kernels}.LogSumExp({First("logits")}, {First("destination")}, rows);")}
                """);
        }

        writer.Line();
    }

    private void WritePredict()
    {
        _docs.PredictRow();
        using (writer.Block($"public static {Class} Predict({ReadOnlySpan} row)"))
        {
            writer.Lines($"""
                global::SoftmaxGen.Runtime.HeadGuard.Row(row, {_count});
                return {ToClass}{Kernels}.Predict({First("row")});
                """);
        }

        writer.Line();
        _docs.PredictWithProbability();
        using (writer.Block($"public static {Class} Predict({ReadOnlySpan} row, out {_element} probability)"))
        {
            writer.Lines($"""
                global::SoftmaxGen.Runtime.HeadGuard.Row(row, {_count});
                int result = {Kernels}.Predict({First("row")});
                global::System.Runtime.CompilerServices.Unsafe.SkipInit(out probability);
                {MaximumProbabilityOf(First("row"), "row")}
                return {ToClass}result;
                """);
        }

        writer.Line();
        _docs.Predict();
        using (writer.Block($"public static void Predict({ReadOnlySpan} logits, global::System.Span<int> destination)"))
        {
            writer.Lines($"""
                int rows = global::SoftmaxGen.Runtime.HeadGuard.Rows(logits, {_count});
                global::SoftmaxGen.Runtime.HeadGuard.SeparateOutput(logits, destination, rows, "destination");
                {Kernels}.Predict({First("logits")}, {First("destination")}, rows);
                """);
        }

        writer.Line();
    }

    private void WriteCrossEntropy()
    {
        _docs.CrossEntropyRow();
        using (writer.Block($"public static {_element} CrossEntropy({ReadOnlySpan} row, int label)"))
        {
            writer.Lines($"""
                global::SoftmaxGen.Runtime.HeadGuard.Row(row, {_count});
                global::SoftmaxGen.Runtime.HeadGuard.Label(label, {_count}, {_ignore});
                {LossOfRow(First("row"), "row")}
                """);
        }

        writer.Line();
        _docs.CrossEntropy(losses: false);
        using (writer.Block($"public static global::SoftmaxGen.LossSum CrossEntropy({ReadOnlySpan} logits, {Labels} labels)"))
        {
            WriteBatch("default, default, global::SoftmaxGen.Runtime.LossParts.Sum", "default", $"""
                int rows = global::SoftmaxGen.Runtime.HeadGuard.Rows(logits, {_count});
                global::SoftmaxGen.Runtime.HeadGuard.Labels(labels, rows);
                int counted = global::SoftmaxGen.Runtime.HeadGuard.CountLabels(labels, {_count}, {_ignore});
                double sum = {Kernels}.CrossEntropy({First("logits")}, {First("labels")}, ref global::System.Runtime.CompilerServices.Unsafe.NullRef<{_element}>(), rows);
                return new global::SoftmaxGen.LossSum(sum, counted, counted);
                """);
        }

        writer.Line();
        _docs.CrossEntropy(losses: true);
        using (writer.Block($"public static global::SoftmaxGen.LossSum CrossEntropy({ReadOnlySpan} logits, {Labels} labels, {Span} losses)"))
        {
            WriteBatch("losses, default, global::SoftmaxGen.Runtime.LossParts.Losses", "default", $"""
                int rows = global::SoftmaxGen.Runtime.HeadGuard.Rows(logits, {_count});
                global::SoftmaxGen.Runtime.HeadGuard.Labels(labels, rows);
                global::SoftmaxGen.Runtime.HeadGuard.SeparateOutput(logits, losses, rows, "losses");
                global::SoftmaxGen.Runtime.HeadGuard.SeparateOutput(labels, losses, rows, "losses");
                int counted = global::SoftmaxGen.Runtime.HeadGuard.CountLabels(labels, {_count}, {_ignore});
                double sum = {Kernels}.CrossEntropy({First("logits")}, {First("labels")}, {First("losses")}, rows);
                return new global::SoftmaxGen.LossSum(sum, counted, counted);
                """);
        }

        writer.Line();
    }

    private void WriteCrossEntropyWithGradient()
    {
        _docs.CrossEntropyWithGradientRow();
        using (writer.Block($"public static {_element} CrossEntropyWithGradient({ReadOnlySpan} row, int label, {Span} gradient)"))
        {
            writer.Lines($"""
                global::SoftmaxGen.Runtime.HeadGuard.Row(row, {_count});
                global::SoftmaxGen.Runtime.HeadGuard.Label(label, {_count}, {_ignore});
                global::SoftmaxGen.Runtime.HeadGuard.Output(row, gradient, {_count}, "gradient");
                {LossOfRow(First("row"), "row", First("gradient"), "gradient")}
                """);
        }

        writer.Line();
        _docs.CrossEntropyWithGradient();
        using (writer.Block($"public static global::SoftmaxGen.LossSum CrossEntropyWithGradient({ReadOnlySpan} logits, {Labels} labels, {Span} gradient, global::SoftmaxGen.Reduction reduction = global::SoftmaxGen.Reduction.Mean)"))
        {
            WriteBatch("default, gradient, global::SoftmaxGen.Runtime.LossParts.Gradient", $"new global::SoftmaxGen.LossOptions<{_element}> {{ Reduction = reduction }}", $"""
                int rows = global::SoftmaxGen.Runtime.HeadGuard.Rows(logits, {_count});
                global::SoftmaxGen.Runtime.HeadGuard.Labels(labels, rows);
                global::SoftmaxGen.Runtime.HeadGuard.Output(logits, gradient, logits.Length, "gradient");
                global::SoftmaxGen.Runtime.HeadGuard.SeparateOutput(labels, gradient, logits.Length, "gradient");
                int counted = global::SoftmaxGen.Runtime.HeadGuard.CountLabels(labels, {_count}, {_ignore});
                double scale = global::SoftmaxGen.Runtime.HeadGuard.GradientScale(reduction, counted);
                double sum = {Kernels}.CrossEntropyWithGradient({First("logits")}, {First("labels")}, ref global::System.Runtime.CompilerServices.Unsafe.NullRef<{_element}>(), {First("gradient")}, ({_element})scale, rows);
                return new global::SoftmaxGen.LossSum(sum, counted, counted);
                """);
        }
    }

    /// <summary>Writes the body of a loss of a batch: with the attribute's constants if there are any, else plainly.</summary>
    private void WriteBatch(string outputs, string options, string plain)
    {
        if (HasConstants)
        {
            writer.Line($"return {Kernels}.CrossEntropy(logits, labels, {outputs}, {ConstantsWriter.Merged(plan, "CrossEntropy", options)}, {_ignore});");
        }
        else
        {
            writer.Lines(plain);
        }
    }

    /// <summary>The statements that return the log-sum-exp of a row.</summary>
    private string LogSumExpOf(string reference, string row) => HasTransform
        ? $"""
            global::System.Runtime.CompilerServices.Unsafe.SkipInit(out {_element} result);
            {Kernels}.LogSumExp({row}, {ConstantsWriter.Transform(plan)}, global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref result, 1));
            return result;
            """
        : $"return {Kernels}.LogSumExp({reference});";

    /// <summary>The statement that sets <c>probability</c> to the largest of a row.</summary>
    private string MaximumProbabilityOf(string reference, string row) => HasTransform
        ? $"probability = {Kernels}.MaximumProbability({row}, {ConstantsWriter.Transform(plan)});"
        : $"{Kernels}.MaximumProbability({reference}, ref probability, 1);";

    /// <summary>The statements that return the loss of a row.</summary>
    private string LossOfRow(string reference, string row) => HasConstants
        ? LossWithConstants(row, "default", "global::SoftmaxGen.Runtime.LossParts.Losses")
        : $"return {Kernels}.CrossEntropy({reference}, label);";

    /// <summary>The statements that return the loss of a row, and write its gradient.</summary>
    private string LossOfRow(string reference, string row, string gradientReference, string gradient) => HasConstants
        ? LossWithConstants(row, gradient, "global::SoftmaxGen.Runtime.LossParts.Losses | global::SoftmaxGen.Runtime.LossParts.Gradient")
        : $"return {Kernels}.CrossEntropyWithGradient({reference}, label, {gradientReference});";

    private string LossWithConstants(string row, string gradient, string parts)
    {
        string options = ConstantsWriter.Merged(plan, "CrossEntropy", $"new global::SoftmaxGen.LossOptions<{_element}> {{ Reduction = global::SoftmaxGen.Reduction.Sum }}");
        return $"""
            global::System.Runtime.CompilerServices.Unsafe.SkipInit(out {_element} result);
            {Kernels}.CrossEntropy({row}, {OneLabel}, global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref result, 1), {gradient}, {parts}, {options}, {_ignore});
            return result;
            """;
    }

    private const string OneLabel = "global::System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref label, 1)";

    private void WriteRow()
    {
        string Get(string name) => $"ref global::System.Runtime.CompilerServices.Unsafe.As<Row, {_element}>(ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in {name}))";
        string Set(string name) => $"ref global::System.Runtime.CompilerServices.Unsafe.As<Row, {_element}>(ref {name})";
        string SpanOf(string reference) => $"global::System.Runtime.InteropServices.MemoryMarshal.CreateSpan({reference}, {_count})";
        _docs.Row();
        using (writer.Block("public struct Row"))
        {
            writer.Line($"private {_element} _element0;");
        }

        writer.Line();
        foreach ((string name, string output) in new[] { ("Softmax", "probabilities"), ("LogSoftmax", "logProbabilities") })
        {
            _docs.FixedSize(name);
            using (writer.Block($"public static void {name}(in Row logits, out Row {output})"))
            {
                writer.Lines($"""
                    global::System.Runtime.CompilerServices.Unsafe.SkipInit(out {output});
                    {(HasTransform ? $"{Kernels}.{name}({SpanOf(Get("logits"))}, {ConstantsWriter.Transform(plan)}, {SpanOf(Set(output))});" : $"{Kernels}.{name}({Get("logits")}, {Set(output)}, 1);")}
                    """);
            }

            writer.Line();
        }

        _docs.FixedSize("LogSumExp");
        using (writer.Block($"public static {_element} LogSumExp(in Row logits)"))
        {
            writer.Lines(LogSumExpOf(Get("logits"), SpanOf(Get("logits"))));
        }

        writer.Line();
        _docs.FixedSize("Predict");
        using (writer.Block($"public static {Class} Predict(in Row logits)"))
        {
            writer.Line($"return {ToClass}{Kernels}.Predict({Get("logits")});");
        }

        writer.Line();
        _docs.FixedSize("Predict", $"out {_element}");
        using (writer.Block($"public static {Class} Predict(in Row logits, out {_element} probability)"))
        {
            writer.Lines($"""
                int result = {Kernels}.Predict({Get("logits")});
                global::System.Runtime.CompilerServices.Unsafe.SkipInit(out probability);
                {MaximumProbabilityOf(Get("logits"), SpanOf(Get("logits")))}
                return {ToClass}result;
                """);
        }

        writer.Line();
        _docs.FixedSize("CrossEntropy", "int");
        using (writer.Block($"public static {_element} CrossEntropy(in Row logits, int label)"))
        {
            writer.Lines($"""
                global::SoftmaxGen.Runtime.HeadGuard.Label(label, {_count}, {_ignore});
                {LossOfRow(Get("logits"), SpanOf(Get("logits")))}
                """);
        }

        writer.Line();
        _docs.FixedSize("CrossEntropyWithGradient", $"int, {Span}");
        using (writer.Block($"public static {_element} CrossEntropyWithGradient(in Row logits, int label, out Row gradient)"))
        {
            writer.Lines($"""
                global::SoftmaxGen.Runtime.HeadGuard.Label(label, {_count}, {_ignore});
                global::System.Runtime.CompilerServices.Unsafe.SkipInit(out gradient);
                {LossOfRow(Get("logits"), SpanOf(Get("logits")), Set("gradient"), SpanOf(Set("gradient")))}
                """);
        }
    }

    private static string First(string span) => $"ref global::System.Runtime.InteropServices.MemoryMarshal.GetReference({span})";
}
