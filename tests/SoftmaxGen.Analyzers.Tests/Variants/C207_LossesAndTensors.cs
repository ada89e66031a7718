using System.Numerics.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;
namespace Cases.C207;
public static class A
{
    public static double Clipped(double[] p, double[] y)
    {
        double loss = 0;
        for (int i = 0; i < p.Length; i++) { var q = Math.Clamp(p[i], 1e-7, 1 - 1e-7); loss -= y[i] * Math.Log(q) + (1 - y[i]) * Math.Log(1 - q); }
        return loss / p.Length;
    }
    public static double[] Floor(double[] p) => Array.ConvertAll(p, x => Math.Max(x, double.Epsilon));
    public static double AfterFloor(double[] p, int[] y) { var q = Floor(p); double s = 0; foreach (var k in y) s -= Math.Log(q[k]); return s; }
    public static double Guarded(double[] p, double[] y) { double s = 0; for (int i = 0; i < p.Length; i++) if (p[i] > 0 && y[i] > 0) s -= y[i] * Math.Log(p[i]); return s; }
    public static double Smoothed(int[] counts, int total) => -counts.Sum(c => Math.Log((c + 1.0) / (total + counts.Length)));
    public static double GaussianNll(double[] x, double[] mu, double[] sigma) { double s = 0; for (int i = 0; i < x.Length; i++) { var z = (x[i] - mu[i]) / sigma[i]; s += 0.5 * z * z + Math.Log(sigma[i]); } return s; }
    public static double ExponentialNll(double[] t, double rate) { double s = 0; foreach (var x in t) s -= Math.Log(rate) - rate * x; return s; }
    public static double Gumbel(Random r) => -Math.Log(-Math.Log(r.NextDouble()));
    public static double[] GumbelMax(double[] logits, Random r) => Array.ConvertAll(logits, l => l - Math.Log(-Math.Log(r.NextDouble())));
    public static double MutualInformation(double[,] joint, double[] px, double[] py)
    {
        double mi = 0;
        for (int i = 0; i < px.Length; i++)
            for (int j = 0; j < py.Length; j++)
                if (joint[i, j] > 0) mi += joint[i, j] * Math.Log(joint[i, j] / (px[i] * py[j]));
        return mi;
    }
    public static double Shannon(IEnumerable<int> counts, double n) => -counts.Where(c => c > 0).Select(c => c / n).Sum(p => p * Math.Log(p, 2));
    public static double Idf(Dictionary<string, int> df, int n, string t) => -Math.Log((double)df[t] / n);
    public static float[] Attention(ReadOnlySpan<float> scores)
    {
        var p = scores.ToArray();
        float top = TensorPrimitives.Max(scores);
        TensorPrimitives.Subtract(p, top, p);
        TensorPrimitives.Exp(p, p);
        TensorPrimitives.Divide(p, TensorPrimitives.Sum<float>(p), p);
        return p;
    }
    public static Tensor Stable(Tensor x) { var e = (x - x.amax(1, keepdim: true)).exp(); return e / e.sum(1, keepdim: true); }
    public static Tensor Entropy(Tensor logits) { var lp = nn.functional.log_softmax(logits, 1); return -(lp.exp() * lp).sum(1).mean(); }
    public static Tensor Distil(Tensor student, Tensor teacher, double t) => nn.functional.kl_div(nn.functional.log_softmax(student / t, 1), nn.functional.softmax(teacher / t, 1));
    public static Tensor SoftTarget(Tensor student, Tensor teacher) => nn.functional.cross_entropy(student, nn.functional.softmax(teacher, 1));
    public static Tensor Attend(Tensor q, Tensor k, Tensor v, Tensor y)
    {
        var a = nn.functional.softmax(torch.matmul(q, k.transpose(-2, -1)), -1);
        return nn.functional.cross_entropy(torch.matmul(a, v), y);
    }
    public static (Tensor Loss, Tensor Shown) Both(Tensor logits, Tensor y) => (nn.functional.cross_entropy(logits, y), logits.softmax(1));
    public static Tensor Bce(Tensor logits, Tensor y) => nn.functional.binary_cross_entropy_with_logits(logits, y);
    public static Tensor BceOfSigmoid(Tensor logits, Tensor y) => nn.functional.binary_cross_entropy(torch.sigmoid(logits), y);
    public static Tensor NllOfLog(Tensor logits, Tensor y) => nn.NLLLoss().call(nn.LogSoftmax(1).call(logits), y);
    public static Tensor PolicyGradient(Tensor logits, Tensor action, Tensor advantage)
    {
        var logp = logits.log_softmax(1).gather(1, action.unsqueeze(1)).squeeze(1);
        return -(logp * advantage).mean();
    }
    public static Tensor Sample(Tensor logits, double t) => torch.multinomial(nn.functional.softmax(logits / t, -1), 1);
    public static Tensor Energy(Tensor x) => torch.exp(x).mean();
    public static Tensor GateOf(Tensor x, Tensor w) => x * nn.functional.softmax(w, 0);
    public static Tensor MoE(Tensor gate, Tensor experts, Tensor y) { var g = gate.softmax(1).unsqueeze(-1); var mixed = (g * experts).sum(1); return nn.functional.cross_entropy(mixed, y); }
}
public sealed class Relaxed(Tensor temperature, Categorical categorical)
{
    private readonly Tensor _temperature = temperature;
    private readonly Categorical _categorical = categorical;
    // A parameter of the model, by a number: no target.
    public Tensor LogScale(Tensor lgamma)
    {
        double n = _categorical.Events;
        return lgamma - _temperature.log() * (n - 1);
    }
}
public sealed class Categorical { public double Events { get; set; } }
