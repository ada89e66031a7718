using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the arg-max kernels: the lowest index of the largest logit, or of the first NaN.</summary>
internal static class PredictWriter
{
    /// <summary>Writes <c>PredictRow</c> of a width with vectors: find the largest value, then where it first stands.</summary>
    public static void WriteRow(KernelContext context)
    {
        LaneSpelling lanes = context.Lanes;
        CSharpWriter writer = context.Writer;
        int partial = context.Width.PartialClasses;
        int wholeClasses = context.ClassCount - partial;
        string whole = CSharpLiteral.Of(wholeClasses);
        string Partial() => lanes.LoadPartial("x", whole, CSharpLiteral.Of(partial), double.NegativeInfinity);
        string vector = $"V::Vector{(int)lanes.Width}";

        using (writer.Block($"public static int PredictRow(ref {context.Element} x)"))
        {
            writer.Lines($"""
                {lanes.Type} best = {lanes.Constant(double.NegativeInfinity)};
                {lanes.Type} numbers = {lanes.AreEqual("best", "best")};
                """);
            void Update()
            {
                writer.Lines($"""
                    best = {lanes.Max("v", "best")};
                    numbers &= {lanes.AreEqual("v", "v")};
                    """);
            }

            if (wholeClasses != 0)
            {
                using (writer.Block($"for (Offset c = 0; c < {whole}; c += {lanes.Count})"))
                {
                    writer.Line($"{lanes.Type} v = {lanes.Load("x", "c")};");
                    Update();
                }
            }

            if (partial != 0)
            {
                using (writer.Block(""))
                {
                    writer.Line($"{lanes.Type} v = {Partial()};");
                    Update();
                }
            }

            writer.Lines($"""
                bool hasNaN = {vector}.ExtractMostSignificantBits(numbers) != {vector}.ExtractMostSignificantBits({lanes.Type}.AllBitsSet);
                {lanes.Type} target = {lanes.MaxInAllLanes("best")};
                """);
            string first = $"global::System.Numerics.BitOperations.TrailingZeroCount({vector}.ExtractMostSignificantBits(found))";
            string found = $"hasNaN ? ~{lanes.AreEqual("v", "v")} : {lanes.AreEqual("v", "target")}";
            if (wholeClasses != 0)
            {
                using (writer.Block($"for (Offset c = 0; c < {whole}; c += {lanes.Count})"))
                {
                    writer.Lines($"""
                        {lanes.Type} v = {lanes.Load("x", "c")};
                        {lanes.MaskType} found = {found};
                        """);
                    using (writer.Block($"if ({vector}.ExtractMostSignificantBits(found) != 0)"))
                    {
                        writer.Line($"return (int)c + {first};");
                    }
                }
            }

            if (partial == 0)
            {
                writer.Line("throw new global::System.Diagnostics.UnreachableException();");
                return;
            }

            using (writer.Block(""))
            {
                writer.Lines($"""
                    {lanes.Type} v = {Partial()};
                    {lanes.MaskType} found = {found};
                    return {(wholeClasses == 0 ? first : $"{whole} + {first}")};
                    """);
            }
        }
    }

    /// <summary>Writes <c>PredictRow</c> of a width without vectors.</summary>
    public static void WriteScalarRow(KernelContext context)
    {
        CSharpWriter writer = context.Writer;
        using (writer.Block($"public static int PredictRow(ref {context.Element} x)"))
        {
            writer.Lines($"""
                int index = 0;
                {context.Element} best = x;
                """);
            using (writer.Block($"for (Offset c = 1; c < {CSharpLiteral.Of(context.ClassCount)}; c++)"))
            {
                writer.Line($"{context.Element} v = C::Unsafe.Add(ref x, c);");
                using (writer.Block("if (!(best >= v) && best == best)"))
                {
                    writer.Lines("""
                        best = v;
                        index = (int)c;
                        """);
                }
            }

            writer.Line("return index;");
        }
    }

    /// <summary>Writes the arg-max of a block whose class vectors are <c>c0</c>, <c>c1</c>, …; defines <c>index</c>.</summary>
    public static void WriteBlock(KernelContext context)
    {
        LaneSpelling lanes = context.Lanes;
        context.Writer.Lines($"""
            {lanes.Type} best = c0;
            {lanes.Type} index = {lanes.Zero};
            {lanes.MaskType} better;
            """);
        for (int c = 1; c < context.ClassCount; c++)
        {
            // Better: greater, or the first NaN. Once best is NaN it stays.
            context.Writer.Lines($"""
                better = {lanes.Without(lanes.AreEqual("best", "best"), lanes.AtLeast("best", $"c{c}"))};
                best = {lanes.Select("better", $"c{c}", "best")};
                index = {lanes.Select("better", lanes.Constant(c), "index")};
                """);
        }
    }
}
