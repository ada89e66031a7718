using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
namespace Cases.N101;
public static class A
{
    public static IEnumerable<float> Run(InferenceSession s, IReadOnlyCollection<NamedOnnxValue> i)
    {
        using var results = s.Run(i);
        var output = results.First().AsEnumerable<float>();
        float sum = output.Sum(x => (float)Math.Exp(x)); // EXPECT: unstable-exp-sum
        IEnumerable<float> softmax = output.Select(x => (float)Math.Exp(x) / sum); // ALSO: unstable-exp-sum
        return softmax.OrderByDescending(x => x).Take(10).ToList();
    }
    public static float[] ByTensor(DenseTensor<float> t)
    {
        var scores = t.ToArray();
        var exp = scores.Select(s => Math.Exp(s)); // EXPECT: unstable-exp-sum
        var total = exp.Sum();
        return exp.Select(e => (float)(e / total)).ToArray();
    }
    public static float[] Indexed(Tensor<float> t)
    {
        var e = new float[10];
        float s = 0;
        for (int i = 0; i < 10; i++) { e[i] = MathF.Exp(t[0, i]); s += e[i]; } // EXPECT: unstable-exp-sum
        for (int i = 0; i < 10; i++) e[i] /= s;
        return e;
    }
    public static float[] BySpan(OrtValue v)
    {
        var logits = v.GetTensorDataAsSpan<float>();
        var e = new float[logits.Length];
        double s = 0;
        for (int i = 0; i < logits.Length; i++) { s += Math.Exp(logits[i]); } // EXPECT: unstable-exp-sum
        for (int i = 0; i < logits.Length; i++) { e[i] = (float)(Math.Exp(logits[i]) / s); } // ALSO: unstable-exp-sum
        return e;
    }
}
