using System.Numerics;
using System.Reflection;
using System.Runtime;

namespace SoftmaxGen.GeneratorCost;

/// <summary>What the just-in-time compiler does when a head is called for the first time.</summary>
internal static class FirstCalls
{
    // Odd, so that whole blocks, one that is filled up, and rows alone are among them.
    private const int Rows = 67;

    /// <summary>Calls a head that has just been compiled: softmax of a batch, then every operation on a batch, and softmax of one row.</summary>
    public static JitCost Of(MemoryStream image, string elementType)
    {
        Type head = Assembly.Load(image.ToArray()).GetTypes().Single(static type => type.Name.StartsWith("Head0_", StringComparison.Ordinal));
        Type element = elementType == "double" ? typeof(double) : typeof(float);
        MethodInfo call = typeof(FirstCalls).GetMethod(nameof(Call), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (JitCost)call.MakeGenericMethod(head, element).Invoke(null, null)!;
    }

    private static JitCost Call<THead, T>()
        where THead : ISoftmaxHeadCore<THead, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = Math.Min(Rows, Math.Max(3, 10_000_000 / THead.ClassCount));
        T[] logits = new T[rows * THead.ClassCount];
        T[] outputs = new T[logits.Length];
        T[] results = new T[rows];
        int[] classes = new int[rows];
        TimeSpan start = JitInfo.GetCompilationTime(currentThread: true);
        long methods = JitInfo.GetCompiledMethodCount(currentThread: true);
        long il = JitInfo.GetCompiledILBytes(currentThread: true);
        THead.Softmax(logits, outputs);
        TimeSpan softmax = JitInfo.GetCompilationTime(currentThread: true) - start;
        THead.LogSoftmax(logits, outputs);
        THead.LogSumExp(logits, results);
        THead.Predict(logits, classes);
        THead.CrossEntropy(logits, classes, results);
        THead.CrossEntropyWithGradient(logits, classes, outputs);
        THead.Softmax(logits.AsSpan(0, THead.ClassCount), outputs);
        return new JitCost(
            softmax.TotalMilliseconds,
            (JitInfo.GetCompilationTime(currentThread: true) - start).TotalMilliseconds,
            JitInfo.GetCompiledMethodCount(currentThread: true) - methods,
            JitInfo.GetCompiledILBytes(currentThread: true) - il);
    }
}

/// <summary>The time of the just-in-time compiler, in milliseconds, and what it compiled for all operations.</summary>
internal sealed record JitCost(double Softmax, double All, long Methods, long Bytes);
