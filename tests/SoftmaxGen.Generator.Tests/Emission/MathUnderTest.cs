using System.Numerics;
using System.Reflection;
using SoftmaxGen.Generator.Declarations;
using SoftmaxGen.Generator.Emission;
using SoftmaxGen.Generator.Planning;
using SoftmaxGen.Generator.Support;

namespace SoftmaxGen.Generator.Tests.Emission;

/// <summary>The emitted vector mathematics of one width by itself, over arrays whose length is a multiple of 16.</summary>
internal sealed class MathUnderTest<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Precision Precision = Precision.Of(typeof(T) == typeof(double) ? ElementType.Double : ElementType.Single);

    private readonly Action<T[], T[], T> _exp;
    private readonly Action<T[], T[], T[], T[], T[], T[]> _logOfSum;

    public MathUnderTest(VectorWidth width)
    {
        Assembly assembly = InMemoryAssembly.Load($"Math{typeof(T).Name}{width}", [Source(new LaneSpelling(Precision, width))]);
        Type type = assembly.GetType("EmittedMath", throwOnError: true)!;
        _exp = type.GetMethod("Exp", [typeof(T[]), typeof(T[]), typeof(T)])!.CreateDelegate<Action<T[], T[], T>>();
        _logOfSum = type.GetMethod("LogOfSum", [.. Enumerable.Repeat(typeof(T[]), 6)])!.CreateDelegate<Action<T[], T[], T[], T[], T[], T[]>>();
    }

    /// <summary>e^(x − maximum), times a power of 2 that depends on the maximum alone.</summary>
    public T[] Exp(T[] x, T maximum)
    {
        T[] results = new T[x.Length];
        _exp(x, results, maximum);
        return results;
    }

    /// <summary>log((count · P + S) / P) with P = peak + peakLow and S = sum + sumLow, both parts in one number.</summary>
    public T[] LogOfSum(T[] peak, T[] peakLow, T[] count, T[] sum, T[] sumLow)
    {
        T[] results = new T[sum.Length];
        _logOfSum(peak, peakLow, count, sum, sumLow, results);
        return results;
    }

    /// <summary>log(1 + q), of sums that carry the headroom as all terms do.</summary>
    public T[] LogOnePlus(T[] q)
    {
        T[] Splat(T value) => [.. Enumerable.Repeat(value, q.Length)];
        T headroom = T.ScaleB(T.One, Precision.HeadroomExponent);
        return LogOfSum(Splat(headroom), Splat(T.Zero), Splat(T.One), [.. q.Select(value => value * headroom)], Splat(T.Zero));
    }

    private static string Source(LaneSpelling lanes)
    {
        CSharpWriter writer = new();
        writer.Lines($$"""
            using C = global::System.Runtime.CompilerServices;
            using SG = global::SoftmaxGen.Runtime;
            using V = global::System.Runtime.Intrinsics;
            using UnsignedOffset = global::System.UIntPtr;
            {{NumbersWriter.Using}}

            """);
        using (writer.Block($"namespace {HeadWriter.KernelNamespace}"))
        {
            NumbersWriter.Write(writer, lanes.Precision);
        }

        using (writer.Block("public static class EmittedMath"))
        {
            VectorMathWriter.WritePivot(writer, lanes);
            VectorMathWriter.WriteExp(writer, lanes);
            VectorMathWriter.WriteLogOfSum(writer, lanes);
            using (writer.Block($"public static void Exp({Precision.Keyword}[] x, {Precision.Keyword}[] results, {Precision.Keyword} max)"))
            {
                writer.Line($"Pivot({lanes.Splat("max")}, out {lanes.Type} shift, out {lanes.Type} bound, out {lanes.Type} magic);");
                using (writer.Block($"for (int i = 0; i < x.Length; i += {lanes.Count})"))
                {
                    writer.Lines($"""
                        {lanes.Type} tail = Exp({lanes.Load("x[0]", "i")}, shift, bound, magic, out {lanes.Type} power);
                        {lanes.Store(lanes.MultiplyAdd("tail", "power", "power"), "results[0]", "i")}
                        """);
                }
            }

            string arrays = string.Join(", ", new[] { "peak", "peakLow", "count", "sum", "sumLow", "results" }.Select(static name => $"{Precision.Keyword}[] {name}"));
            using (writer.Block($"public static void LogOfSum({arrays})"))
            using (writer.Block($"for (int i = 0; i < sum.Length; i += {lanes.Count})"))
            {
                string Load(string name) => lanes.Load($"{name}[0]", "i");
                writer.Lines($"""
                    {lanes.Type} high = LogOfSum({Load("peak")}, {Load("peakLow")}, {Load("count")}, {Load("sum")}, {Load("sumLow")}, out {lanes.Type} low);
                    {lanes.Store("high + low", "results[0]", "i")}
                    """);
            }
        }

        return writer.ToString();
    }
}
