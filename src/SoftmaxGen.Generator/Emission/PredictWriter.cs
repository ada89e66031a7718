using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>Writes the arg-max kernels: the lowest index of the largest logit, or of the first NaN.</summary>
internal static class PredictWriter
{
    /// <summary>As many vectors go through an iteration of the loop that finds the largest value, each with one of its own.</summary>
    private const int Unroll = 4;

    /// <summary>As many classes are looked through before a branch: those of a mask. Where the largest is, no branch foresees.</summary>
    private const int ClassesPerBranch = 64;

    /// <summary>Writes <c>PredictRow</c> of a width with vectors: find the largest value, then where it first stands.</summary>
    public static void WriteRow(KernelContext context)
    {
        CSharpWriter writer = context.Writer;
        using (writer.Block($"public static int PredictRow(ref {context.Element} x)"))
        {
            WriteLargest(context);
            // The last block may be whole: what is looked for is there, if nowhere before.
            int blocks = (context.ClassCount - 1) / ClassesPerBranch * ClassesPerBranch;
            if (blocks != 0)
            {
                using (writer.Block($"for (Offset start = 0; start < {CSharpLiteral.Of(blocks)}; start += {ClassesPerBranch})"))
                {
                    WriteFound(context, "start", ClassesPerBranch, 0);
                    using (writer.Block("if (found != 0)"))
                    {
                        writer.Line("return (int)start + global::System.Numerics.BitOperations.TrailingZeroCount(found);");
                    }
                }
            }

            int partial = context.Width.PartialClasses;
            string first = "global::System.Numerics.BitOperations.TrailingZeroCount(found)";
            using (writer.Block(""))
            {
                WriteFound(context, CSharpLiteral.Of(blocks), context.ClassCount - partial - blocks, partial);
                writer.Line($"return {(blocks == 0 ? first : $"{CSharpLiteral.Of(blocks)} + {first}")};");
            }
        }
    }

    /// <summary>Writes <c>PredictBlocks</c> where each row of a block is looked through on its own.</summary>
    public static void WriteRowByRow(KernelContext context)
    {
        CSharpWriter writer = context.Writer;
        using (writer.Block($"public static void PredictBlocks(ref {context.Element} x, ref int classes, Offset rows)"))
        using (writer.Block("for (Offset row = 0; row < rows; row++)"))
        {
            writer.Line($"C::Unsafe.Add(ref classes, row) = PredictRow(ref C::Unsafe.Add(ref x, row * {CSharpLiteral.Of(context.ClassCount)}));");
        }
    }

    /// <summary>Writes <c>target</c>, the largest value in all lanes, and <c>hasNaN</c>.</summary>
    private static void WriteLargest(KernelContext context)
    {
        LaneSpelling lanes = context.Lanes;
        CSharpWriter writer = context.Writer;
        int partial = context.Width.PartialClasses;
        int whole = context.ClassCount - partial;
        int step = Unroll * lanes.Count;
        int unrolled = whole / step * step;
        int maxima = unrolled == 0 ? 1 : Unroll;
        writer.Line($"{lanes.Type} best0 = {lanes.Constant(double.NegativeInfinity)};");
        for (int i = 1; i < maxima; i++)
        {
            writer.Line($"{lanes.Type} best{i} = best0;");
        }

        writer.Line($"{lanes.Type} numbers = {lanes.AreEqual("best0", "best0")};");
        if (unrolled != 0)
        {
            using (writer.Block($"for (Offset c = 0; c < {CSharpLiteral.Of(unrolled)}; c += {step})"))
            {
                WriteVectors(Unroll, Whole);
            }
        }

        if (unrolled != whole)
        {
            using (writer.Block($"for (Offset c = {CSharpLiteral.Of(unrolled)}; c < {CSharpLiteral.Of(whole)}; c += {lanes.Count})"))
            {
                WriteVectors(1, Whole);
            }
        }

        if (partial != 0)
        {
            using (writer.Block(""))
            {
                WriteVectors(1, _ => Partial(context));
            }
        }

        string best = maxima == 1 ? "best0" : lanes.Max(lanes.Max("best0", "best1"), lanes.Max("best2", "best3"));
        writer.Lines($"""
            bool hasNaN = {Mask(lanes, "~numbers")} != 0;
            {lanes.Type} target = {lanes.MaxInAllLanes(best)};
            """);

        string Whole(int i) => lanes.Load("x", i == 0 ? "c" : $"c + {i * lanes.Count}");

        void WriteVectors(int count, Func<int, string> load)
        {
            for (int i = 0; i < count; i++)
            {
                writer.Line($"{lanes.Type} v{i} = {load(i)};");
            }

            for (int i = 0; i < count; i++)
            {
                writer.Line($"best{i} = {lanes.Max($"v{i}", $"best{i}")};");
            }

            writer.Line($"numbers &= {string.Join(" & ", Enumerable.Range(0, count).Select(i => lanes.AreEqual($"v{i}", $"v{i}")))};");
        }
    }

    /// <summary>Writes <c>found</c>, a bit for each of up to 64 classes: whether the largest value, or a NaN, stands there.</summary>
    /// <param name="context">The kernels that are written.</param>
    /// <param name="start">The first class.</param>
    /// <param name="whole">How many classes stand in whole vectors.</param>
    /// <param name="partial">How many come after them.</param>
    private static void WriteFound(KernelContext context, string start, int whole, int partial)
    {
        LaneSpelling lanes = context.Lanes;
        CSharpWriter writer = context.Writer;
        string found = Mask(lanes, $"hasNaN ? ~{lanes.AreEqual("v", "v")} : {lanes.AreEqual("v", "target")}");
        writer.Line("ulong found = 0;");
        if (whole != 0)
        {
            using (writer.Block($"for (int c = 0; c < {CSharpLiteral.Of(whole)}; c += {lanes.Count})"))
            {
                writer.Lines($"""
                    {lanes.Type} v = {lanes.Load("x", start == "0" ? "c" : $"{start} + c")};
                    found |= (ulong){found} << c;
                    """);
            }
        }

        if (partial != 0)
        {
            using (writer.Block(""))
            {
                writer.Lines($"""
                    {lanes.Type} v = {Partial(context)};
                    found |= (ulong){found} << {CSharpLiteral.Of(whole)};
                    """);
            }
        }
    }

    private static string Partial(KernelContext context)
    {
        int partial = context.Width.PartialClasses;
        return context.Lanes.LoadPartial("x", CSharpLiteral.Of(context.ClassCount - partial), CSharpLiteral.Of(partial), double.NegativeInfinity);
    }

    private static string Mask(LaneSpelling lanes, string vector) => $"V::Vector{(int)lanes.Width}.ExtractMostSignificantBits({vector})";

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
