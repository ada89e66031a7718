using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Emission;

/// <summary>
/// Writes the lower part of the summation tree, from one vector per lane group, some of which may not exist, to
/// <c>sum</c> and <c>low</c>.
/// </summary>
internal static class SumWriter
{
    /// <summary>Writes <c>powers</c>, <c>lost</c> if the tree keeps errors, <c>tails</c>, and of them <c>sum</c> and <c>low</c>.</summary>
    public static void Write(KernelContext context, IReadOnlyList<string?> powerGroups, IReadOnlyList<string?> tailGroups)
    {
        WriteAcross(context, powerGroups, tailGroups);
        context.Writer.Lines($"""
            sum = powers + tails;
            low = {Low(context.Plan.Tree, "sum")};
            """);
        WriteNormalisation(context.Writer, context.Plan.Tree, context.Element);
    }

    /// <summary>Writes how an error of more than half an ulp goes into <c>sum</c>; only where errors are kept can it be that large.</summary>
    public static void WriteNormalisation(CSharpWriter writer, SummationTree tree, string type)
    {
        if (tree.KeepsErrors)
        {
            writer.Lines($"""
                {type} high = sum;
                sum = high + low;
                low = (high - sum) + low;
                """);
        }
    }

    /// <summary>What <c>powers + tails</c> loses when it is rounded to <paramref name="sum"/>.</summary>
    public static string Low(SummationTree tree, string sum) => tree.KeepsErrors
        ? $"((powers - {sum}) + tails) + lost"
        : $"(powers - {sum}) + tails";

    /// <summary>Writes the numbers <c>powers</c>, <c>lost</c> and <c>tails</c>.</summary>
    public static void WriteAcross(KernelContext context, IReadOnlyList<string?> powerGroups, IReadOnlyList<string?> tailGroups)
    {
        CSharpWriter writer = context.Writer;
        LaneSpelling lanes = context.Lanes;
        if (context.Plan.Tree.KeepsErrors)
        {
            (string sum, string lost) = WriteHalves(writer, lanes, powerGroups);
            writer.Line($"{context.Element} powers = SG::Simd.SumAcross({sum}, {lost}, out {context.Element} lost);");
        }
        else
        {
            writer.Line($"{context.Element} powers = {lanes.SumAcross(SummationTree.AddHalves(powerGroups))};");
        }

        writer.Line($"{context.Element} tails = {lanes.SumAcross(SummationTree.AddHalves(tailGroups))};");
    }

    /// <summary>Writes additions by halves that keep their errors; returns the names of the sum and of what it lost.</summary>
    public static (string Sum, string Lost) WriteHalves(CSharpWriter writer, LaneSpelling lanes, IReadOnlyList<string?> parts)
    {
        (string Sum, string Lost)?[] nodes = [.. parts.Select(part => part is null ? ((string, string)?)null : (part, lanes.Zero))];
        int node = 0;
        for (int half = nodes.Length / 2; half > 0; half /= 2)
        {
            for (int i = 0; i < half; i++)
            {
                if (nodes[i] is not { } left || nodes[i + half] is not { } right)
                {
                    nodes[i] ??= nodes[i + half];
                    continue;
                }

                writer.Line($"{lanes.Type} node{node} = SG::Simd.Add({left.Sum}, {right.Sum}, {left.Lost}, {right.Lost}, out {lanes.Type} lost{node});");
                nodes[i] = ($"node{node}", $"lost{node}");
                node++;
            }
        }

        return nodes[0] ?? throw new ArgumentException("There is nothing to add.", nameof(parts));
    }
}
