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
    private readonly Action<T[], T[]> _logOnePlus;

    public MathUnderTest(VectorWidth width)
    {
        Assembly assembly = InMemoryAssembly.Load($"Math{typeof(T).Name}{width}", [Source(new LaneSpelling(Precision, width))]);
        Type type = assembly.GetType("EmittedMath", throwOnError: true)!;
        _exp = type.GetMethod("Exp", [typeof(T[]), typeof(T[]), typeof(T)])!.CreateDelegate<Action<T[], T[], T>>();
        _logOnePlus = type.GetMethod("LogOnePlus", [typeof(T[]), typeof(T[])])!.CreateDelegate<Action<T[], T[]>>();
    }

    /// <summary>e^(x − maximum), times a power of 2 that depends on the maximum alone.</summary>
    public T[] Exp(T[] x, T maximum)
    {
        T[] results = new T[x.Length];
        _exp(x, results, maximum);
        return results;
    }

    /// <summary>log(1 + q), both parts in one number.</summary>
    public T[] LogOnePlus(T[] q)
    {
        T[] results = new T[q.Length];
        _logOnePlus(q, results);
        return results;
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
            VectorMathWriter.WriteLogOnePlus(writer, lanes);
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

            using (writer.Block($"public static void LogOnePlus({Precision.Keyword}[] q, {Precision.Keyword}[] results)"))
            using (writer.Block($"for (int i = 0; i < q.Length; i += {lanes.Count})"))
            {
                writer.Lines($"""
                    {lanes.Type} high = LogOnePlus({lanes.Load("q[0]", "i")}, {lanes.Zero}, out {lanes.Type} low);
                    {lanes.Store("high + low", "results[0]", "i")}
                    """);
            }
        }

        return writer.ToString();
    }
}
