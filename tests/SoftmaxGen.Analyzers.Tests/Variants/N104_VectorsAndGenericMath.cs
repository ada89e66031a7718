using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;
namespace Cases.N104;
public static class A
{
    public static void V512(ReadOnlySpan<float> x, Span<float> y)
    {
        var acc = Vector512<float>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var v = Vector512.Create(x.Slice(i, Vector512<float>.Count));
            var e = Vector512.Exp(v); // EXPECT: unstable-exp-sum
            acc += e;
            e.CopyTo(y.Slice(i));
        }
        float sum = Vector512.Sum(acc);
        var inv = Vector512.Create(1f / sum);
        for (i = 0; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
            (Vector512.Create<float>(y.Slice(i, Vector512<float>.Count)) * inv).CopyTo(y.Slice(i));
    }
    public static void Soft<T>(Span<T> x) where T : struct, IExponentialFunctions<T>
    {
        T sum = T.Zero;
        foreach (ref var v in x)
        {
            v = T.Exp(v); // EXPECT: unstable-exp-sum
            sum += v;
        }
        foreach (ref var v in x) v /= sum;
    }
    public static T[] Gen<T>(IEnumerable<T> x) where T : IFloatingPointIeee754<T>
    {
        var e = x.Select(T.Exp).ToArray(); // EXPECT: unstable-exp-sum
        var s = e.Aggregate(T.Zero, (a, b) => a + b);
        return Array.ConvertAll(e, v => v / s);
    }
    public static float Attend(ReadOnlySpan<float> scores, ReadOnlySpan<float> values)
    {
        Span<float> w = stackalloc float[scores.Length];
        TensorPrimitives.Exp(scores, w); // EXPECT: unstable-exp-sum
        return TensorPrimitives.Dot<float>(w, values) / TensorPrimitives.Sum<float>(w);
    }
    public static float[] Soft2(float[] x)
    {
        var y = new float[x.Length];
        TensorPrimitives.SoftMax<float>(x, y); // EXPECT: tensorprimitives-softmax
        return y;
    }
    public static Half[] H(Half[] x)
    {
        var r = new Half[x.Length];
        TensorPrimitives.SoftMax<Half>(x.AsSpan(), r.AsSpan()); // EXPECT: tensorprimitives-softmax
        return r;
    }
}
